#include "pattern.hpp"

#include <algorithm>
#include <cctype>
#include <cstring>

namespace sluice::lua {
namespace {

// The characters of a class such as %a; false: the letter names none.
bool is_of_class(char letter, int c, bool* out) {
  switch (std::tolower(static_cast<unsigned char>(letter))) {
    case 'a':
      *out = std::isalpha(c) != 0;
      break;
    case 'c':
      *out = std::iscntrl(c) != 0;
      break;
    case 'd':
      *out = std::isdigit(c) != 0;
      break;
    case 'g':
      *out = std::isgraph(c) != 0;
      break;
    case 'l':
      *out = std::islower(c) != 0;
      break;
    case 'p':
      *out = std::ispunct(c) != 0;
      break;
    case 's':
      *out = std::isspace(c) != 0;
      break;
    case 'u':
      *out = std::isupper(c) != 0;
      break;
    case 'w':
      *out = std::isalnum(c) != 0;
      break;
    case 'x':
      *out = std::isxdigit(c) != 0;
      break;
    case 'z':
      *out = c == 0;
      break;
    default:
      return false;
  }
  if (std::isupper(static_cast<unsigned char>(letter))) *out = !*out;
  return true;
}

// Reads a pattern from the left to the right.
class Compiler {
 public:
  Compiler(std::string_view text, PatternPart* parts) : text_(text), parts_(parts) {}

  const char* compile(Pattern* out) {
    out->anchored = take('^');
    while (!problem_ && at_ < text_.size()) part();
    if (!problem_ && open_) problem_ = "malformed pattern (unfinished capture)";
    out->parts = parts_;
    out->count = count_;
    out->captures = captures_;
    return problem_;
  }

 private:
  bool take(char c) { return at_ < text_.size() && text_[at_] == c ? (at_++, true) : false; }
  bool fail(const char* problem) { return problem_ = problem, false; }
  PatternPart& add(PatternPart::Kind kind) {
    PatternPart& part = parts_[count_++];
    part = {};
    part.kind = kind;
    return part;
  }

  void part() {
    const char c = text_[at_];
    if (c == '(') return open();
    if (c == ')') return close();
    if (c == '$' && at_ + 1 == text_.size()) {
      at_++;
      add(PatternPart::kEnd);
      return;
    }
    if (c == '%' && at_ + 1 < text_.size() && special(text_[at_ + 1])) return;
    PatternPart& part = add(PatternPart::kSet);
    if (!one(&part.set)) return;
    if (at_ < text_.size() && std::strchr("*+-?", text_[at_]) && text_[at_])
      part.quantifier = text_[at_++];
  }

  void open() {
    at_++;
    if (captures_ == kMostCaptures) {
      fail("too many captures");
      return;
    }
    const auto number = static_cast<uint8_t>(captures_++);
    const bool is_position = take(')');
    add(is_position ? PatternPart::kPosition : PatternPart::kOpen).first = number;
    closed_[number] = is_position;
    if (!is_position) stack_[open_++] = number;
  }

  void close() {
    at_++;
    if (!open_) {
      fail("invalid pattern capture");
      return;
    }
    const uint8_t number = stack_[--open_];
    closed_[number] = true;
    add(PatternPart::kClose).first = number;
  }

  // %b, %f and %1 to %9. False: it is none of these.
  bool special(char c) {
    if (c == 'b') return balance(), true;
    if (c == 'f') return frontier(), true;
    if (c < '1' || c > '9') return c == '0' && (fail("invalid capture index"), true);
    at_ += 2;
    const auto number = static_cast<uint8_t>(c - '1');
    if (number >= captures_ || !closed_[number])
      fail("invalid capture index");
    else
      add(PatternPart::kRepeat).first = number;
    return true;
  }

  void balance() {
    if (at_ + 3 >= text_.size()) {
      fail("malformed pattern (missing arguments to '%b')");
      return;
    }
    PatternPart& part = add(PatternPart::kBalance);
    part.first = static_cast<uint8_t>(text_[at_ + 2]);
    part.last = static_cast<uint8_t>(text_[at_ + 3]);
    at_ += 4;
  }

  void frontier() {
    at_ += 2;
    if (at_ >= text_.size() || text_[at_] != '[') {
      fail("missing '[' after '%f' in pattern");
      return;
    }
    one(&add(PatternPart::kFrontier).set);
  }

  // A character, a class or a set.
  bool one(std::bitset<256>* out) {
    const char c = text_[at_++];
    if (c == '[') return set(out);
    if (c == '.') return out->set(), true;
    if (c == '%') return escape(out);
    out->set(static_cast<unsigned char>(c));
    return true;
  }

  bool escape(std::bitset<256>* out) {
    if (at_ >= text_.size()) return fail("malformed pattern (ends with '%')");
    const char letter = text_[at_++];
    bool is = false;
    if (!is_of_class(letter, 0, &is)) return out->set(static_cast<unsigned char>(letter)), true;
    for (int c = 0; c < 256; c++)
      if (is_of_class(letter, c, &is) && is) out->set(static_cast<size_t>(c));
    return true;
  }

