// An entry of tables:. Pure functions; no thread rule.
#pragma once

#include <optional>
#include <string>

#include "config/model.hpp"
#include "config/problem.hpp"

namespace sluice::config {

// Nothing if it is no table; problems are added. `folder`: what its file is relative to. The file
// is not opened.
std::optional<TableConfig> read_table(const Member& member, const std::string& folder,
                                      Problems& problems);

// The key of a row, as tables compare keys: text is itself, a number its plain spelling. Nothing
// for other kinds.
std::optional<std::string> table_key(const Node& value);
// The same for the key of an object of rows: a number without quotes is a number.
std::string table_key(const Member& member);

}  // namespace sluice::config
