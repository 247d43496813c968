#pragma once
// Which products are one family. Until 2026-07 a family is a head product that others name as
// `variant_parent_id`; from 2026-10 it is a resource with an id of its own, made here from the id
// of that head. Under the simulator's lock.

#include <string>
#include <vector>

#include "common/json_members.hpp"
#include "common/store.hpp"

namespace sluice::simulator {

// The id of the family's head: the product itself or its variant parent.
std::string head_of(const JsonMembers& product);
std::string family_id_of(const std::string& head);
// Empty when the text is not the id of a family.
std::string head_of_family(const std::string& family_id);
// The members that are not deleted, the head first.
std::vector<const Row*> family_members(Store& store, const std::string& head);

// `family_id` instead of `variant_parent_id`.
void show_family(JsonMembers& product);

}  // namespace sluice::simulator
