// Finds a name that stands twice in one object. [lane]: keeps its working memory.
#pragma once

#include <span>

#include "record/grow_array.hpp"
#include "sluice/abi.h"

namespace sluice::record {

class DuplicateFinder {
 public:
  explicit DuplicateFinder(Budget& budget) : order_(budget) {}

  // A member whose name another one has, too, or null: there is none, or memory is spent. Not
  // quadratic, whatever the names are.
  const sluice_member* find(std::span<const sluice_member> members);
  // Of members with one name the last one stays where it is. How many are left; no more than there
  // were, and all of them if memory is spent.
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
