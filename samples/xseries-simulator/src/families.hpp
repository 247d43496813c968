#pragma once
// Product families. Until 2026-07 a family is a head product that others name as
// `variant_parent_id`; from 2026-10 it is a resource with an id of its own, made here from the id
// of that head. Under the simulator's lock.

#include <string>
#include <vector>

#include "call.hpp"

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

Answer get_family(Call& call);
Answer get_family_of_product(Call& call);
Answer create_family(Call& call);
Answer patch_family(Call& call);
Answer patch_product(Call& call);
Answer generate_product_codes(Call& call);
// Refused while a family uses it.
Answer delete_variant_attribute(Call& call);

}  // namespace sluice::simulator
