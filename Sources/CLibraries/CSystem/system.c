#define _GNU_SOURCE
#include "CSystem.h"

#include <crypt.h>
#include <errno.h>
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
