// Percent encoding of the parts of a URL (RFC 3986 2.1). Pure functions; no thread rule.
#pragma once

#include <string>
#include <string_view>

#include "sluice/rest/hex.hpp"

namespace sluice::rest {

// What is no valid escape stays as it is.
inline std::string percent_decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  for (size_t i = 0; i < text.size(); i++) {
    const bool encoded = text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                         hex_value(text[i + 2]) >= 0;
    if (encoded) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

// All but the unreserved characters encoded.
inline void append_percent_encoded(std::string& out, std::string_view text) {
  constexpr std::string_view kUnreserved = "-._~";
  for (const char c : text) {
    const bool stays = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       kUnreserved.find(c) != kUnreserved.npos;
    if (stays)
      out += c;
    else
      append_hex(out += '%', static_cast<unsigned char>(c), kUpperHex);
  }
}

}  // namespace sluice::rest
