// Values and batches to text: json.write and json.write_lines. [lane]
#pragma once

#include "record/batch_content.hpp"

namespace sluice::record {

// Compact JSON in the arena.
Status write_value(BatchContent& batch, const sluice_value& value, sluice_slice* out);

// All live records as NDJSON. A record that cannot be written (too deep, an invalid number or
// string that a component made) becomes FAILED and is left out.
Status write_lines(BatchContent& batch, sluice_slice* out);

}  // namespace sluice::record
