// Lua's patterns, with every step counted: LuaJIT's own functions for them cannot be stopped, and
// some patterns take longer than anyone waits. Values; no thread rule.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sluice::lua {

inline constexpr size_t kMostCaptures = 32;

// One part of a pattern.
struct PatternPart {
  enum Kind : uint8_t { kSet, kOpen, kPosition, kClose, kRepeat, kBalance, kFrontier, kEnd };
  Kind kind;
  char quantifier;      // of a set: * + - ? or 0
  uint8_t first, last;  // the capture, or the two characters of %b
  std::bitset<256> set;
};

// A compiled pattern: `parts` are the caller's.
struct Pattern {
  const PatternPart* parts;
  size_t count;
  size_t captures;
  bool anchored;  // it began with ^
};

// At most so many parts are made of a pattern of that size.
constexpr size_t most_parts(size_t pattern_size) { return pattern_size; }

// Compiles into `parts`, which has room for most_parts. NULL, or what is wrong with the pattern.
const char* compile_pattern(std::string_view text, PatternPart* parts, Pattern* out);

// One attempt after the other to find a pattern in a text.
class Matcher {
 public:
  struct Capture {
    size_t begin, size;
    bool is_position;
  };

  // `budget`: the steps that may be taken in all.
  Matcher(const Pattern& pattern, std::string_view text, int64_t budget)
      : pattern_(pattern), text_(text), left_(budget) {}

  // Matches at exactly this place; false also when the budget is spent.
  bool match_at(size_t at);
  // The first match at this place or behind it; only there if the pattern is anchored.
  bool find_from(size_t at);
  // Of the match that was found.
  size_t begin() const { return begin_; }
  size_t end() const { return end_; }
  size_t captures() const { return pattern_.captures; }
  const Capture& capture(size_t i) const { return captures_[i]; }

  int64_t left() const { return left_; }
  bool is_spent() const { return left_ <= 0; }

 private:
  bool match(size_t part, size_t at);
  bool match_greedy(const PatternPart& part, size_t next, size_t at, size_t least);
  bool match_shortest(const PatternPart& part, size_t next, size_t at);
  bool match_open(const PatternPart& part, size_t next, size_t at);
  bool match_close(const PatternPart& part, size_t next, size_t at);
  bool skip_repeat(const PatternPart& part, size_t* at);
  bool skip_balance(const PatternPart& part, size_t* at);
  bool is_frontier(const PatternPart& part, size_t at) const;
  bool has(const PatternPart& part, size_t at) const {
    return at < text_.size() && part.set[static_cast<unsigned char>(text_[at])];
  }

  const Pattern& pattern_;
  std::string_view text_;
  int64_t left_;
  size_t begin_ = 0, end_ = 0;
  Capture captures_[kMostCaptures];
};

}  // namespace sluice::lua
