#include "api/redaction.hpp"

#include <algorithm>
#include <iterator>

namespace sluice::simulator {
namespace {

bool luhn_valid(const std::string& digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int digit = digits[digits.size() - 1 - i] - '0';
    if (i % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 == 0;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The end of a run of digits with single spaces or dashes between them.
std::size_t run_end(const std::string& text, std::size_t at) {
  std::size_t end = at;
  while (at < text.size() && (is_digit(text[at]) || text[at] == ' ' || text[at] == '-')) {
    if (is_digit(text[at])) end = at + 1;
    ++at;
  }
  return end;
}

}  // namespace

std::string redact_cards(std::string text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at])) continue;
    const std::size_t end = run_end(text, at);
    std::string digits;
    std::copy_if(text.begin() + static_cast<std::ptrdiff_t>(at),
                 text.begin() + static_cast<std::ptrdiff_t>(end), std::back_inserter(digits),
                 is_digit);
    if (digits.size() >= 13 && digits.size() <= 19 && luhn_valid(digits)) {
      std::replace_if(text.begin() + static_cast<std::ptrdiff_t>(at),
                      text.begin() + static_cast<std::ptrdiff_t>(end), is_digit, '*');
    }
    at = end;
  }
  return text;
}

void redact_members(JsonMembers& row, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const std::optional<std::string> text = as_text(row.find(name));
    if (!text) continue;
    std::string redacted = redact_cards(*text);
    if (redacted != *text) row.set(name, quote(redacted));
  }
}

}  // namespace sluice::simulator
