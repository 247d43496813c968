#include "pipeline/origin_groups.hpp"

#include <algorithm>
#include <numeric>

namespace sluice::pipeline {

OriginGroups::OriginGroups(size_t origins) : towards_first_(origins) {
  std::iota(towards_first_.begin(), towards_first_.end(), 0);
}

uint32_t OriginGroups::first_of(uint32_t origin) const {
  while (towards_first_[origin] != origin) origin = towards_first_[origin];
  return origin;
}

void OriginGroups::join(std::span<const uint32_t> origins) {
  for (size_t i = 1; i < origins.size(); i++) {
    const uint32_t one = first_of(origins[0]);
    const uint32_t other = first_of(origins[i]);
    towards_first_[std::max(one, other)] = std::min(one, other);
  }
}

std::vector<std::vector<uint32_t>> OriginGroups::all() const {
  std::vector<std::vector<uint32_t>> by_first(towards_first_.size());
  for (uint32_t i = 0; i < towards_first_.size(); i++) by_first[first_of(i)].push_back(i);
  std::erase_if(by_first, [](const std::vector<uint32_t>& group) { return group.empty(); });
  return by_first;
}

}  // namespace sluice::pipeline
