#pragma once
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// What Swift's Glibc module lacks or cannot call: variadic functions, macros and Linux's own calls.

/// Makes standard output line-buffered, so that a killed process has shown what it said.
void plumb_line_buffer_stdout(void);
/// bcrypt of a password; `setting` is the salt in crypt(3) form. Returns 0, or -1 on failure.
int plumb_crypt(const char *password, const char *setting, char *output, size_t capacity);
/// Advisory whole-file lock by fcntl(2), which Terraform's lock conflicts with. It belongs to the open file and not to
/// the process: closing the file elsewhere in the process does not lose it. Returns 0, or an errno.
int plumb_lock_file(int descriptor);
int plumb_unlock_file(int descriptor);
int plumb_pipe_cloexec(int descriptors[2]);

/// What a child process is started with. All descriptors above 2 are closed in it, its signals are as the system
/// sets them, and it leads a process group of its own.
struct plumb_child {
  const char *path;
  char *const *arguments;
  char *const *environment;
  int input;
  int output;
  int error;
  /// Where it starts; NULL for where this process is.
  const char *directory;
};

/// Starts a process that the kernel kills when this one ends, however it ends. Its whole process group ends with
/// it. Returns the process id, or a negated errno.
pid_t plumb_start_child(const struct plumb_child *child);
/// Kills what is left of a process group that `plumb_start_child` made. Call before the leader is waited for, since its
/// number may belong to another afterwards.
void plumb_end_group(pid_t leader);
/// A descriptor that becomes readable when the process ends, or a negated errno.
int plumb_process_descriptor(pid_t process);
/// Waits until a process has ended; its number stays its own. Returns 0, or an errno.
int plumb_await_end(pid_t process);
/// Lays a process that has ended to rest, with what is left of its group: its exit status, or 256 + the number of the
/// signal that ended it, or a negated errno.
int plumb_reap(pid_t process);

/// Lays a process to rest as `plumb_reap` does, but lets live what it has left behind.
int plumb_reap_alone(pid_t process);

/// Names the calling thread, in at most 15 characters.
void plumb_name_thread(const char *name);
/// A counter that wakes a thread waiting in poll(2), or a negated errno.
int plumb_wake_descriptor(void);
void plumb_wake(int descriptor);
void plumb_clear_wake(int descriptor);
/// A connected, non-blocking socket, or a negated errno.
int plumb_connect_unix(const char *path);
int plumb_connect_loopback(const char *address, uint16_t port);
/// As send(2), but a closed connection gives EPIPE and no signal.
ssize_t plumb_send(int descriptor, const void *bytes, size_t count);
/// Columns of the terminal behind a descriptor, or 0.
int plumb_terminal_width(int descriptor);
/// CPU time of the system and of us, as getrusage(2) has it for RUSAGE_SELF or RUSAGE_CHILDREN. Swift's own view of `timeval`
/// is not to be had in a static build.
long long plumb_cpu_microseconds(int who);
/// The time of day, for the same reason.
long long plumb_nanoseconds_since_1970(void);
/// Lets all threads share one heap that grows in large steps: the C library's own way, a heap for each thread that grows a page or
/// two at a time, takes a system call for every 128 KB.
void plumb_share_heap(void);
/// Makes SIGINT and SIGTERM write their number, one byte, to a descriptor instead of ending the program.
void plumb_tell_interrupts(int descriptor);
