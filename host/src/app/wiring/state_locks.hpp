// Who may work on what in a state folder. One server at a time, one run of a pipeline at a time,
// whoever runs it; different pipelines run side by side, also in several processes. The kernel
// releases a lock when its process dies, so the next one need not wait. Main thread, but for
// lock_pipelines(): any.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "app/wiring/state_folder.hpp"
#include "pipeline/report.hpp"
#include "platform/file_lock.hpp"
#include "sluice/result.hpp"
#include "store/lease_keeper.hpp"

namespace sluice::app {

// Of the lease of who changes what is stored and runs nothing: no change takes so long.
inline constexpr int64_t kChangeLeaseMs = 60'000;

// Of a pipeline: of its cursor, positions and tasks. The file shows whether the holder lives, the
// lease whether he still does something, and that later commits are his.
struct PipelineLock {
  platform::FileLock file;
  std::unique_ptr<store::KeptLease> lease;
  std::string warning;  // for people: it was taken from a process that does nothing; or empty
};

// Of a server: it alone schedules, and it alone writes the run log. Makes the folder if needed.
// E_UNAVAILABLE: another server works there.
Result<platform::FileLock> lock_server(const StateFolder& folder);

// E_UNAVAILABLE: the pipeline runs, or somebody changes its state. E_INVALID: among others, the
// folder is gone; it is not made anew. REQUIRES: lock_server() or lock_pipelines() made it.
Result<PipelineLock> lock_pipeline(const std::string& folder, const std::string& pipeline,
                                   store::LeaseKeeper& leases);
// Of several, all or none. Makes the folder if needed.
Result<std::vector<PipelineLock>> lock_pipelines(const StateFolder& folder,
                                                 const std::vector<std::string>& pipelines,
                                                 store::LeaseKeeper& leases);

// Of a run that ended because its lease was lost: says so instead of "interrupted". `lease` may be
// null.
void explain_lost(store::KeptLease* lease, pipeline::RunReport& report);

// The files alone, for who cannot ask the store: it may be damaged, and is to be replaced.
Result<platform::FileLock> lock_pipeline_file(const std::string& folder,
                                              const std::string& pipeline);
Result<std::vector<platform::FileLock>> lock_pipeline_files(
    const StateFolder& folder, const std::vector<std::string>& pipelines);

}  // namespace sluice::app
