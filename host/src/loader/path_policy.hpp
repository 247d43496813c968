// Which files may be plugins: those the configuration names, and the *.so files of folders it
// names. Nothing is searched for: not LD_LIBRARY_PATH, not the working folder. Main thread.
#pragma once

#include <filesystem>
#include <vector>

#include "loader/plugin_info.hpp"

namespace sluice::loader {

struct Candidates {
  std::vector<std::filesystem::path> files;  // absolute; a folder's by name: "the second"
                                             // of two plugins is always the same one
  std::vector<Refusal> refusals;
};

Candidates find_candidates(const std::vector<std::filesystem::path>& paths);

}  // namespace sluice::loader
