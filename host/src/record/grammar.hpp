// The JSON grammar (RFC 8259) over text that ends with a NUL and padding: each function takes
// the position of a construct, returns the one behind it, or null and fills error(). Keeps a bit
// a nesting level instead of recursing. UTF-8 is checked elsewhere, at once. [lane]
#pragma once

#include <cstdint>
#include <vector>

#include "record/scan.hpp"

namespace sluice::record {

struct SyntaxError {
  const char* at = nullptr;
  const char* expected = nullptr;  // a literal: what could have stood there
};

class Grammar {
 public:
  explicit Grammar(uint32_t max_depth) : max_depth_(max_depth) {}

  // Text of a string behind its opening quote; returns the closing quote. `escaped` is set when
  // a backslash was met and left alone otherwise.
  const char* string(const char* p, bool* escaped) {
    for (;;) {
      p = Scan::special(p);
      if (*p == '"') return p;
      if (*p != '\\') return fail(p, "a string without raw control bytes");
      *escaped = true;
      if (!(p = escape(p + 1))) return nullptr;
    }
  }

  const char* number(const char* p) {
    if (*p == '-') p++;
    if (*p == '0') {
      p++;
    } else if (!is_digit(*p)) {
      return fail(p, "a value");
    } else {
      p = digits(p);
    }
    if (*p == '.' && !(p = some_digits(p + 1))) return nullptr;
    if ((*p | 0x20) == 'e') return exponent(p + 1);
    return p;
  }

  // "true", "false" or "null".
  const char* literal(const char* p);

  // A whole array or object that stands `level` levels deep (1: outermost). Deeper than allowed
  // is no failure here, for the text behind it can still be judged: too_deep() tells.
  const char* container(const char* p, uint32_t level);

  // A scalar or container; for text whose parts nobody wants.
  const char* value(const char* p, uint32_t level);

  const char* fail(const char* at, const char* expected) {
    error_ = {at, expected};
    return nullptr;
  }
  const SyntaxError& error() const { return error_; }

  bool too_deep() const { return too_deep_; }
  void note_depth(uint32_t level) { too_deep_ |= level > max_depth_; }
  void clear_too_deep() { too_deep_ = false; }
  uint32_t max_depth() const { return max_depth_; }

 private:
  static const char* digits(const char* p) {
    while (is_digit(*p)) p++;
    return p;
  }
  const char* some_digits(const char* p) { return is_digit(*p) ? digits(p) : fail(p, "a digit"); }
  const char* exponent(const char* p) {
    if (*p == '+' || *p == '-') p++;
    return some_digits(p);
  }
  const char* escape(const char* p);
  const char* hex4(const char* p);
  const char* scalar(const char* p);
  const char* key_and_colon(const char* p);
  const char* close(const char* p, size_t* open);
  void push(size_t index, bool object);
  bool is_object(size_t index) const { return (kinds_[index / 64] >> (index % 64)) & 1; }

  uint32_t max_depth_;
  bool too_deep_ = false;
  SyntaxError error_;
  std::vector<uint64_t> kinds_;  // bit i: level i is an object
};

}  // namespace sluice::record
