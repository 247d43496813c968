#include "http/text/headers.hpp"

#include <algorithm>
#include <array>

namespace sluice::http {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool is_token_char(char c) {
  bool alphanumeric = (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z');
  return alphanumeric || (c && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string::npos);
}

}  // namespace

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kAround = " \t\r\n";
  const size_t first = text.find_first_not_of(kAround);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(kAround) - first + 1);
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char);
}

bool is_field_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7F);
  });
}

bool is_reserved_header(std::string_view name) {
  static constexpr std::array<std::string_view, 8> kReserved = {
      "Host",   "Content-Length", "Transfer-Encoding", "Connection", "TE", "Accept-Encoding",
      "Expect", "Upgrade"};
  return std::any_of(kReserved.begin(), kReserved.end(),
                     [&](std::string_view r) { return equal_ignoring_case(r, name); });
}

void Headers::remove(std::string_view name) {
  auto same = [&](const Field& f) { return equal_ignoring_case(f.first, name); };
  fields_.erase(std::remove_if(fields_.begin(), fields_.end(), same), fields_.end());
}

void Headers::set(std::string_view name, std::string_view value) {
  remove(name);
  add(name, value);
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
  for (const auto& [field, value] : fields_)
    if (equal_ignoring_case(field, name)) return value;
  return std::nullopt;
}

std::optional<std::string> Headers::joined(std::string_view name) const {
  std::optional<std::string> out;
  for (const auto& [field, value] : fields_) {
    if (!equal_ignoring_case(field, name)) continue;
    out = out ? *out + ", " + value : value;
  }
  return out;
}

}  // namespace sluice::http
