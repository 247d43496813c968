// Checks a value of the config against a draft-4 JSON schema and completes it: every error at once,
// each with its place, "did you mean" for keys and enum values, defaults filled in, ${…} texts
// converted to numbers and booleans where the schema requires them. No state; any thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "config/node.hpp"
#include "config/problem.hpp"

namespace sluice::config {

// Called with every text of an `x-secret` setting, before anything about it can be printed.
using Protect = std::function<void(std::string_view secret)>;

struct CheckTarget {
  Node& value;          // completed in place
  std::string pointer;  // of the value in the file
  Problems& problems;
  const Protect& protect;  // may be empty
};

// `schema` is the tree of the schema's JSON; its $refs are local to it. True if nothing was wrong.
bool check_schema(const Node& schema, const CheckTarget& target);

}  // namespace sluice::config