  bool set(std::bitset<256>* out) {
    const bool inverted = take('^');
    bool is_first = true;
    while (at_ < text_.size() && (is_first || text_[at_] != ']')) {
      is_first = false;
      if (!set_item(out)) return false;
    }
    if (!take(']')) return fail("malformed pattern (missing ']')");
    if (inverted) out->flip();
    return true;
  }

  bool set_item(std::bitset<256>* out) {
    if (take('%')) return escape(out);
    const auto low = static_cast<unsigned char>(text_[at_++]);
    unsigned high = low;
    if (at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']') {
      high = static_cast<unsigned char>(text_[at_ + 1]);
      at_ += 2;
    }
    for (unsigned c = low; c <= high; c++) out->set(c);
    return true;
  }

  std::string_view text_;
  PatternPart* parts_;
  size_t at_ = 0, count_ = 0, captures_ = 0, open_ = 0;
  uint8_t stack_[kMostCaptures] = {};
  bool closed_[kMostCaptures] = {};
  const char* problem_ = nullptr;
};

}  // namespace

const char* compile_pattern(std::string_view text, PatternPart* parts, Pattern* out) {
  return Compiler(text, parts).compile(out);
}

bool Matcher::match_at(size_t at) {
  begin_ = at;
  return match(0, at);
}

bool Matcher::find_from(size_t at) {
  for (; at <= text_.size() && !is_spent(); at++) {
    if (match_at(at)) return true;
    if (pattern_.anchored) break;
  }
  return false;
}

bool Matcher::match(size_t i, size_t at) {
  for (; i < pattern_.count; i++) {
    if (--left_ <= 0) return false;
    const PatternPart& part = pattern_.parts[i];
    switch (part.kind) {
      case PatternPart::kSet:
        if (part.quantifier == '-') return match_shortest(part, i + 1, at);
        if (part.quantifier) return match_greedy(part, i + 1, at, part.quantifier == '+');
        if (!has(part, at++)) return false;
        break;
      case PatternPart::kOpen:
        return match_open(part, i + 1, at);
      case PatternPart::kPosition:
        captures_[part.first] = {at, 0, true};
        break;
      case PatternPart::kClose:
        return match_close(part, i + 1, at);
      case PatternPart::kRepeat:
        if (!skip_repeat(part, &at)) return false;
        break;
      case PatternPart::kBalance:
        if (!skip_balance(part, &at)) return false;
        break;
      case PatternPart::kFrontier:
        if (!is_frontier(part, at)) return false;
        break;
      case PatternPart::kEnd:
        if (at != text_.size()) return false;
        break;
    }
  }
  end_ = at;
  return true;
}

bool Matcher::match_greedy(const PatternPart& part, size_t next, size_t at, size_t least) {
  const size_t most = part.quantifier == '?' ? 1 : text_.size();
  size_t count = 0;
  while (count < most && has(part, at + count)) count++;
  left_ -= static_cast<int64_t>(count / 4);
  for (;; count--) {
    if (count < least || is_spent()) return false;
    if (match(next, at + count)) return true;
    if (count == 0) return false;
  }
}

bool Matcher::match_shortest(const PatternPart& part, size_t next, size_t at) {
  for (;; at++) {
    if (match(next, at)) return true;
    if (is_spent() || !has(part, at)) return false;
  }
}

bool Matcher::match_open(const PatternPart& part, size_t next, size_t at) {
  const Capture before = captures_[part.first];
  captures_[part.first] = {at, 0, false};
  if (match(next, at)) return true;
  captures_[part.first] = before;
  return false;
}

bool Matcher::match_close(const PatternPart& part, size_t next, size_t at) {
  Capture& capture = captures_[part.first];
  const size_t before = capture.size;
  capture.size = at - capture.begin;
  if (match(next, at)) return true;
  capture.size = before;
  return false;
}

bool Matcher::skip_repeat(const PatternPart& part, size_t* at) {
  const Capture& capture = captures_[part.first];
  left_ -= static_cast<int64_t>(capture.size / 16);
  if (text_.substr(*at, capture.size) != text_.substr(capture.begin, capture.size)) return false;
  *at += capture.size;
  return true;
}

bool Matcher::skip_balance(const PatternPart& part, size_t* at) {
  size_t open = 0, i = *at;
  if (i >= text_.size() || static_cast<uint8_t>(text_[i]) != part.first) return false;
  for (; i < text_.size(); i++) {
    const auto c = static_cast<uint8_t>(text_[i]);
    if (c == part.last && open > 0 && --open == 0) break;
    if (c == part.first && (part.first != part.last || open == 0)) open++;
  }
  left_ -= static_cast<int64_t>((i - *at) / 4);
  if (i == text_.size()) return false;
  *at = i + 1;
  return true;
}

bool Matcher::is_frontier(const PatternPart& part, size_t at) const {
  const auto before = static_cast<unsigned char>(at ? text_[at - 1] : '\0');
  const auto here = static_cast<unsigned char>(at < text_.size() ? text_[at] : '\0');
  return !part.set[before] && part.set[here];
}

}  // namespace sluice::lua
