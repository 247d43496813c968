// The folder that host.state names: where the store is in it, and its lock. Main thread.
#pragma once

#include <string>

#include "platform/file_lock.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

std::string store_file(const std::string& folder);

// Makes the folder if need be, for its owner only.
Status make_state_folder(const std::string& folder);

// Makes the folder if need be and takes its lock; one run at a time.
Result<platform::FileLock> lock_state_folder(const std::string& folder);

}  // namespace sluice::app
