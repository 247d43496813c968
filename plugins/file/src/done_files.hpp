// Takes files away whose records are all delivered and committed. No thread rule.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "walk.hpp"

namespace file_plugin {

// Moves or deletes those of the files that are done (hash_of_file) and were not changed since.
// E_INVALID, E_UNAVAILABLE: one cannot be.
Status take_away(const std::vector<std::string>& files, const std::set<uint64_t>& done,
                 const WalkSettings& settings);

}  // namespace file_plugin
