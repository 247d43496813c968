#include "record/grammar.hpp"

#include <cstddef>

namespace sluice::record {

namespace {

// The kinds of the open containers, one bit per level (1: object), the innermost lowest. A word
// holds 64 levels; outer levels are in `outer`, which stays empty for all but unusual text.
class Nest {
 public:
  explicit Nest(std::vector<uint64_t>& outer) : outer_(outer) { outer_.clear(); }

  void enter(bool object) {
    if (depth_ && depth_ % 64 == 0) outer_.push_back(kinds_);
    kinds_ = kinds_ << 1 | static_cast<uint64_t>(object);
    depth_++;
  }
  void leave() {
    kinds_ >>= 1;
    depth_--;
    if (depth_ == 0 || depth_ % 64 != 0) return;
    kinds_ = outer_.back();
    outer_.pop_back();
  }
  bool in_object() const { return kinds_ & 1; }
  uint32_t depth() const { return depth_; }

 private:
  std::vector<uint64_t>& outer_;
  uint64_t kinds_ = 0;
  uint32_t depth_ = 0;
};

}  // namespace

At Grammar::skip_more(At at) {
  for (; is_space(*at.p); at.p++) {
    line_breaks_ |= *at.p == '\n' || *at.p == '\r';
    if (*at.p != ' ' && at.mark < marks_.last()) at.mark++;  // a control byte has a mark
  }
  return at;
}

// A string that has escapes, or is not completely in the open window. An escaped quote or
// backslash has a mark of its own.
At Grammar::rest_of_string(At at, bool* escaped) {
  if (!marks_.has_two(at.mark)) at.mark = marks_.open(at.p);
  const char* p = at.p + 1;
  for (const uint16_t* mark = at.mark + 1; mark < marks_.last();) {
    p = marks_.at(mark);
    if (*p == '"') return {p + 1, mark + 1};
    if (*p != '\\') return {not_plain(p), mark};
    *escaped = true;
    const Escape kind = escape_at(p + 1);
    mark += 1 + (kind == Escape::kMark);
    if (!(p = behind(kind, p + 1))) return {nullptr, mark};
  }
  // It continues after the window.
  p = rest_of_text(p, escaped);
  return {p ? p + 1 : nullptr, marks_.last()};
}

At Grammar::value(At at, uint32_t level) {
  return *at.p == '{' || *at.p == '[' ? container(at, level) : scalar(at);
}

SLUICE_HOT At Grammar::key_and_colon(At at) {
  if (*at.p != '"') return failed(at.p, "a member's name in quotes");
  bool escaped = false;
  at = string(at, &escaped);
  if (!at.p) return at;
  if (is_pair(at.p, ':', '"')) return {at.p + 1, at.mark};
  at = skip(at);
  return *at.p == ':' ? skip(At{at.p + 1, at.mark}) : failed(at.p, "':'");
}

At Grammar::container(At at, uint32_t level) {
  Nest nest(outer_);
  for (;;) {
    bool empty = false;
    if (*at.p == '{' || *at.p == '[') {
      const char end = *at.p == '{' ? '}' : ']';
      nest.enter(*at.p == '{');
      note_depth(level + nest.depth() - 1);
      at = skip(At{at.p + 1, at.mark});
      empty = *at.p == end;
      if (!empty) {
        if (nest.in_object() && !(at = key_and_colon(at)).p) return at;
        continue;
      }
    } else {
      if (!(at = scalar(at)).p) return at;
      if (is_pair(at.p, ',', '"')) {  // the most common case
        at.p++;
        if (nest.in_object() && !(at = key_and_colon(at)).p) return at;
        continue;
      }
      at = skip(at);
    }
    // After a value, or before the bracket of an empty container.
    while (*at.p != ',' || empty) {
      if (*at.p != (nest.in_object() ? '}' : ']'))
        return failed(at.p, nest.in_object() ? "',' or '}'" : "',' or ']'");
      at.p++;
      nest.leave();
      if (nest.depth() == 0) return at;
      empty = false;
      at = skip(at);
    }
    at = skip(At{at.p + 1, at.mark});
    if (nest.in_object() && !(at = key_and_colon(at)).p) return at;
  }
}

}  // namespace sluice::record
