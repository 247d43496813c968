// The X-Series API as this connector knows it: version 2026-07, all lists with a version cursor,
// and what the publisher can do. Adding an entity is adding a row (and its name in manifest.json;
// a test compares them). Immutable; any thread.
#pragma once

#include "sluice/rest/catalogue.hpp"

namespace lightspeedhq {

const sluice::rest::Catalogue& catalogue();

}  // namespace lightspeedhq
