// The JSON grammar (RFC 8259) over text that ends with a NUL and padding: each function takes
// the position of a construct, returns the one behind it, or null and fills error(). Keeps a bit
// a nesting level instead of recursing. UTF-8 is checked elsewhere, at once. [lane]
#pragma once

#include <cstdint>
#include <cstring>
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

  // skip_space() that takes note of line breaks.
  const char* skip(const char* p) {
    return static_cast<unsigned char>(*p) > ' ' ? p : skip_more(p);
  }

  // Text of a string behind its opening quote; returns the closing quote. `escaped` is set when
  // a backslash was met and left alone otherwise.
  SLUICE_HOT const char* string(const char* p, bool* escaped) {
    p = Scan::special(p);
    return *p == '"' ? p : rest_of_string(p, escaped);
  }

  SLUICE_HOT const char* number(const char* p) {
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
  const char* literal(const char* p) {
    if (std::memcmp(p, "true", 4) == 0 || std::memcmp(p, "null", 4) == 0) return p + 4;
    return std::memcmp(p, "false", 5) == 0 ? p + 5 : fail(p, "a value");
  }

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

  // A line break stood between tokens since clear_line_breaks().
  bool line_breaks() const { return line_breaks_; }
  void clear_line_breaks() { line_breaks_ = false; }

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
  const char* skip_more(const char* p);
  const char* rest_of_string(const char* p, bool* escaped);
  const char* escape(const char* p);
  SLUICE_HOT const char* scalar(const char* p) {
    if (*p == '"') {
      bool escaped = false;
      const char* quote = string(p + 1, &escaped);
      return quote ? quote + 1 : nullptr;
    }
    return *p == 't' || *p == 'f' || *p == 'n' ? literal(p) : number(p);
  }
  SLUICE_HOT const char* key_and_colon(const char* p);

  uint32_t max_depth_;
  bool too_deep_ = false;
  bool line_breaks_ = false;
  SyntaxError error_;
  std::vector<uint64_t> outer_;  // see Nest
};

}  // namespace sluice::record
