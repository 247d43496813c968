// Which component of today is which one of those that are stored. Pure; no thread rule.
#pragma once

#include <string_view>
#include <vector>

#include "store/component.hpp"

namespace sluice::store {

// The same one is, in this order: the one with the same settings, preferably under the same name;
// of publishers, one that writes to the same target; one under the same name, or, of a step, the
// only ones left of their kind, in order, as long as none of them passes one that was found before.
// A component that is gone comes back with its settings only.
//
// One that is gone gives up its name to another: it gets `aside` behind it. `stored` and `now`: in
// the order of the configuration, each publisher before its own steps.
ComponentChanges changes_between(const std::vector<Component>& stored, std::vector<Component> now,
                                 std::string_view aside);

}  // namespace sluice::store
