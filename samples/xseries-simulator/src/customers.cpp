#include <algorithm>

#include "writes.hpp"

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

}  // namespace

void shape_customer(JsonMembers& row) {
  for (const char* name : {"note", "custom_field_1", "custom_field_2", "custom_field_3",
                           "custom_field_4", "company_name"}) {
    const std::optional<std::string> text = as_text(row.find(name));
    if (!text) continue;
    std::string redacted = redact_cards(*text);
    // Untouched text keeps the escapes it came with.
    if (redacted != *text) row.set(name, quote(redacted));
  }
  const std::string first = as_text(row.find("first_name")).value_or("");
  const std::string last = as_text(row.find("last_name")).value_or("");
  const std::string gap = first.empty() || last.empty() ? "" : " ";
  const std::string name = first + gap + last;
  row.set("name", name.empty() ? "null" : quote(name));
  for (const char* amount : {"balance", "loyalty_balance", "year_to_date"}) {
    if (row.find(amount) == nullptr) row.set(amount, "0");
  }
}

}  // namespace sluice::simulator
