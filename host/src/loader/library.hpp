// Opens a shared library that has passed every check of its file. The only place that uses
// Boost.DLL and the only one that runs a plugin's static constructors. Main thread.
#pragma once

#include <filesystem>

#include "sluice/abi.h"
#include "sluice/result.hpp"

namespace sluice::loader {

// The library's `sluice_plugin_v1`, unchecked. The library stays mapped until the process
// ends, so the pointer never dies. E_UNSUPPORTED with the dynamic linker's message.
Result<const sluice_entry_v1*> open_library(const std::filesystem::path& path);

}  // namespace sluice::loader
