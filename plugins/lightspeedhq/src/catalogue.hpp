// The X-Series API as this connector knows it: every operation of version 2026-07, what 2026-10
// changed, and what older versions have besides. The rows are in *_rows.hpp; adding an operation
// is adding a row. Immutable; any thread.
#pragma once

#include "sluice/rest/connector.hpp"

namespace lightspeedhq {

const sluice::rest::Catalogue& catalogue();
// The same with the ids of the components that use it.
const sluice::rest::Connector& connector();

}  // namespace lightspeedhq
