// Folders that a path needs. No thread rule.
#pragma once

#include <string>

#include "sluice/result.hpp"

namespace file_plugin {

// Makes the folder of a file, with those it is in. E_INVALID: it cannot be made.
sluice::Status make_folder_of(const std::string& path);

}  // namespace file_plugin
