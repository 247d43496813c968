#include "app/wiring/state_locks.hpp"

#include <filesystem>
#include <set>
#include <string_view>
#include <utility>

#include "platform/private_file.hpp"

namespace sluice::app {
namespace {

using store::LeaseKeeper;

// With what to do, if somebody has it.
Result<platform::FileLock> lock_or_advise(const std::string& file, const std::string& what,
                                          std::string_view advice) {
  Result<platform::FileLock> lock = platform::FileLock::acquire(file, what);
  if (!lock && lock.status().code() == SLUICE_E_UNAVAILABLE)
    return Status(SLUICE_E_UNAVAILABLE, lock.status().message() + std::string(advice));
  return lock;
}

Status make_folders(const StateFolder& folder) {
  if (Status s = make_state_folder(folder); !s) return s;
  return platform::make_private_folder(locks_folder(folder.path));
}

template <class Lock, class F>
Result<std::vector<Lock>> lock_each(const StateFolder& folder,
                                    const std::vector<std::string>& pipelines, F&& take) {
  if (Status s = make_folders(folder); !s) return s;
  std::vector<Lock> locks;
  for (const std::string& pipeline : std::set(pipelines.begin(), pipelines.end())) {
    Result<Lock> lock = take(pipeline);
    if (!lock) return lock.status();
    locks.push_back(*std::move(lock));
  }
  return locks;
}

// Not E_UNAVAILABLE, which says that somebody else has it.
Status cannot_lock(const Status& why) { return {SLUICE_E_INVALID, why.message()}; }

// Whoever has the lease is dead, or it was taken from him: the file is ours.
Result<PipelineLock> with_lease(platform::FileLock file, const std::string& pipeline,
                                LeaseKeeper& leases) {
  const std::string name = store::pipeline_lease(pipeline);
  Result<LeaseKeeper::Tried> tried = leases.take(name);
  if (tried && !tried->lease) tried = leases.take_from_dead(name, tried->other);
  if (!tried) return cannot_lock(tried.status());
  if (!tried->lease)
    return Status(SLUICE_E_UNAVAILABLE, "pipeline " + pipeline + " was just taken by another run");
  return PipelineLock{std::move(file), std::move(tried->lease), {}};
}

// Only from the process that has the file: others have it for a moment, without a lease.
Result<PipelineLock> take_over(const std::string& file, const std::string& pipeline,
                               const Status& busy, LeaseKeeper& leases) {
  Result<LeaseKeeper::Tried> tried = leases.take(store::pipeline_lease(pipeline));
  if (!tried) return cannot_lock(tried.status());
  const std::string pid = platform::FileLock::holder_of(file);
  if (!tried->lease || pid.empty() || !tried->other.starts_with(pid + ".")) return busy;
  Result<platform::FileLock> lock = platform::FileLock::replace(file);
  if (!lock) return lock.status();
  return PipelineLock{*std::move(lock), std::move(tried->lease),
                      "pipeline " + pipeline + " is taken from process " + pid +
                          ", which has stopped responding; it can store nothing more of its run"};
}

}  // namespace

Result<platform::FileLock> lock_server(const StateFolder& folder) {
  if (Status s = make_folders(folder); !s) return s;
  return lock_or_advise(server_lock_file(folder.path), "the state folder " + folder.path,
                        ", a server; stop it or name another one in host.state");
}

Result<platform::FileLock> lock_pipeline_file(const std::string& folder,
                                              const std::string& pipeline) {
  return lock_or_advise(pipeline_lock_file(folder, pipeline), "pipeline " + pipeline,
                        " (state folder " + folder + "); wait until it is done, or stop it");
}

Result<PipelineLock> lock_pipeline(const std::string& folder, const std::string& pipeline,
                                   LeaseKeeper& leases) {
  Result<platform::FileLock> file = lock_pipeline_file(folder, pipeline);
  if (file) return with_lease(*std::move(file), pipeline, leases);
  if (file.status().code() != SLUICE_E_UNAVAILABLE) return file.status();
  std::error_code error;
  if (!std::filesystem::exists(store_file(folder), error)) return file.status();
  return take_over(pipeline_lock_file(folder, pipeline), pipeline, file.status(), leases);
}

Result<std::vector<PipelineLock>> lock_pipelines(const StateFolder& folder,
                                                 const std::vector<std::string>& pipelines,
                                                 LeaseKeeper& leases) {
  return lock_each<PipelineLock>(folder, pipelines, [&](const std::string& pipeline) {
    return lock_pipeline(folder.path, pipeline, leases);
  });
}

void explain_lost(store::KeptLease* lease, pipeline::RunReport& report) {
  if (!lease || !report.cancelled() || lease->is_held()) return;
  report.status = {SLUICE_E_UNAVAILABLE,
                   "this process did not respond for some time, and another one took the pipeline "
                   "over; the run stopped, the other one goes on"};
}

Result<std::vector<platform::FileLock>> lock_pipeline_files(
    const StateFolder& folder, const std::vector<std::string>& pipelines) {
  return lock_each<platform::FileLock>(folder, pipelines, [&](const std::string& pipeline) {
    return lock_pipeline_file(folder.path, pipeline);
  });
}

}  // namespace sluice::app
