#include "config/hide.hpp"

#include <algorithm>

#include "base/hex.hpp"

namespace sluice::config {
namespace {

constexpr size_t kShortestSecret = 20;  // of text that merely looks like one
constexpr size_t kShortestValue = 4;    // shorter ones occur in half of all messages

bool is_between(char c, char first, char last) { return c >= first && c <= last; }

// The characters of tokens: base64, base64url, hexadecimal, JWT.
bool is_token_text(char c) {
  return is_between(c, 'a', 'z') || is_between(c, 'A', 'Z') || is_between(c, '0', '9') ||
         std::string_view("_-.+/=").find(c) != std::string_view::npos;
}

bool is_hexadecimal(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return base::hex_value(c) >= 0; });
}

bool has_between(std::string_view text, char first, char last) {
  return std::any_of(text.begin(), text.end(), [&](char c) { return is_between(c, first, last); });
}

void replace_all(std::string& message, const std::string& value, std::string_view instead) {
  for (size_t at = 0; (at = message.find(value, at)) != std::string::npos; at += instead.size())
    message.replace(at, value.size(), instead);
}

// What is left of a value before a sign that something was cut there.
void replace_cut(std::string& message, std::string_view value, std::string_view sign) {
  for (size_t at = 0; (at = message.find(sign, at)) != std::string::npos; at += sign.size()) {
    size_t size = std::min(at, value.size() - 1);
    while (size >= kShortestValue && message.compare(at - size, size, value, 0, size) != 0) size--;
    if (size < kShortestValue) continue;
    message.replace(at - size, size, "${…}");
    at = message.find(sign, at - size + std::string_view("${…}").size());
  }
}

void hide(const Node& node, std::string& message) {
  for (const std::string& value : node.outside) message = hide_value(value, std::move(message));
  if (node.is(Kind::kString) && looks_secret(node.text)) replace_all(message, node.text, "…");
  for (const Member& member : node.members) hide(member.value, message);
  for (const Node& item : node.items) hide(item, message);
}

}  // namespace

bool looks_secret(std::string_view text) {
  if (text.size() < kShortestSecret || !std::all_of(text.begin(), text.end(), is_token_text))
    return false;
  if (!has_between(text, '0', '9')) return false;
  return is_hexadecimal(text) || (has_between(text, 'a', 'z') && has_between(text, 'A', 'Z'));
}

std::string hide_value(std::string_view value, std::string message) {
  if (value.size() < kShortestValue) return message;
  replace_all(message, std::string(value), "${…}");
  for (const std::string_view sign : {"…", "..."}) replace_cut(message, value, sign);
  return message;
}

std::string hide_values(const Node& section, std::string message) {
  hide(section, message);
  return message;
}

}  // namespace sluice::config
