// Hexadecimal digits. Pure functions; no thread rule.
#pragma once

#include <string>
#include <string_view>

namespace sluice::rest {

inline constexpr std::string_view kLowerHex = "0123456789abcdef";
inline constexpr std::string_view kUpperHex = "0123456789ABCDEF";

// Of a digit in either case; -1: not a digit.
constexpr int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

inline void append_hex(std::string& out, unsigned char byte, std::string_view digits = kLowerHex) {
  out += digits[byte >> 4];
  out += digits[byte & 15];
}

}  // namespace sluice::rest
