// base/suggest.hpp under the names that settings' readers know it by.
#pragma once

#include "base/suggest.hpp"

namespace sluice::config {

using base::did_you_mean;
using base::list_names;
using base::suggest;

}  // namespace sluice::config
