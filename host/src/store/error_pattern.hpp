// What error messages that are alike have in common. Pure function; no thread rule.
#pragma once

#include <string>
#include <string_view>

namespace sluice::store {

// The message without what differs from record to record: words with a digit become "#", quoted
// parts "…"; cut after some 200 bytes.
std::string error_pattern(std::string_view message);

}  // namespace sluice::store
