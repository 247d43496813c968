// Raw values opened one level, strings decoded: json.expand and json.decode. [lane]
#pragma once

#include "record/batch.hpp"

namespace sluice::record {

Status expand(Batch& batch, sluice_value* value);
Status decode(Batch& batch, const sluice_value& value, sluice_slice* out);

}  // namespace sluice::record
