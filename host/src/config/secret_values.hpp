// Which of the values that come from outside a config may be secrets. Pure functions; no thread
// rule.
#pragma once

#include <string>
#include <vector>

#include "config/interpolate.hpp"

namespace sluice::config {

struct InsertedValue {
  std::string reference, value;  // as in OutsideValue
  bool secret = true;            // or at least it may be one
};

// All that are not empty. Secrets: kept ones, credentials and lines of files; and what a name says,
// that of the setting or of the variable (base::may_be_secret), or the value's look.
std::vector<InsertedValue> inserted_values(const std::vector<OutsideValue>& outside);

}  // namespace sluice::config
