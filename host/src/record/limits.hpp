// Limits of one batch, from the host's configuration. A plain value; no thread rule.
#pragma once

#include <cstddef>
#include <cstdint>

namespace sluice::record {

inline constexpr size_t kMiB = size_t{1} << 20;
// Sizes of text are 32 bits in sluice_value; scans may read this far past a text.
inline constexpr size_t kPadding = 64;
inline constexpr size_t kMaxText = size_t{UINT32_MAX} - kPadding;

struct Limits {
  size_t record_bytes = 16 * kMiB;   // of a record's source text
  size_t page_bytes = 64 * kMiB;     // of a page, decompressed
  size_t batch_memory = 256 * kMiB;  // page, arena, records and output text together
  uint32_t depth = 512;              // levels of arrays and objects, the record's own included
  bool allow_duplicate_keys = false;
};

}  // namespace sluice::record
