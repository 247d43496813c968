// Growing output text within the batch's budget. Reserved room always has 64 bytes more, so
// short copies are made as four blind stores. [lane]: belongs to one batch.
#pragma once

#include <cstring>
#include <string_view>

#include "record/grow_array.hpp"
#include "record/limits.hpp"
#include "record/scan.hpp"
#include "sluice/abi.h"

namespace sluice::record {

class OutBuffer {
 public:
  explicit OutBuffer(Budget& budget) : bytes_(budget, kPadding + 1) {}

  [[nodiscard]] SLUICE_HOT bool put(char c) {
    if (!bytes_.reserve(bytes_.size() + 1)) return false;
    bytes_.data()[bytes_.size()] = c;
    bytes_.resize(bytes_.size() + 1);
    return true;
  }

  [[nodiscard]] bool put(std::string_view text) {
    if (!bytes_.reserve(bytes_.size() + text.size())) return false;
    if (!text.empty()) std::memcpy(tip(), text.data(), text.size());
    bytes_.resize(bytes_.size() + text.size());
    return true;
  }

  // The same, for mostly less than sixteen bytes: no call for these.
  [[nodiscard]] SLUICE_HOT bool put_short(std::string_view text) {
    const size_t size = text.size();
    if (size < 4 || size > 16) return put(text);
    if (!bytes_.reserve(bytes_.size() + size)) return false;
    char* const to = tip();
    if (size < 8) {  // two halves that overlap
      std::memcpy(to, text.data(), 4);
      std::memcpy(to + size - 4, text.data() + size - 4, 4);
    } else {
      std::memcpy(to, text.data(), 8);
      std::memcpy(to + size - 8, text.data() + size - 8, 8);
    }
    bytes_.resize(bytes_.size() + size);
    return true;
  }

  // With a comma in front, if requested. REQUIRES: 64 readable bytes after `text` (text of a
  // page).
  [[nodiscard]] SLUICE_HOT bool put_padded(bool comma, const char* text, size_t size) {
    if (!bytes_.reserve(bytes_.size() + size + 1)) return false;
    char* to = tip();
    *to = ',';
    to += comma;
    if (size <= kPadding) {
      std::memcpy(to, text, kPadding);  // a constant size: four 16-byte moves
    } else {
      std::memcpy(to, text, size);
    }
    bytes_.resize(bytes_.size() + size + comma);
    return true;
  }

  [[nodiscard]] bool reserve(size_t more) { return bytes_.reserve(bytes_.size() + more); }
  // After `count` bytes were written at tip(). REQUIRES: reserved
  void advance(size_t count) { bytes_.resize(bytes_.size() + count); }
  char* tip() { return bytes_.data() + bytes_.size(); }

  size_t size() const { return bytes_.size(); }
  void truncate(size_t size) { bytes_.resize(size); }
  void clear(size_t keep) { bytes_.clear(keep); }
  sluice_slice slice() const { return {bytes_.data(), bytes_.size()}; }

 private:
  GrowArray<char> bytes_;
};

}  // namespace sluice::record
