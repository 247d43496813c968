#include "record/decode.hpp"

#include <cstdint>
#include <cstring>

#include "record/scan.hpp"

namespace sluice::record {

namespace {

uint32_t hex_digit(char c) {
  return static_cast<uint32_t>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10);
}

uint32_t hex4(const char* p) {
  return hex_digit(p[0]) << 12 | hex_digit(p[1]) << 8 | hex_digit(p[2]) << 4 | hex_digit(p[3]);
}

char* put_utf8(char* out, uint32_t c) {
  const auto tail = [c](int shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) {
    *out++ = static_cast<char>(c);
  } else if (c < 0x800) {
    *out++ = static_cast<char>(0xC0 | (c >> 6));
    *out++ = tail(0);
  } else if (c < 0x10000) {
    *out++ = static_cast<char>(0xE0 | (c >> 12));
    *out++ = tail(6);
    *out++ = tail(0);
  } else {
    *out++ = static_cast<char>(0xF0 | (c >> 18));
    *out++ = tail(12);
    *out++ = tail(6);
    *out++ = tail(0);
  }
  return out;
}

char simple_escape(char c) {
  switch (c) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return c;
  }
}

constexpr uint32_t kLoneSurrogate = UINT32_MAX;

// The code point of the \u escape whose 'u' is at *p; moves *p past it (and its partner).
uint32_t code_point(const char** p, const char* end) {
  if (end - *p < 5) return kLoneSurrogate;
  const uint32_t first = hex4(*p + 1);
  *p += 5;
  if (first < 0xD800 || first > 0xDFFF) return first;
  const char* next = *p;
  if (first > 0xDBFF || end - next < 6 || next[0] != '\\' || next[1] != 'u') return kLoneSurrogate;
  const uint32_t second = hex4(next + 2);
  if (second < 0xDC00 || second > 0xDFFF) return kLoneSurrogate;
  *p += 6;
  return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
}

}  // namespace

size_t decode_escapes(const char* text, size_t size, char* out) {
  const char* end = text + size;
  char* const begin = out;
  for (const char* p = text; p < end;) {
    const void* found = std::memchr(p, '\\', static_cast<size_t>(end - p));
    const char* slash = found ? static_cast<const char*>(found) : end;
    std::memcpy(out, p, static_cast<size_t>(slash - p));
    out += slash - p;
    p = slash + 1;
    if (p >= end) break;
    if (*p != 'u') {
      *out++ = simple_escape(*p++);
      continue;
    }
    const uint32_t c = code_point(&p, end);
    if (c == kLoneSurrogate) return SIZE_MAX;
    out = put_utf8(out, c);
  }
  return static_cast<size_t>(out - begin);
}

}  // namespace sluice::record
