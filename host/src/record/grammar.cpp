#include "record/grammar.hpp"

#include <cstddef>

namespace sluice::record {

namespace {

// The kinds of the open containers, a bit a level (1: object), the innermost lowest. A word holds
// 64 levels; what lies further out waits in `outer`, which stays empty for all but strange text.
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

bool four_hex(const char* p) {
  return is_hex(p[0]) && is_hex(p[1]) && is_hex(p[2]) && is_hex(p[3]);
}

}  // namespace

const char* Grammar::skip_more(const char* p) {
  for (; is_space(*p); p++) line_breaks_ |= *p == '\n' || *p == '\r';
  return p;
}

// From the first byte that is not plain text.
const char* Grammar::rest_of_string(const char* p, bool* escaped) {
  *escaped = true;
  while (*p != '"') {
    if (*p != '\\') return fail(p, "a string without raw control bytes");
    if (!(p = escape(p + 1))) return nullptr;
    p = Scan::special(p);
  }
  return p;
}

inline const char* Grammar::escape(const char* p) {
  switch (*p) {
    case '"':
    case '\\':
    case '/':
    case 'b':
    case 'f':
    case 'n':
    case 'r':
    case 't':
      return p + 1;
    case 'u':
      if (four_hex(p + 1)) return p + 5;
      for (p++; is_hex(*p);) p++;
      return fail(p, "four hexadecimal digits");
    default:
      return fail(p, "an escape (one of \" \\ / b f n r t u)");
  }
}

const char* Grammar::value(const char* p, uint32_t level) {
  return *p == '{' || *p == '[' ? container(p, level) : scalar(p);
}

SLUICE_HOT const char* Grammar::key_and_colon(const char* p) {
  if (*p != '"') return fail(p, "a member's name in quotes");
  bool escaped = false;
  const char* quote = string(p + 1, &escaped);
  if (!quote) return nullptr;
  p = skip(quote + 1);
  return *p == ':' ? skip(p + 1) : fail(p, "':'");
}

const char* Grammar::container(const char* p, uint32_t level) {
  Nest nest(outer_);
  for (;;) {
    bool closed = false;
    if (*p == '{' || *p == '[') {
      const char end = *p == '{' ? '}' : ']';
      nest.enter(*p == '{');
      note_depth(level + nest.depth() - 1);
      p = skip(p + 1);
      closed = *p == end;
      if (!closed) {
        if (nest.in_object() && !(p = key_and_colon(p))) return nullptr;
        continue;
      }
    } else if (!(p = scalar(p))) {
      return nullptr;
    }
    // Behind a value, or before the bracket of an empty container.
    for (;;) {
      if (!closed) p = skip(p);
      if (*p == ',' && !closed) break;
      if (*p != (nest.in_object() ? '}' : ']'))
        return fail(p, nest.in_object() ? "',' or '}'" : "',' or ']'");
      p++;
      nest.leave();
      if (nest.depth() == 0) return p;
      closed = false;
    }
    p = skip(p + 1);
    if (nest.in_object() && !(p = key_and_colon(p))) return nullptr;
  }
}

}  // namespace sluice::record
