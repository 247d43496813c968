// The host's side of sluice_json and sluice_records: C functions over a batch's content that throw
// nothing. Constant tables; their functions are [lane].
#pragma once

#include "sluice/abi.h"
#include "sluice/record.h"

namespace sluice::record {

const sluice_json* json_table();  // "sluice.json/1"
const sluice_records* records_table();

}  // namespace sluice::record
