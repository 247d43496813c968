// Values as keys of tables: equal keys, equal texts (sluice/ext/tables.h). [lane]
#pragma once

#include <string>

#include "record/batch_content.hpp"
#include "sluice/result.hpp"

namespace sluice::record {

inline constexpr size_t kLongestKey = size_t{64} << 10;

// The key of a value other than null. The value is unchanged. E_DATA: it has none, or a longer one;
// E_NO_MEMORY.
Result<std::string> key_text(BatchContent& batch, const sluice_value& value);

}  // namespace sluice::record
