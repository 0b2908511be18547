#include "CRE2.h"

#include <re2/re2.h>

#include <string>
#include <vector>

struct plumb_regex {
  explicit plumb_regex(re2::StringPiece pattern) : re(pattern, quiet()) {}
  static re2::RE2::Options quiet() {
    re2::RE2::Options options;
    options.set_log_errors(false);
    return options;
  }
  re2::RE2 re;
};

plumb_regex *plumb_regex_new(const char *pattern, size_t length) {
  return new plumb_regex(re2::StringPiece(pattern, length));
}

void plumb_regex_free(plumb_regex *regex) { delete regex; }

const char *plumb_regex_error(const plumb_regex *regex) {
  return regex->re.ok() ? nullptr : regex->re.error().c_str();
}

int plumb_regex_group_count(const plumb_regex *regex) { return regex->re.NumberOfCapturingGroups(); }

const char *plumb_regex_group_name(const plumb_regex *regex, int group) {
  const auto &names = regex->re.CapturingGroupNames();
  auto found = names.find(group);
  return found == names.end() ? nullptr : found->second.c_str();
}

int plumb_regex_find(const plumb_regex *regex, const char *text, size_t length, size_t start,
                     int64_t *spans, int span_count) {
  std::vector<re2::StringPiece> groups(static_cast<size_t>(span_count));
  re2::StringPiece input(text, length);
  if (!regex->re.Match(input, start, length, re2::RE2::UNANCHORED, groups.data(), span_count)) return 0;
  for (int i = 0; i < span_count; i++) {
    const auto &group = groups[static_cast<size_t>(i)];
    bool took_part = group.data() != nullptr;
    spans[2 * i] = took_part ? group.data() - text : -1;
    spans[2 * i + 1] = took_part ? group.data() - text + static_cast<int64_t>(group.size()) : -1;
  }
  return 1;
}
