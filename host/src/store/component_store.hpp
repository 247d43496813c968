// Which components a pipeline had when it last began. Independent of SQLite. Every function is
// [any].
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"
#include "store/component.hpp"

namespace sluice::store {

class ComponentStore {
 public:
  virtual ~ComponentStore() = default;

  // In the order in which they were put. Empty: it never began.
  virtual Result<std::vector<Component>> components(std::string_view pipeline) = 0;
  // Stores them, and in the same transaction renames all that is kept of the renamed ones. What is
  // kept under a name that is given to another component, and is of no component that was stored,
  // gets the end `aside` behind its name. Those that are gone, and of which nothing is kept, are
  // not stored. E_INVALID, and nothing is changed: `fence` is not that of the pipeline's lease (0:
  // nobody takes leases).
  virtual Status put_components(std::string_view pipeline, int64_t fence,
                                const ComponentChanges& changes, std::string_view aside) = 0;
};

}  // namespace sluice::store
