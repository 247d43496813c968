// The JSON grammar (RFC 8259) over text that ends with a NUL and padding: each function takes
// the position of a construct, returns the one after it, or null and fills error(). Strings end
// where the text's marks say. Keeps one bit per nesting level instead of recursing. UTF-8 is
// checked elsewhere, at once. [lane]
#pragma once

#include <cstdint>
#include <vector>

#include "record/marks.hpp"
#include "record/scan.hpp"
#include "record/tokens.hpp"

namespace sluice::record {

// A parser's position: at a byte (null: it failed), and before the first mark from there on.
struct At {
  const char* p;
  const uint16_t* mark;
};

class Grammar : public Tokens {
 public:
  explicit Grammar(uint32_t max_depth) : max_depth_(max_depth) {}

  // Starts a text that ends at `end`, with a NUL or the text around it and 64 readable bytes there.
  // Must be called again for each text, and before one is read again from further ahead.
  void start(const char* end) {
    marks_.start(end);
    mark_ = marks_.last();
  }

  // For callers that read token by token. Bytes skipped in between must have been read here.
  At at(const char* p) const { return {p, mark_}; }
  const char* leave(At at) { return mark_ = at.mark, at.p; }

  // skip_space() that records line breaks.
  SLUICE_HOT At skip(At at) { return static_cast<unsigned char>(*at.p) > ' ' ? at : skip_more(at); }
  const char* skip(const char* p) { return leave(skip(at(p))); }

  // A string from its opening quote to after its closing one. `escaped` is set when a backslash
  // was met and unchanged otherwise.
  SLUICE_HOT At string(At at, bool* escaped) {
    if (!marks_.has_two(at.mark)) return rest_of_string(at, escaped);
    const char* const quote = marks_.at(at.mark + 1);
    return *quote == '"' ? At{quote + 1, at.mark + 2} : rest_of_string(at, escaped);
  }

  // Whether the marks of a complete string without escapes are in the window, if one begins here.
  SLUICE_HOT bool has_string(At at) const { return marks_.has_two(at.mark); }
  At look_ahead(const char* p) { return {p, marks_.open(p)}; }

  // A complete array or object at depth `level` (1: outermost). Exceeding the allowed depth
  // is no failure here, since the text after it can still be parsed: too_deep() reports it.
  At container(At at, uint32_t level);

  // A scalar or container; for text whose parts are not needed.
  At value(At at, uint32_t level);
  const char* value(const char* p, uint32_t level) { return leave(value(at(p), level)); }

  At failed(const char* at, const char* expected) { return {fail(at, expected), marks_.last()}; }

  // There was a line break between tokens since clear_line_breaks().
  bool line_breaks() const { return line_breaks_; }
  void clear_line_breaks() { line_breaks_ = false; }

  bool too_deep() const { return too_deep_; }
  void note_depth(uint32_t level) { too_deep_ |= level > max_depth_; }
  void clear_too_deep() { too_deep_ = false; }
  uint32_t max_depth() const { return max_depth_; }

 private:
  At skip_more(At at);
  At rest_of_string(At at, bool* escaped);
  SLUICE_HOT At scalar(At at) {
    bool escaped = false;
    if (*at.p == '"') return string(at, &escaped);
    const bool word = *at.p == 't' || *at.p == 'f' || *at.p == 'n';
    return {word ? literal(at.p) : number(at.p), at.mark};
  }
  SLUICE_HOT At key_and_colon(At at);

  Marks marks_;
  const uint16_t* mark_ = marks_.last();
  uint32_t max_depth_;
  bool too_deep_ = false;
  bool line_breaks_ = false;
  std::vector<uint64_t> outer_;  // see Nest
};

}  // namespace sluice::record
