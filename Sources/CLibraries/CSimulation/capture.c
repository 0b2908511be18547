#include "CSimulation.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

// The runtime's own seam: a hook that sees each job before the global executor does, and the call that runs one. See
// swift/Runtime/Concurrency.h of the toolchain.
#define SWIFT_CALL __attribute__((swiftcall))
typedef SWIFT_CALL void (*enqueue_original)(void *job);
extern SWIFT_CALL void (*swift_task_enqueueGlobal_hook)(void *job, enqueue_original original);
extern SWIFT_CALL void swift_job_run(void *job, void *executor_identity, void *executor_implementation);

struct capture {
  bool is_open;
  void **jobs;
  size_t count;
  size_t capacity;
};
static _Thread_local struct capture capture;

static SWIFT_CALL void keep(void *job, enqueue_original original) {
  if (!capture.is_open) {
    original(job);
    return;
  }
  if (capture.count == capture.capacity) {
    capture.capacity = capture.capacity ? capture.capacity * 2 : 64;
    capture.jobs = realloc(capture.jobs, capture.capacity * sizeof *capture.jobs);
    if (capture.jobs == NULL) abort();
  }
  capture.jobs[capture.count++] = job;
}

static void install(void) { swift_task_enqueueGlobal_hook = keep; }

void plumb_capture_begin(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, install);
  capture.is_open = true;
}

size_t plumb_capture_count(void) { return capture.count; }

void plumb_capture_run(size_t index) {
  void *job = capture.jobs[index];
  capture.count--;
  memmove(capture.jobs + index, capture.jobs + index + 1, (capture.count - index) * sizeof *capture.jobs);
  // No actor and no executor of its own: the generic one, whose identity is null.
  swift_job_run(job, NULL, NULL);
}

void plumb_capture_end(void) {
  capture.is_open = false;
  free(capture.jobs);
  capture.jobs = NULL;
  capture.count = capture.capacity = 0;
}
