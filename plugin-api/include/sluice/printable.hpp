// Makes text safe to show to a person. Records, servers, plugins and files may hold anything, and a
// terminal obeys control characters. No state.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sluice {
namespace detail {

inline constexpr char kHex[] = "0123456789abcdef";

// A code point as it stands in the text. `size` 0: not UTF-8.
struct CodePoint {
  size_t size = 0;
  uint32_t value = 0;
};

inline uint32_t byte_at(std::string_view text, size_t i) {
  return static_cast<unsigned char>(text[i]);
}

inline bool is_shortest(const CodePoint& point) {
  constexpr uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = point.value >= 0xD800 && point.value <= 0xDFFF;
  return point.value >= kLeast[point.size] && point.value <= 0x10FFFF && !surrogate;
}

// RFC 3629 3. REQUIRES: text starts with a byte of 0x80 or more.
inline CodePoint first_point(std::string_view text) {
  const uint32_t lead = byte_at(text, 0);
  const size_t size = lead < 0xC0 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF8 ? 4 : 0;
  if (size == 0 || text.size() < size) return {};
  CodePoint point{size, lead & (0x7Fu >> size)};
  for (size_t i = 1; i < size; i++) {
    if ((byte_at(text, i) & 0xC0) != 0x80) return {};
    point.value = point.value << 6 | (byte_at(text, i) & 0x3F);
  }
  return is_shortest(point) ? point : CodePoint{};
}

// C1 controls, marks of direction, line and paragraph separator, byte order mark.
inline bool is_unsafe(uint32_t point) {
  return point < 0xA0 || point == 0x061C || point == 0x200E || point == 0x200F ||
         (point >= 0x2028 && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) ||
         point == 0xFEFF;
}

inline void append_byte(std::string& out, uint32_t byte) {
  out += "\\x";
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

inline void append_point(std::string& out, uint32_t point) {
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kHex[point >> shift & 15];
}

inline void append_ascii(std::string& out, char c) {
  if (c == '\n') {
    out += "\\n";
  } else if (c == '\t') {
    out += ' ';
  } else if (c == 0x7F) {
    append_point(out, 0x7F);  // JSON text may hold it, and its escape
  } else {
    append_byte(out, static_cast<unsigned char>(c));
  }
}

inline bool is_plain(char c) { return c >= 0x20 && c < 0x7F; }

// Appends what stands at the start of `text`; returns its size.
inline size_t append_first(std::string& out, std::string_view text) {
  const char c = text[0];
  if (static_cast<unsigned char>(c) < 0x80) {
    if (is_plain(c)) {
      out += c;
    } else {
      append_ascii(out, c);
    }
    return 1;
  }
  const CodePoint point = first_point(text);
  if (point.size == 0) return append_byte(out, byte_at(text, 0)), 1;
  if (is_unsafe(point.value)) {
    append_point(out, point.value);
  } else {
    out.append(text, 0, point.size);
  }
  return point.size;
}

}  // namespace detail

// On one line: control characters and bytes that are not UTF-8 as \xNN, except a newline as \n and
// a tab as a space; DEL, C1 controls, line separators and marks that change the direction of text
// (Unicode UAX #9; CVE-2021-42574) as \uNNNN, which keeps JSON text valid. Safe text is
// unchanged, so it may be applied twice. [any]
inline std::string printable(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), detail::is_plain)) return std::string(text);
  std::string out;
  out.reserve(text.size() + 16);
  while (!text.empty()) text.remove_prefix(detail::append_first(out, text));
  return out;
}

// The same for text of several lines: newlines stay. [any]
inline std::string printable_lines(std::string_view text) {
  std::string out;
  for (size_t end; (end = text.find('\n')) != std::string_view::npos;) {
    out += printable(text.substr(0, end)) + '\n';
    text.remove_prefix(end + 1);
  }
  return out + printable(text);
}

}  // namespace sluice
