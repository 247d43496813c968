#include "pipeline/settlement.hpp"

#include <algorithm>

namespace sluice::pipeline {

Settlement::Settlement(size_t origins, size_t targets)
    : flags_(origins, 0),
      delivered_(targets, 0),
      filtered_(targets, 0),
      refused_(targets, 0),
      waiting_(targets, 0),
      parked_at_(targets) {}

void Settlement::mark(std::span<const uint32_t> origins, uint8_t flag) {
  for (uint32_t origin : origins)
    if (origin < flags_.size()) flags_[origin] |= flag;
}

void Settlement::delivered(std::span<const uint32_t> origins, size_t target) {
  mark(origins, kDelivered);
  delivered_[target]++;
}

void Settlement::waits(std::span<const uint32_t> origins, size_t target) {
  mark(origins, kDelivered);
  for (const uint32_t origin : origins) waits_for_[origin].insert(target);
  waiting_[target]++;
}

void Settlement::refused(std::span<const uint32_t> origins, size_t target) {
  mark(origins, kParked | kRefused);
  refused_[target]++;
  parked_at_[target].insert(origins.begin(), origins.end());
}

void Settlement::filtered_at(std::span<const uint32_t> origins, size_t target) {
  mark(origins, kFiltered);
  filtered_[target]++;
}

size_t Settlement::unsettled() const {
  return static_cast<size_t>(std::count(flags_.begin(), flags_.end(), uint8_t{0}));
}

uint64_t Settlement::filtered_count() const {
  return static_cast<uint64_t>(std::count(flags_.begin(), flags_.end(), uint8_t{kFiltered}));
}

uint64_t Settlement::parked_count() const {
  return static_cast<uint64_t>(std::count_if(
      flags_.begin(), flags_.end(), [](uint8_t f) { return (f & (kParked | kHookFailed)) != 0; }));
}

}  // namespace sluice::pipeline
