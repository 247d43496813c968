// Finds a name that stands twice in one object. [lane]: keeps its working memory.
#pragma once

#include <span>
#include <vector>

#include "sluice/abi.h"

namespace sluice::record {

class DuplicateFinder {
 public:
  // A member whose name another one has, too, or null. Not quadratic, whatever the names are.
  // May throw std::bad_alloc.
  const sluice_member* find(std::span<const sluice_member> members);

 private:
  const sluice_member* find_sorted(std::span<const sluice_member> members);
  std::vector<const sluice_member*> order_;
};

}  // namespace sluice::record
