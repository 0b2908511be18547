#include "CCurlShim.h"

#include <curl/curl.h>
#include <fcntl.h>

_Static_assert(sizeof(curl_off_t) == sizeof(int64_t), "curl_off_t is 64 bits");

int plumb_curl_set_long(void *handle, int option, long value) {
  return curl_easy_setopt(handle, (CURLoption)option, value);
}

int plumb_curl_set_size(void *handle, int option, int64_t value) {
  return curl_easy_setopt(handle, (CURLoption)option, (curl_off_t)value);
}

int plumb_curl_set_string(void *handle, int option, const char *value) {
  return curl_easy_setopt(handle, (CURLoption)option, value);
}

int plumb_curl_set_pointer(void *handle, int option, void *value) {
  return curl_easy_setopt(handle, (CURLoption)option, value);
}

int plumb_curl_set_receive(void *handle, int option, plumb_curl_receive callback) {
  return curl_easy_setopt(handle, (CURLoption)option, callback);
}

int plumb_curl_set_progress(void *handle, plumb_curl_progress callback) {
  return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, callback);
}

int plumb_curl_get_long(void *handle, int info, long *value) {
  return curl_easy_getinfo(handle, (CURLINFO)info, value);
}

int plumb_curl_get_string(void *handle, int info, const char **value) {
  return curl_easy_getinfo(handle, (CURLINFO)info, value);
}

static int close_on_exec(void *context, curl_socket_t socket, curlsocktype purpose) {
  (void)context;
  (void)purpose;
  fcntl(socket, F_SETFD, FD_CLOEXEC);
  return CURL_SOCKOPT_OK;
}

int plumb_curl_close_on_exec(void *handle) {
  return curl_easy_setopt(handle, CURLOPT_SOCKOPTFUNCTION, close_on_exec);
}
