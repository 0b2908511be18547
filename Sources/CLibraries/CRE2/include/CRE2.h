#pragma once
#include <stddef.h>
#include <stdint.h>

// A C face for RE2 (a C++ library), small enough to read at a glance.
#ifdef __cplusplus
extern "C" {
#endif

typedef struct plumb_regex plumb_regex;

/// Compiles a pattern (UTF-8, RE2 syntax). Never NULL; ask plumb_regex_error.
plumb_regex *plumb_regex_new(const char *pattern, size_t length);
void plumb_regex_free(plumb_regex *regex);
/// The reason why the pattern is invalid, or NULL when it is valid. Owned by the regex.
const char *plumb_regex_error(const plumb_regex *regex);
int plumb_regex_group_count(const plumb_regex *regex);
/// The name of a capturing group (1-based), or NULL when it has none. Owned by the regex.
const char *plumb_regex_group_name(const plumb_regex *regex, int group);
/// Finds the leftmost match at or after `start`. Fills `spans` with begin/end byte offsets of the
/// whole match and each group, -1 where a group took no part. Returns 1 for a match, else 0.
int plumb_regex_find(const plumb_regex *regex, const char *text, size_t length, size_t start,
                     int64_t *spans, int span_count);

#ifdef __cplusplus
}
#endif
