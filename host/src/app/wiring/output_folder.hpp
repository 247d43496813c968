// Where a run that must not touch the configured output files writes them instead. Main thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/wiring/workspace.hpp"

namespace sluice::app {

// A file's place below the folder: its own path without the parts that would leave it.
std::filesystem::path below(const std::filesystem::path& folder, const std::string& path);

// Whether all that this publisher writes is in files that its settings name (x-outputs); not if
// that is standard output.
bool writes_files_only(const config::ComponentConfig& publisher, const loader::Registry& registry);

// The files that it writes.
std::vector<std::string> output_files(const config::ComponentConfig& publisher,
                                      const loader::Registry& registry);

// Every pipeline's publishers write their files below the folder from now on.
void write_below(const std::filesystem::path& folder, Workspace& workspace);

}  // namespace sluice::app
