// Which records of a batch, as they were read, a step merged into one: they can only be run again
// together. One per batch; sink lane.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace sluice::pipeline {

class OriginGroups {
 public:
  // Of `origins` records, each of them alone.
  explicit OriginGroups(size_t origins);

  // A record came from all of these.
  void join(std::span<const uint32_t> origins);
  // Every origin once; groups and members ascending.
  std::vector<std::vector<uint32_t>> all() const;

 private:
  uint32_t first_of(uint32_t origin) const;

  std::vector<uint32_t> towards_first_;  // never to a later one; the first names itself
};

}  // namespace sluice::pipeline
