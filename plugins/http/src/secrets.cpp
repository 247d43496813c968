#include "secrets.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "lower_case.hpp"

namespace http_plugin {

using sluice::Host;
using sluice::Value;

namespace {

// The length from which a text of letters and digits is treated as a token: under any name,
// and under a name that may be that of a credential ("sort_key" is not).
constexpr size_t kToken = 16, kNamedToken = 8;

template <size_t kCount>
bool has_part(std::string_view name, const std::array<std::string_view, kCount>& parts) {
  const std::string text = lower_case(name);
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return text.find(part) != text.npos; });
}

bool is_of_credentials(std::string_view name) {
  constexpr std::array<std::string_view, 9> kParts = {"authorization", "token",   "secret",
                                                      "passw",         "cookie",  "api-key",
                                                      "apikey",        "api_key", "signature"};
  return has_part(name, kParts);
}

bool may_be_of_credentials(std::string_view name) {
  constexpr std::array<std::string_view, 5> kParts = {"auth", "key", "sig", "session", "pwd"};
  return has_part(name, kParts);
}

bool is_harmless(std::string_view name) {
  const std::string text = lower_case(name);
  return text.rfind("accept", 0) == 0 || text.rfind("content-", 0) == 0 || text == "user-agent";
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool looks_like_token(std::string_view text, size_t shortest) {
  constexpr std::string_view kOther = "-_.~+/=:";
  return text.size() >= shortest && std::any_of(text.begin(), text.end(), is_letter) &&
         std::any_of(text.begin(), text.end(), is_digit) &&
         std::all_of(text.begin(), text.end(), [&](char c) {
           return is_letter(c) || is_digit(c) || kOther.find(c) != kOther.npos;
         });
}

// "Bearer abc" is a secret, and so is "abc".
void protect_words(const Host& host, std::string_view value) {
  host.protect(value);
  if (const size_t blank = value.rfind(' '); blank != value.npos)
    host.protect(value.substr(blank + 1));
}

void protect_value(const Host& host, std::string_view name, Value value) {
  for (size_t i = 0; value.is_array() && i < value.size(); i++)
    protect_value(host, name, value.item(i));
  const std::string_view text = value.is_string() ? value.string_or("") : value.text();
  const size_t shortest = may_be_of_credentials(name) ? kNamedToken : kToken;
  const bool token = !is_harmless(name) && looks_like_token(text, shortest);
  if (token || is_of_credentials(name)) protect_words(host, text);
}

}  // namespace

void protect_values(const Host& host, Value object) {
  for (size_t i = 0; object.is_object() && i < object.size(); i++)
    protect_value(host, object.key(i), object.member(i));
}

void protect_path(const Host& host, std::string_view path) {
  while (!path.empty()) {
    const size_t slash = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, slash);
    if (looks_like_token(segment, kToken)) host.protect(segment);
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
}

}  // namespace http_plugin
