#pragma once
// Rows in the shape of version 0.9: what its lists show and what webhooks send. Under the
// simulator's lock.

#include <string>

#include "common/store.hpp"

namespace sluice::simulator {

// The old shape of a stored row.
std::string legacy_product(const Row& row);
std::string legacy_sale(const Row& row);

}  // namespace sluice::simulator
