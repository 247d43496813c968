// Puts a value at a path of a record, making the objects on the way. [lane]
#pragma once

#include "expression/path.hpp"
#include "sluice/result.hpp"

namespace sluice::core {

// `value` must be the record's own (a copy, or taken out of it). False, and `why`: E_DATA if
// something on the way is neither object nor null; an empty message means the batch has the host's.
bool put(sluice_batch* batch, sluice_value* root, expression::Path& path, const sluice_value& value,
         Status* why);

}  // namespace sluice::core
