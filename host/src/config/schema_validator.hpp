// RapidJSON's schema validator as the validator of last resort: it stops at the first error and
// says little, but supports keywords that our own walk does not (not, dependencies, multipleOf,
// …). No state; any thread.
#pragma once

#include <optional>
#include <string>

#include "config/node.hpp"

namespace sluice::config {

struct Violation {
  std::string pointer;  // within the value
  std::string keyword;
};

// Nothing if the value fits. REQUIRES: numbers fit a double, as the walk has checked.
std::optional<Violation> validate(const Node& schema, const Node& value);

}  // namespace sluice::config
