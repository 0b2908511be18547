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
/// Advisory whole-file lock by fcntl(2), as Terraform takes it. Returns 0, or an errno.
int plumb_lock_file(int descriptor);
int plumb_unlock_file(int descriptor);
int plumb_pipe_cloexec(int descriptors[2]);
