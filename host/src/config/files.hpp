// Which files make a config: the one that is named, or all of a folder. Main thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/problem.hpp"

namespace sluice::config {

inline constexpr size_t kMaxConfigFiles = 10'000;

// `path` itself if it is a file. Of a folder every *.yaml, *.yml and *.json in it and its
// subfolders, by name; neither those whose name begins with a dot, nor what is in a state folder.
// A problem without a place, and none, if there is nothing to read.
std::vector<std::string> config_files(const std::string& path, Problems& problems);

// A file's whole text; a problem without a place if it cannot be read.
std::optional<std::string> read_file(const std::string& file, Problems& problems);

// What relative paths are relative to, for a config named `path`: the folder, or the file's.
std::string folder_of(const std::string& path);

}  // namespace sluice::config
