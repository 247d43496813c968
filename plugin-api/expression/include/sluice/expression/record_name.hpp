// What a message calls a record, so that a person finds it. [lane]
#pragma once

#include <string>

#include "sluice/abi.h"

namespace sluice::expression {

// "record id=7", by the key its source gave it or the first of the members that records are known
// by, of the record as it was read if that is known; else "record 3 of its batch". `root`: of a
// record of the batch. Leaves the batch's fault as it was.
std::string record_name(sluice_batch* batch, const sluice_value* root);

}  // namespace sluice::expression
