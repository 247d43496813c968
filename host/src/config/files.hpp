// Which files make a config: the one that is named, or all of a folder. Main thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/problem.hpp"

namespace sluice::config {

inline constexpr size_t kMaxConfigFiles = 10'000;

// Texts that stand for those of files, by the names under which config_files() lists them; nothing:
// as if there were no such file. New files are among them. For what is not saved yet.
using Replaced = std::map<std::string, std::optional<std::string>>;

// `path` itself if it is a file. Of a folder every *.yaml, *.yml and *.json in it and its
// subfolders, by name; neither those whose name begins with a dot, nor what is in a state folder,
// nor the tests of a config.
// A problem without a place, and none, if there is nothing to read; in a folder that may be empty
// that is no problem.
std::vector<std::string> config_files(const std::string& path, Problems& problems,
                                      const Replaced& replaced = {}, bool may_be_empty = false);

// The files beside a config that only have tests: of shop.yaml shop.test.yaml, if it is there; of a
// folder every *.test.yaml, *.test.yml and *.test.json in it and its subfolders, by name.
std::vector<std::string> test_files(const std::string& path);

// A file's whole text; a problem without a place if it cannot be read.
std::optional<std::string> read_file(const std::string& file, Problems& problems,
                                     const Replaced& replaced = {});

// What relative paths are relative to, for a config named `path`: the folder, or the file's.
std::string folder_of(const std::string& path);

}  // namespace sluice::config
