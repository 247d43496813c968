#include "record/duplicates.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace sluice::record {

namespace {

// Up to here a 256-bit Bloom filter answers almost always without a comparison.
constexpr size_t kFilterLimit = 64;

bool same_key(const sluice_member& a, const sluice_member& b) {
  return a.key_size == b.key_size && a.key_head == b.key_head &&
         (a.key_size <= 4 || std::memcmp(a.key + 4, b.key + 4, a.key_size - 4) == 0);
}

// Size, first and last bytes tell the names of one object apart well enough for a filter.
uint32_t filter_bit(const sluice_member& m) {
  uint32_t tail = m.key_head;
  if (m.key_size >= 4) std::memcpy(&tail, m.key + m.key_size - 4, 4);
  const uint32_t mixed = (m.key_head ^ (tail * 0x9E3779B1u) ^ (m.key_size << 16)) * 0x85EBCA6Bu;
  return mixed >> 24;
}

bool key_order(const sluice_member* a, const sluice_member* b) {
  if (a->key_size != b->key_size) return a->key_size < b->key_size;
  if (a->key_head != b->key_head) return a->key_head < b->key_head;
  return a->key_size && std::memcmp(a->key, b->key, a->key_size) < 0;
}

}  // namespace

const sluice_member* DuplicateFinder::find(std::span<const sluice_member> members) {
  if (members.size() > kFilterLimit) return find_sorted(members);
  uint64_t seen[4] = {};
  for (size_t i = 0; i < members.size(); i++) {
    const uint32_t bit = filter_bit(members[i]);
    const uint64_t mask = uint64_t{1} << (bit & 63);
    if (seen[bit >> 6] & mask)
      for (size_t k = 0; k < i; k++)
        if (same_key(members[k], members[i])) return &members[i];
    seen[bit >> 6] |= mask;
  }
  return nullptr;
}

const sluice_member* DuplicateFinder::find_sorted(std::span<const sluice_member> members) {
  order_.clear();
  for (const sluice_member& m : members) order_.push_back(&m);
  std::sort(order_.begin(), order_.end(), key_order);
  for (size_t i = 1; i < order_.size(); i++)
    if (same_key(*order_[i - 1], *order_[i])) return order_[i];
  return nullptr;
}

}  // namespace sluice::record
