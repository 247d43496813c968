// Expanding raw values by one level, decoding strings: json.expand and json.decode. [lane]
#pragma once

#include "record/batch_content.hpp"

namespace sluice::record {

Status expand(BatchContent& batch, sluice_value* value);
Status decode(BatchContent& batch, const sluice_value& value, sluice_slice* out);

}  // namespace sluice::record
