// A value on its way from one place of a record to another. [lane]
#pragma once

#include "sluice/abi.h"

namespace sluice::core {

struct FoundValue {
  sluice_value value{};
  bool found = false;  // else there is nothing to put
};

}  // namespace sluice::core
