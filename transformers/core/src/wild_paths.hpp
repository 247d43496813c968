// Paths with a `*` in their names, which stands for any characters of a name: members are found by
// looking at all of an object. Through an array, of each item. [lane]
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "name_pattern.hpp"
#include "sluice/abi.h"
#include "sluice/result.hpp"

namespace sluice::core {

class WildPath {
 public:
  // A path whose parts have one `*` at most and no quotes; [] and [*] behind a part say nothing
  // more. E_INVALID: it is none.
  static Result<WildPath> parse(std::string_view text);
  // Whether it has a star in a name. `[*]` is none.
  static bool is_wild(std::string_view text);

  const std::vector<NamePattern>& parts() const { return parts_; }
  const NamePattern& last() const { return parts_.back(); }

 private:
  std::vector<NamePattern> parts_;
};

// Each false if expanding failed (batch->fault).
bool remove_members(sluice_batch* batch, sluice_value* root, const WildPath& path);
// As Selection::keep_only: all members that no path leads to are removed.
bool keep_members(sluice_batch* batch, sluice_value* root, const std::vector<WildPath>& paths);

// A member found by a path: its name is `name`, the star of the last part stands for `part`.
struct WildMember {
  sluice_value* object;
  uint32_t index;
  std::string part;
};
// Those that the path leads to, not through arrays if `one_place`. False: as above.
bool find_members(sluice_batch* batch, sluice_value* root, const WildPath& path, bool one_place,
                  std::vector<WildMember>* out);

}  // namespace sluice::core
