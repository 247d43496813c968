#pragma once
// Which products a promotion concerns. Any thread.

#include "common/json_members.hpp"

namespace sluice::simulator {

// True when a product row fits `include` and `exclude` of a condition or an action.
bool promotes(const JsonMembers& part, const JsonMembers& product);

}  // namespace sluice::simulator
