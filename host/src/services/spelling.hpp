// The ways in which other programs write a text: as it is, percent-encoded, with the escapes of
// JSON or of HTML, each byte as they like. Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace sluice::services {

// The most bytes that one byte of a text takes: \u0041, &#x41;, %25252541.
inline constexpr size_t kLongestSpelling = 8;

// How far a text spells another one.
struct Spelled {
  size_t size = 0;      // bytes of the text
  size_t known = 0;     // bytes of the other one that they stand for
  bool to_end = false;  // the text ends there, perhaps within an escape
};

// The beginning of `text` that spells a beginning of `wanted`.
Spelled spelled(std::string_view text, std::string_view wanted);

// Whether an escape begins with this byte.
constexpr bool begins_escape(char c) { return c == '%' || c == '\\' || c == '&'; }

}  // namespace sluice::services
