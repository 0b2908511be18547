#define _GNU_SOURCE
#include "CSystem.h"

#include <errno.h>
#include <linux/close_range.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <sys/wait.h>
#include <unistd.h>

// Two things see to it that no child outlives this process. PR_SET_PDEATHSIG has the kernel kill the child itself. It
// fires when the *thread* that forked ends, so all forks are made by one thread that never does. And since it does not
// reach the child's own children (a provider may be a script that starts another program), a small process, the reaper,
// holds the list of process groups and kills them when the socket to it closes.

struct reaper_note {
  pid_t group;
  int is_new;
};

enum { maximum_groups = 1024 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static const struct plumb_child *wanted;
static pid_t answer;
static int is_answered;
static pid_t thread_failure;
static int reaper_socket = -1;

static void close_from(unsigned int first) {
  if (syscall(SYS_close_range, first, ~0U, 0) == 0) return;
  for (int descriptor = (int)first; descriptor < 65536; descriptor++) close(descriptor);
}

static void reset_signals(void) {
  struct sigaction standard;
  memset(&standard, 0, sizeof standard);
  standard.sa_handler = SIG_DFL;
  for (int number = 1; number < NSIG; number++) sigaction(number, &standard, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

// Runs in a fork of a process with threads: nothing but async-signal-safe calls.
static void reap(int notes) {
  pid_t groups[maximum_groups];
  int count = 0;
  setsid();
  signal(SIGINT, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  signal(SIGHUP, SIG_IGN);
  dup2(notes, 0);
  close_from(1);
  struct reaper_note note;
  for (;;) {
    ssize_t length = read(0, &note, sizeof note);
    if (length < 0 && errno == EINTR) continue;
    if (length != sizeof note) break;
    if (note.is_new) {
      if (count < maximum_groups) groups[count++] = note.group;
      continue;
    }
    for (int index = 0; index < count; index++) {
      if (groups[index] == note.group) {
        groups[index] = groups[--count];
        break;
      }
    }
  }
  for (int index = 0; index < count; index++) kill(-groups[index], SIGKILL);
  _exit(0);
}

static void tell_reaper(pid_t group, int is_new) {
  struct reaper_note note = {.group = group, .is_new = is_new};
  // Without a reaper the kernel still kills the child itself.
  if (reaper_socket >= 0) {
    while (send(reaper_socket, &note, sizeof note, MSG_NOSIGNAL) < 0 && errno == EINTR) {}
  }
}

static void start_reaper(void) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) return;
  pid_t process = fork();
  if (process == 0) {
    // Forked once more, so that nobody has to wait for it.
    if (fork() != 0) _exit(0);
    reset_signals();
    prctl(PR_SET_NAME, "plumb-reaper");
    reap(ends[0]);
  }
  close(ends[0]);
  if (process < 0) {
    close(ends[1]);
    return;
  }
  while (waitpid(process, NULL, 0) < 0 && errno == EINTR) {}
  reaper_socket = ends[1];
}

static pid_t start(const struct plumb_child *child) {
  int failure[2];
  if (pipe2(failure, O_CLOEXEC) != 0) return -errno;
  pid_t parent = getpid();
  pid_t process = fork();
  if (process < 0) {
    int number = errno;
    close(failure[0]);
    close(failure[1]);
    return -number;
  }
  if (process == 0) {
    setpgid(0, 0);
    reset_signals();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    // The parent may have ended before the kernel was told.
    if (getppid() != parent) _exit(127);
    // Moved out of the way first, so that none overwrites another.
    int input = fcntl(child->input, F_DUPFD, 3);
    int output = fcntl(child->output, F_DUPFD, 3);
    int error = fcntl(child->error, F_DUPFD, 3);
    int report = fcntl(failure[1], F_DUPFD, 3);
    dup2(input, 0);
    dup2(output, 1);
    dup2(error, 2);
    dup2(report, 3);
    fcntl(3, F_SETFD, FD_CLOEXEC);
    close_from(4);
    if (child->directory == NULL || chdir(child->directory) == 0) execve(child->path, child->arguments, child->environment);
    int number = errno;
    while (write(3, &number, sizeof number) < 0 && errno == EINTR) {}
    _exit(127);
  }
  // Set on both sides, so that the group exists whichever comes first.
  setpgid(process, process);
  tell_reaper(process, 1);
  close(failure[1]);
  int number = 0;
  ssize_t length;
  while ((length = read(failure[0], &number, sizeof number)) < 0 && errno == EINTR) {}
  close(failure[0]);
  if (length == sizeof number) {
    tell_reaper(process, 0);
    while (waitpid(process, NULL, 0) < 0 && errno == EINTR) {}
    return -number;
  }
  return process;
}

static void *serve(void *unused) {
  (void)unused;
  pthread_mutex_lock(&lock);
  start_reaper();
  for (;;) {
    while (wanted == NULL) pthread_cond_wait(&changed, &lock);
    answer = start(wanted);
    wanted = NULL;
    is_answered = 1;
    pthread_cond_broadcast(&changed);
  }
  return NULL;
}

static void start_thread(void) {
  pthread_t thread;
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  thread_failure = -pthread_create(&thread, NULL, serve, NULL);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

pid_t plumb_start_child(const struct plumb_child *child) {
  static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
  pthread_once(&once, start_thread);
  if (thread_failure != 0) return thread_failure;
  pthread_mutex_lock(&turn);
  pthread_mutex_lock(&lock);
  wanted = child;
  is_answered = 0;
  pthread_cond_broadcast(&changed);
  while (!is_answered) pthread_cond_wait(&changed, &lock);
  pid_t process = answer;
  pthread_mutex_unlock(&lock);
  pthread_mutex_unlock(&turn);
  return process;
}

void plumb_end_group(pid_t leader) {
  if (leader <= 1) return;
  kill(-leader, SIGKILL);
}

int plumb_process_descriptor(pid_t process) {
  int descriptor = (int)syscall(SYS_pidfd_open, process, 0);
  return descriptor < 0 ? -errno : descriptor;
}

int plumb_await_end(pid_t process) {
  siginfo_t information;
  while (waitid(P_PID, (id_t)process, &information, WEXITED | WNOWAIT) < 0) {
    if (errno != EINTR) return errno;
  }
  return 0;
}

int plumb_reap(pid_t process) {
  // The number is free for others as soon as the process has been waited for, so that comes last.
  plumb_end_group(process);
  return plumb_reap_alone(process);
}

int plumb_reap_alone(pid_t process) {
  tell_reaper(process, 0);
  int status;
  while (waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) return -errno;
  }
  return WIFSIGNALED(status) ? 256 + WTERMSIG(status) : WEXITSTATUS(status);
}

void plumb_name_thread(const char *name) { pthread_setname_np(pthread_self(), name); }

long long plumb_cpu_microseconds(int who) {
  struct rusage usage;
  if (getrusage(who, &usage) != 0) return 0;
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000LL + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
}

long long plumb_nanoseconds_since_1970(void) {
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return 0;
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}
