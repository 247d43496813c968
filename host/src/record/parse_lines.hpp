// NDJSON to records: json.parse_lines. [lane]
#pragma once

#include "record/batch_content.hpp"

namespace sluice::record {

// Makes a record of each line of the batch's sealed page that is not blank. A bad line becomes a
// FAILED record whose error starts with "line N: "; `first_line` is the number of the first.
Status parse_lines(BatchContent& batch, uint64_t first_line);

}  // namespace sluice::record
