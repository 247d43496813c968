// How a text is refused: with the column of what is wrong in it. Pure functions; no thread rule.
#pragma once

#include <string>
#include <string_view>

#include "sluice/result.hpp"

namespace sluice::schedule {

// E_INVALID, "column N: " and the message; N is counted from 1 in characters (UTF-8). `part` must
// be a part of `whole`.
Status refuse_at(std::string_view whole, std::string_view part, const std::string& message);

// In quotes, cut to 40 bytes.
std::string in_quotes(std::string_view text);

}  // namespace sluice::schedule
