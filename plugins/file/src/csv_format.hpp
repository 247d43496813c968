// How a file of CSV is written, by the settings of subscriber and publisher. Values. [main]
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"
#include "sluice/value.hpp"

namespace file_plugin {

using sluice::Result;
using sluice::Status;

// Bytes of the first row that are looked at where a file is continued.
inline constexpr size_t kLongestHeader = size_t{1} << 20;

struct CsvFormat {
  char delimiter = ',';
  bool header = true;                // the first row names the columns
  std::vector<std::string> columns;  // by the settings; empty: the header's
};

// Of a component's configuration; nothing if the file is not `csv`. `delimiter`: if it has none.
// E_INVALID: settings that do not go together, at the one to change.
Result<std::optional<CsvFormat>> csv_format_of(sluice::Value config, bool csv, char delimiter);

}  // namespace file_plugin
