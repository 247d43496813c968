#include "plain_pattern.hpp"

#include <algorithm>

#include "sluice/expression/utf8.hpp"

namespace sluice::expression {
namespace {

constexpr size_t kAscii = 0x80;
constexpr size_t kFirstLead = 0xC0;

bool is_plain_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

size_t byte_of(char c) { return static_cast<unsigned char>(c); }

}  // namespace

// Reads from left to right; `good_` stays false once something else than sets is met.
class PlainPatternParser {
 public:
  explicit PlainPatternParser(std::string_view text) : rest_(text) {}

  std::optional<PlainPattern> parse() {
    PlainPattern out;
    bool repeats = false;
    do {
      Sequence sequence;
      while (good_ && !rest_.empty() && rest_.front() != '|') sequence.push_back(part());
      const bool is_empty =
          std::none_of(sequence.begin(), sequence.end(), [](const Part& p) { return p.needed; });
      repeats = repeats || std::any_of(sequence.begin(), sequence.end(),
                                       [](const Part& p) { return p.many || !p.needed; });
      good_ = good_ && !is_empty && !PlainPattern::gives_back(sequence);
      out.alternatives_.push_back(std::move(sequence));
    } while (good_ && take('|'));
    if (!good_ || (repeats && out.alternatives_.size() > 1)) return std::nullopt;
    for (const Sequence& sequence : out.alternatives_) add_first(sequence, &out.first_);
    return out;
  }

 private:
  using Set = PlainPattern::Set;
  using Part = PlainPattern::Part;
  using Sequence = PlainPattern::Sequence;

  // In the middle of a character nothing begins.
  static void add_first(const Sequence& sequence, Set* first) {
    for (const Part& part : sequence) {
      for (size_t c = 0; c < part.set.size(); c++)
        (*first)[c] = (*first)[c] || (part.set[c] && (c < kAscii || c >= kFirstLead));
      if (part.needed) return;
    }
  }

  bool take(char c) {
    const bool taken = rest_.starts_with(c);
    if (taken) rest_.remove_prefix(1);
    return taken;
  }

  char next() {
    if (rest_.empty()) return good_ = false, '\0';
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  Part part() {
    Part out;
    set(&out.set);
    const bool star = take('*');
    out.many = star || take('+');
    out.needed = !star && (out.many || !take('?'));
    // What follows would change the meaning of the repetition, or is an error.
    const bool repeated = out.many || !out.needed;
    if (repeated && !rest_.empty() && std::string_view("*+?").find(rest_.front()) != rest_.npos)
      good_ = false;
    return out;
  }

  void set(Set* out) {
    const char c = next();
    if (c == '[') return one_of(out);
    if (c == '.') {
      out->fill(true);
      (*out)['\n'] = false;
    } else if (c == '\\') {
      escape(out);
    } else if (byte_of(c) >= kAscii || std::string_view("^$(){}]*+?").find(c) != rest_.npos) {
      good_ = false;
    } else {
      (*out)[byte_of(c)] = true;
    }
  }

  static void add(Set* out, char first, char last) {
    for (size_t c = byte_of(first); c <= byte_of(last); c++) (*out)[c] = true;
  }

  static Set named(char name) {
    Set out{};
    if (name == 's') {
      for (const char c : {'\t', '\n', '\f', '\r', ' '}) out[byte_of(c)] = true;
      return out;
    }
    add(&out, '0', '9');
    if (name == 'd') return out;
    add(&out, 'a', 'z');
    add(&out, 'A', 'Z');
    out['_'] = true;
    return out;
  }

  // Behind a backslash. False: it was a set, not one character.
  bool escape(Set* out, char* character = nullptr) {
    const char c = next();
    const char small = static_cast<char>(c | 0x20);
    if (is_plain_letter_or_digit(c) && (small == 'd' || small == 's' || small == 'w')) {
      const Set set = named(small);
      for (size_t i = 0; i < set.size(); i++) (*out)[i] = (*out)[i] || set[i] == (c == small);
      return false;
    }
    const char meant = c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
    good_ = good_ && byte_of(meant) < kAscii && !is_plain_letter_or_digit(meant);
    if (good_) (*out)[byte_of(meant)] = true;
    if (character) *character = meant;
    return true;
  }

  // Behind a bracket.
  void one_of(Set* out) {
    Set set{};
    const bool others = take('^');
    if (rest_.starts_with(']')) good_ = false;
    while (good_ && !take(']')) item(&set);
    for (size_t i = 0; i < set.size(); i++) (*out)[i] = set[i] != others;
  }

  // A character, a range or a set within brackets.
  void item(Set* set) {
    char first = next();
    if (first == '[' && rest_.starts_with(':')) good_ = false;
    const bool is_character = first != '\\' || escape(set, &first);
    good_ = good_ && byte_of(first) < kAscii;
    if (good_ && is_character) (*set)[byte_of(first)] = true;
    if (rest_.size() < 2 || rest_[0] != '-' || rest_[1] == ']') return;
    rest_.remove_prefix(1);
    const char last = next();
    good_ = good_ && is_character && last != '\\' && last != '[' && byte_of(last) < kAscii;
    if (good_) add(set, first, last);
  }

  std::string_view rest_;
  bool good_ = true;
};

std::optional<PlainPattern> PlainPattern::parse(std::string_view pattern) {
  return PlainPatternParser(pattern).parse();
}

// Whether a repetition takes what a later part may need.
bool PlainPattern::gives_back(const Sequence& sequence) {
  for (size_t i = 0; i < sequence.size(); i++) {
    const Part& part = sequence[i];
    if (part.needed && !part.many) continue;
    for (size_t k = i + 1; k < sequence.size(); k++) {
      for (size_t c = 0; c < part.set.size(); c++)
        if (part.set[c] && sequence[k].set[c]) return true;
      if (sequence[k].needed) break;
    }
  }
  return false;
}

// False: it is not there, and `*at` is where that was seen.
inline bool PlainPattern::match_at(const Sequence& sequence, std::string_view text, size_t* at) {
  size_t end = *at;
  for (const Part& part : sequence) {
    if (end == text.size() || !part.set[byte_of(text[end])]) {
      if (part.needed) return *at = end, false;
      continue;
    }
    if (part.many)
      while (end < text.size() && part.set[byte_of(text[end])]) end++;
    else
      end += byte_of(text[end]) < kAscii ? 1 : code_point_size(text, end);
  }
  return *at = end, true;
}

PlainPattern::Found PlainPattern::find(std::string_view text, size_t from, Match* out) const {
  // So much may be looked at in vain, and so much more for each byte that is passed.
  constexpr size_t kInVain = 64, kPerByte = 8;
  size_t in_vain = 0;
  for (size_t begin = from; begin < text.size(); begin++) {
    if (!first_[byte_of(text[begin])]) continue;
    for (const Sequence& sequence : alternatives_) {
      size_t end = begin;
      if (match_at(sequence, text, &end)) return *out = {begin, end}, Found::kYes;
      in_vain += end - begin;
    }
    if (in_vain > kInVain + kPerByte * (begin - from)) return Found::kUnknown;
  }
  return Found::kNo;
}

}  // namespace sluice::expression
