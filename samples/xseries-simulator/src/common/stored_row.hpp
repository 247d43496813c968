#pragma once
// Reads a row of the store. Under the simulator's lock.

#include "common/json_members.hpp"
#include "common/store.hpp"

namespace sluice::simulator {

// The row's members; throws std::logic_error when the stored text is not an object.
JsonMembers members_of(const Row& row);

}  // namespace sluice::simulator
