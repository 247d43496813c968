// "did you mean": the known name closest to one that is not known. No state; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::base {

// The closest candidate, by edits and swaps of neighbours, case not counted; none if even that one
// is too far to be meant.
std::optional<std::string> suggest(std::string_view name,
                                   const std::vector<std::string>& candidates);

// `; did you mean "limits"?`, or nothing.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates);
// The same of a name that is known to be meant.
std::string did_you_mean(std::string_view meant);

// "a, b, c": for "known are …".
std::string list_names(const std::vector<std::string>& names);

}  // namespace sluice::base
