// Finds a name that occurs twice in one object. [lane]: keeps its working memory.
#pragma once

#include <span>

#include "record/grow_array.hpp"
#include "sluice/abi.h"

namespace sluice::record {

class DuplicateFinder {
 public:
  explicit DuplicateFinder(Budget& budget) : order_(budget) {}

  // A member whose name occurs again, or null: there is none, or memory is exhausted. Not
  // quadratic for any names.
  const sluice_member* find(std::span<const sluice_member> members);
  // Keeps the last of the members with one name, in its place. Returns how many are left: no more
  // than before, and all of them if memory is exhausted.
  size_t keep_last(std::span<sluice_member> members);
  // Since clear().
  bool out_of_memory() const { return out_of_memory_; }
  void clear() { out_of_memory_ = false; }
  // Frees working memory beyond `keep` bytes.
  void trim(size_t keep) { order_.clear(keep); }

 private:
  const sluice_member* find_sorted(std::span<const sluice_member> members);
  bool sort(std::span<const sluice_member> members);

  GrowArray<const sluice_member*> order_;
  bool out_of_memory_ = false;
};

}  // namespace sluice::record
