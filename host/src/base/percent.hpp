// Percent coding (RFC 3986 2.1). Pure functions; no thread rule.
#pragma once

#include <string>
#include <string_view>

#include "base/hex.hpp"

namespace sluice::base {

// RFC 3986 2.3.
constexpr bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

inline void append_percent(std::string& out, char byte, std::string_view digits = kUpperHex) {
  out += '%';
  append_hex(out, byte, digits);
}

// `text` with everything but unreserved characters encoded.
std::string percent_encode(std::string_view text);

// Once; a percent sign without two digits is unchanged.
std::string percent_decode(std::string_view text);

}  // namespace sluice::base
