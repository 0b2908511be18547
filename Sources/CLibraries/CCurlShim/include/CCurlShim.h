#pragma once
#include <stddef.h>
#include <stdint.h>

// libcurl's variadic functions, each for one type of argument, as Swift can call them. All return a CURLcode.

int plumb_curl_set_long(void *handle, int option, long value);
int plumb_curl_set_size(void *handle, int option, int64_t value);
/// libcurl copies the text.
int plumb_curl_set_string(void *handle, int option, const char *value);
/// The pointer must live as long as the transfer.
int plumb_curl_set_pointer(void *handle, int option, void *value);

/// Takes `count` bytes; a smaller result ends the transfer with an error.
typedef size_t (*plumb_curl_receive)(char *bytes, size_t size, size_t count, void *context);
/// Called at least once a second; a result other than 0 ends the transfer.
typedef int (*plumb_curl_progress)(void *context, int64_t total, int64_t now, int64_t up_total, int64_t up_now);

int plumb_curl_set_receive(void *handle, int option, plumb_curl_receive callback);
int plumb_curl_set_progress(void *handle, plumb_curl_progress callback);
int plumb_curl_get_long(void *handle, int info, long *value);
int plumb_curl_get_string(void *handle, int info, const char **value);
/// Programs that are started meanwhile do not inherit the connection.
int plumb_curl_close_on_exec(void *handle);
