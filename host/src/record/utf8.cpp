#include "record/utf8.hpp"

#include <simdjson.h>

#include <cstdint>

namespace sluice::record {

bool is_utf8(sluice_slice text) {
  return !text.size || simdjson::validate_utf8(text.data, text.size);
}

namespace {

// Length of the sequence that starts with `lead`, 0 if none does, and the range its second byte
// must be in (RFC 3629, section 4).
struct Sequence {
  size_t length;
  uint8_t low, high;
};

Sequence sequence_of(uint8_t lead) {
  if (lead < 0x80) return {1, 0, 0};
  if (lead < 0xC2) return {0, 0, 0};
  if (lead < 0xE0) return {2, 0x80, 0xBF};
  if (lead == 0xE0) return {3, 0xA0, 0xBF};
  if (lead == 0xED) return {3, 0x80, 0x9F};
  if (lead < 0xF0) return {3, 0x80, 0xBF};
  if (lead == 0xF0) return {4, 0x90, 0xBF};
  if (lead < 0xF4) return {4, 0x80, 0xBF};
  if (lead == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

bool well_formed(const uint8_t* p, size_t left) {
  const Sequence s = sequence_of(*p);
  if (s.length == 0 || s.length > left) return false;
  if (s.length > 1 && (p[1] < s.low || p[1] > s.high)) return false;
  for (size_t i = 2; i < s.length; i++)
    if ((p[i] & 0xC0) != 0x80) return false;
  return true;
}

}  // namespace

size_t valid_utf8_prefix(sluice_slice text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data);
  size_t i = 0;
  while (i < text.size && well_formed(bytes + i, text.size - i)) i += sequence_of(bytes[i]).length;
  return i;
}

}  // namespace sluice::record
