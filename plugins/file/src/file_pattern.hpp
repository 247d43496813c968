// The files that a path means: a pattern with *, ? and [...], or all files of a folder. No thread
// rule.
#pragma once

#include <string>
#include <vector>

#include "sluice/result.hpp"

namespace file_plugin {

// Whether a path has one of the characters of patterns.
bool is_pattern(const std::string& path);

// Absolute paths, ordered by their bytes. Of a folder without hidden files and those that
// `mode: replace` has not finished (.part); folders within are not looked into. E_INVALID: the
// folder does not exist or cannot be read.
sluice::Result<std::vector<std::string>> files_at(const std::string& path);

}  // namespace file_plugin
