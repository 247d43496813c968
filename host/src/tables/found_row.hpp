// A row of a file, on its way into a table. Values; no thread rule.
#pragma once

#include <functional>
#include <string_view>

#include "sluice/result.hpp"

namespace sluice::tables {

struct FoundRow {
  std::string_view key;    // as tables compare keys
  std::string_view json;   // its value
  std::string_view place;  // "line 7" or "row 7"
};
// Borrowed for the call. A failure ends the reading.
using TakeRow = std::function<Status(const FoundRow&)>;

}  // namespace sluice::tables
