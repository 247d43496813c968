// Who may work on what in a state folder. One server at a time, one run of a pipeline at a time,
// whoever runs it; different pipelines run side by side, also in several processes. The kernel
// releases a lock when its process dies. Main thread.
#pragma once

#include <string>
#include <vector>

#include "app/wiring/state_folder.hpp"
#include "platform/file_lock.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

// Of a server: it alone schedules, and it alone writes the run log. Makes the folder if needed.
// E_UNAVAILABLE: another server works there.
Result<platform::FileLock> lock_server(const StateFolder& folder);

// Of a pipeline: of its cursor, positions and tasks. E_UNAVAILABLE: it runs, or somebody changes
// its state. E_INVALID: among others, the folder is gone; it is not made anew. REQUIRES: one of the
// others made it.
Result<platform::FileLock> lock_pipeline(const std::string& folder, const std::string& pipeline);

// Of several, all or none. Makes the folder if needed.
Result<std::vector<platform::FileLock>> lock_pipelines(const StateFolder& folder,
                                                       const std::vector<std::string>& pipelines);

}  // namespace sluice::app
