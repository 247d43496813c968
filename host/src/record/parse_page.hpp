// One JSON document to records and envelope: json.parse_page. [lane]
#pragma once

#include "record/batch_content.hpp"

namespace sluice::record {

// Makes the records from the batch's sealed page. On failure the batch has none. `envelope` may
// be null.
Status parse_page(BatchContent& batch, std::string_view path, sluice_value* envelope);

}  // namespace sluice::record
