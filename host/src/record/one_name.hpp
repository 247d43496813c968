// For hosts that allow duplicate names: levels that were never expanded are written unchanged, so
// those with a duplicate name are expanded when their record arrives. [lane]
#pragma once

#include "record/batch_content.hpp"

namespace sluice::record {

// Expands the parts of `value` with duplicate names at any level, and their parents; keeps the last
// of each name. A no-op unless the limits allow duplicates. False: memory is exhausted.
bool keep_last_names(BatchContent& batch, sluice_value* value);

}  // namespace sluice::record
