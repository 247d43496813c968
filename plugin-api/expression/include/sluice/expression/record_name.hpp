// How a message names a record, for a person to find it. [lane]
#pragma once

#include <string>

#include "sluice/abi.h"

namespace sluice::expression {

// "record id=7", by the key from its source or the first of the members that usually name
// records, in the record as it was read if that is known; else "record 3 of its batch". `root`: of
// a record of the batch. The batch's fault is unchanged.
std::string record_name(sluice_batch* batch, const sluice_value* root);

// The number of the record of the batch that this is the root of; kNoRecord: of none.
inline constexpr size_t kNoRecord = SIZE_MAX;
size_t record_index(const sluice_batch* batch, const sluice_value* root);

}  // namespace sluice::expression
