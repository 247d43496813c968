// Writing strings: the escaping of decoded text, and the check of text that claims to be JSON
// string content already. Pure functions.
#pragma once

#include <string_view>

#include "record/out_buffer.hpp"

namespace sluice::record {

enum class TextResult { kDone, kNotUtf8, kBroken, kNoMemory };

// Decoded text, in quotes and escaped as needed.
TextResult write_escaped(std::string_view text, OutBuffer& out);

// JSON string content, in quotes, unchanged; kBroken if it holds a raw control byte, a bare
// quote or a bad escape. `text` may be followed by any memory.
TextResult write_content(std::string_view text, OutBuffer& out);

namespace detail {

// The most common numbers: digits, perhaps with a sign and a fraction.
SLUICE_HOT bool is_plain_number(std::string_view text) {
  const char* p = text.data();
  const char* const end = p + text.size();
  if (p < end && *p == '-') p++;
  const char* const first = p;
  while (p < end && is_digit(*p)) p++;
  if (p == first || (*first == '0' && p > first + 1)) return false;
  if (p == end) return true;
  if (*p++ != '.' || p == end) return false;
  while (p < end && is_digit(*p)) p++;
  return p == end;
}

bool is_number_by_grammar(std::string_view text);

}  // namespace detail

// A number by the JSON grammar, with any memory after it.
SLUICE_HOT bool is_number(std::string_view text) {
  return detail::is_plain_number(text) || detail::is_number_by_grammar(text);
}

}  // namespace sluice::record
