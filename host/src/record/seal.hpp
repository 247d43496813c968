// Marks the host's own values: scalars and raw text that its parser checked carry a seal in `room`,
// a slot these kinds do not use otherwise. It is computed from address and size, so a copy of the
// value keeps it, and one that a plugin made, or cut to another size, has none and is checked again
// where it is used. It guards against mistakes; a forger shares our memory anyway.
#pragma once

#include <cstdint>

#include "record/scan.hpp"
#include "sluice/abi.h"

namespace sluice::record {

SLUICE_HOT uint16_t seal_of(const char* text, uint32_t size) {
  const auto place = static_cast<uint32_t>(reinterpret_cast<uintptr_t>(text));
  return static_cast<uint16_t>((place + size * 0x9E3779B1u) >> 8) | 1;
}

// REQUIRES: neither array nor object
SLUICE_HOT bool is_sealed(const sluice_value& v) { return v.room == seal_of(v.as.text, v.size); }

}  // namespace sluice::record
