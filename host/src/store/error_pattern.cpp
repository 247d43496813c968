#include "store/error_pattern.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>

namespace sluice::store {
namespace {

constexpr size_t kLongestPattern = 200;

bool is_of_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) || byte >= 0x80 || c == '_' || c == '-' || c == '.';
}

bool has_digit(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view word_at(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && is_of_word(text[end])) end++;
  return text.substr(at, end - at);
}

// The bytes of the quoted part that begins here; 0: none does. An apostrophe within a word quotes
// nothing; the loop below takes words whole, so this one stands before a word.
size_t quoted_at(std::string_view text, size_t at) {
  const char quote = text[at];
  if (quote != '"' && quote != '\'' && quote != '`') return 0;
  const size_t end = text.find(quote, at + 1);
  return end == std::string_view::npos ? 0 : end - at + 1;
}

}  // namespace

std::string error_pattern(std::string_view message) {
  std::string out;
  for (size_t at = 0; at < message.size() && out.size() < kLongestPattern;) {
    const bool after_word = at > 0 && is_of_word(message[at - 1]);
    const size_t quoted = after_word ? 0 : quoted_at(message, at);
    const std::string_view word = quoted ? std::string_view() : word_at(message, at);
    if (quoted)
      out += "…";
    else if (!word.empty())
      out += has_digit(word) ? "#" : word;
    else
      out += message[at];
    at += std::max<size_t>({1, quoted, word.size()});
  }
  return out;
}

}  // namespace sluice::store
