#pragma once
// Puts changed members back into the store as a new version of a row. Every change of any entity
// uses this, so no change can omit its version. Under the simulator's lock.

#include "api/call.hpp"
#include "common/json_members.hpp"

namespace sluice::simulator {

// Stores `members` as the row `id` with a new version, `updated_at` and `version` set where the
// row has them. `deleted` also sets `deleted_at`. An existing row keeps its parent.
const Row& store_version(Shop shop, const std::string& table, const std::string& id,
                         JsonMembers members, bool deleted = false);
// A new row below `parent`.
const Row& store_child(Shop shop, const std::string& table, const std::string& parent,
                       const std::string& id, JsonMembers members);

// The present time, quoted, in the table's style.
std::string now_in(Shop shop, const std::string& table);

// Soft delete.
void store_deleted(Shop shop, const std::string& table, const Row& row);

}  // namespace sluice::simulator
