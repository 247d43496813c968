#include "app/state_folder.hpp"

#include <filesystem>

namespace sluice::app {

namespace fs = std::filesystem;

std::string store_file(const std::string& folder) {
  return (fs::path(folder) / "sluice.db").string();
}

Status make_state_folder(const std::string& folder) {
  std::error_code error;
  const bool made = fs::create_directories(folder, error);
  if (error) {
    return Status(SLUICE_E_INVALID, "the state folder " + folder + " cannot be made: " +
                                        error.message() + "; set host.state or --state");
  }
  // Tasks hold records: nobody else's business.
  if (made) fs::permissions(folder, fs::perms::owner_all, error);
  return {};
}

Result<platform::FileLock> lock_state_folder(const std::string& folder) {
  if (Status s = make_state_folder(folder); !s) return s;
  return platform::FileLock::acquire(folder);
}

}  // namespace sluice::app
