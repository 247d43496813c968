#include "record/duplicates.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace sluice::record {

namespace {

// Up to here a 256-bit Bloom filter almost always decides without a comparison.
constexpr size_t kFilterLimit = 64;

bool same_key(const sluice_member& a, const sluice_member& b) {
  return a.key_size == b.key_size && a.key_head == b.key_head &&
         (a.key_size <= 4 || std::memcmp(a.key + 4, b.key + 4, a.key_size - 4) == 0);
}

// Size, first and last bytes distinguish the names of one object well enough for a filter.
uint32_t filter_bit(const sluice_member& m) {
  uint32_t tail = m.key_head;
  if (m.key_size >= 4) std::memcpy(&tail, m.key + m.key_size - 4, 4);
  const uint32_t mixed = (m.key_head ^ (tail * 0x9E3779B1u) ^ (m.key_size << 16)) * 0x85EBCA6Bu;
  return mixed >> 24;
}

// Equal names stay in the order of the object.
bool key_order(const sluice_member* a, const sluice_member* b) {
  if (a->key_size != b->key_size) return a->key_size < b->key_size;
  if (a->key_head != b->key_head) return a->key_head < b->key_head;
  const int order = a->key_size ? std::memcmp(a->key, b->key, a->key_size) : 0;
  return order ? order < 0 : a < b;
}

constexpr uint8_t kDropped = UINT8_MAX;  // a kind that does not exist

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

bool DuplicateFinder::sort(std::span<const sluice_member> members) {
  order_.resize(0);
  if (!order_.reserve(members.size())) return out_of_memory_ = true, false;
  for (const sluice_member& m : members) *order_.push() = &m;
  std::sort(order_.data(), order_.data() + order_.size(), key_order);
  return true;
}

const sluice_member* DuplicateFinder::find_sorted(std::span<const sluice_member> members) {
  if (!sort(members)) return nullptr;
  for (size_t i = 1; i < order_.size(); i++)
    if (same_key(*order_[i - 1], *order_[i])) return order_[i];
  return nullptr;
}

size_t DuplicateFinder::keep_last(std::span<sluice_member> members) {
  if (!find(members) || !sort(members)) return members.size();
  for (size_t i = 1; i < order_.size(); i++)
    if (same_key(*order_[i - 1], *order_[i]))
      members[static_cast<size_t>(order_[i - 1] - members.data())].value.kind = kDropped;
  const auto end = std::remove_if(members.begin(), members.end(),
                                  [](const sluice_member& m) { return m.value.kind == kDropped; });
  return static_cast<size_t>(end - members.begin());
}

}  // namespace sluice::record
