// What a status means, for failures without a message or whose message is not shown. Pure function;
// any thread.
#pragma once

#include <string_view>

#include "sluice/abi.h"

namespace sluice::base {

// "not available", "rate limited", "the data is not valid".
std::string_view status_word(sluice_status code);

}  // namespace sluice::base
