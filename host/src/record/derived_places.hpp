// Where the records belong that steps make of others: behind the one they were made of, so that a
// page's records keep their order. [lane]
#pragma once

#include <cstdint>
#include <span>

#include "record/grow_array.hpp"
#include "sluice/abi.h"

namespace sluice::record {

// Record `index` was made of record `parent`.
struct Derived {
  uint32_t index, parent;
};

// Sets `parent` of each to the record it comes from that was there before the first of them.
// `derived` is in the order in which they were made.
void find_first_parents(std::span<Derived> derived);

// Whether the live ones of `records` are where they belong already. After find_first_parents.
bool are_in_place(std::span<const Derived> derived, std::span<const sluice_record> records);

// The index of each record, by its new index; sorts `derived`. After find_first_parents.
// REQUIRES: `order` has an element for each record.
void order_behind_parents(std::span<Derived> derived, std::span<uint32_t> order);

}  // namespace sluice::record
