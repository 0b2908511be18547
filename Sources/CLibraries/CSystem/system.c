#define _GNU_SOURCE
#include <malloc.h>
#include "CSystem.h"

#include <crypt.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

void plumb_line_buffer_stdout(void) { setvbuf(stdout, NULL, _IOLBF, 0); }

int plumb_crypt(const char *password, const char *setting, char *output, size_t capacity) {
  struct crypt_data *data = calloc(1, sizeof *data);
  if (data == NULL) return -1;
  char *hashed = crypt_r(password, setting, data);
  int failed = hashed == NULL || hashed[0] == '*' || strlen(hashed) + 1 > capacity;
  if (!failed) strcpy(output, hashed);
  free(data);
  return failed ? -1 : 0;
}

static int whole_file(int descriptor, short type) {
  struct flock lock = {.l_type = type, .l_whence = SEEK_SET};
  return fcntl(descriptor, F_OFD_SETLK, &lock) == 0 ? 0 : errno;
}

int plumb_lock_file(int descriptor) { return whole_file(descriptor, F_WRLCK); }
int plumb_unlock_file(int descriptor) { return whole_file(descriptor, F_UNLCK); }

int plumb_pipe_cloexec(int descriptors[2]) { return pipe2(descriptors, O_CLOEXEC); }

int plumb_terminal_width(int descriptor) {
  struct winsize size;
  return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static volatile int interrupt_descriptor = -1;

// Only what may be done inside a signal handler.
static void tell_interrupt(int number) {
  int saved = errno;
  unsigned char byte = (unsigned char)number;
  ssize_t ignored = write(interrupt_descriptor, &byte, 1);
  (void)ignored;
  errno = saved;
}

void plumb_tell_interrupts(int descriptor) {
  interrupt_descriptor = descriptor;
  struct sigaction action = {.sa_handler = tell_interrupt, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, NULL);
  sigaction(SIGTERM, &action, NULL);
}

void plumb_share_heap(void) {
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_TOP_PAD, 16 << 20);
}
