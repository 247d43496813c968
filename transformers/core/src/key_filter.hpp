// Stores in one mebibyte which keys may have been seen (a Bloom filter): "no" is certain, "yes"
// must be looked up in the store. A walk over new keys reads nothing from the store, and a walk
// of any length takes no more memory. [lane]
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace sluice::core {

class KeyFilter {
 public:
  bool may_have(std::string_view key) const {
    if (all_) return true;
    bool found = true;
    each_bit(key, [&](size_t bit) { found = found && (bits_[bit / 64] >> (bit % 64) & 1); });
    return found;
  }
  void add(std::string_view key) {
    if (!all_) each_bit(key, [&](size_t bit) { bits_[bit / 64] |= uint64_t{1} << (bit % 64); });
  }
  // From now on any key may have been seen.
  void add_all() { all_ = true; }

 private:
  static constexpr size_t kBits = size_t{1} << 23;
  static constexpr int kProbes = 4;

  template <class Visit>
  static void each_bit(std::string_view key, Visit visit) {
    uint64_t hash = std::hash<std::string_view>()(key);
    const uint64_t step = (hash >> 32) | 1;
    for (int i = 0; i < kProbes; i++, hash += step) visit(hash % kBits);
  }

  std::vector<uint64_t> bits_ = std::vector<uint64_t>(kBits / 64);
  bool all_ = false;
};

}  // namespace sluice::core
