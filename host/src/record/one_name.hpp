// For hosts that allow duplicate names: levels that nobody has looked into leave as they are, so
// those that hold a name twice are opened when their record arrives. [lane]
#pragma once

#include "record/batch_content.hpp"

namespace sluice::record {

// Opens what of `value` holds a name twice at any level, and what that lies in; the last one of
// each name is left. A no-op unless the limits allow duplicates. False: memory is spent.
bool keep_last_names(BatchContent& batch, sluice_value* value);

}  // namespace sluice::record
