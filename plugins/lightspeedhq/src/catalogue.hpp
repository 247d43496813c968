// The X-Series API in this connector: every operation of version 2026-07, what 2026-10
// changed, and what only older versions have. The rows are in *_rows.hpp; to add an operation,
// add a row. Immutable; any thread.
#pragma once

#include "sluice/rest/connector.hpp"

namespace lightspeedhq {

const sluice::rest::Catalogue& catalogue();
// The same with the ids of the components that use it.
const sluice::rest::Connector& connector();

}  // namespace lightspeedhq
