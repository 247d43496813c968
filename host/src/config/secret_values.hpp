// Which of the values that come from outside a config may be secrets. Pure functions; no thread
// rule.
#pragma once

#include <string>
#include <vector>

#include "config/interpolate.hpp"

namespace sluice::config {

struct SecretValue {
  std::string reference, value;  // as in OutsideValue
};

// Kept ones, credentials and lines of files; and what a name says, that of the setting or of the
// variable (base::may_be_secret), or the value's look.
std::vector<SecretValue> secret_values(const std::vector<OutsideValue>& outside);

}  // namespace sluice::config
