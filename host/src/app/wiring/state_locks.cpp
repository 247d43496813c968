#include "app/wiring/state_locks.hpp"

#include <set>
#include <string_view>
#include <utility>

#include "platform/private_file.hpp"

namespace sluice::app {
namespace {

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

}  // namespace

Result<platform::FileLock> lock_server(const StateFolder& folder) {
  if (Status s = make_folders(folder); !s) return s;
  return lock_or_advise(server_lock_file(folder.path), "the state folder " + folder.path,
                        ", a server; stop it or name another one in host.state");
}

Result<platform::FileLock> lock_pipeline(const std::string& folder, const std::string& pipeline) {
  return lock_or_advise(pipeline_lock_file(folder, pipeline), "pipeline " + pipeline,
                        " (state folder " + folder + "); wait until it is done, or stop it");
}

Result<std::vector<platform::FileLock>> lock_pipelines(const StateFolder& folder,
                                                       const std::vector<std::string>& pipelines) {
  if (Status s = make_folders(folder); !s) return s;
  std::vector<platform::FileLock> locks;
  for (const std::string& pipeline : std::set(pipelines.begin(), pipelines.end())) {
    Result<platform::FileLock> lock = lock_pipeline(folder.path, pipeline);
    if (!lock) return lock.status();
    locks.push_back(*std::move(lock));
  }
  return locks;
}

}  // namespace sluice::app
