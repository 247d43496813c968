// An exclusive lock on a folder, kept as long as the object lives and released by the kernel if
// the process dies. Between processes and between objects of one process. Main thread.
#pragma once

#include <filesystem>

#include "platform/unique_fd.hpp"
#include "sluice/result.hpp"

namespace sluice::platform {

class FileLock {
 public:
  // Takes `folder`/lock without waiting; the folder exists. E_UNAVAILABLE if it is taken, naming
  // the process that holds it; E_INVALID if the file cannot be made.
  static Result<FileLock> acquire(const std::filesystem::path& folder);

 private:
  explicit FileLock(UniqueFd fd) : fd_(std::move(fd)) {}
  UniqueFd fd_;
};

}  // namespace sluice::platform
