// An exclusive lock on something that a file stands for, kept as long as the object lives and
// released by the kernel if the process dies. Between processes and between objects of one process.
// Main thread.
#pragma once

#include <filesystem>
#include <string_view>

#include "platform/unique_fd.hpp"
#include "sluice/result.hpp"

namespace sluice::platform {

class FileLock {
 public:
  // Without waiting. `file` is made if it is not there, its folder exists. E_UNAVAILABLE if it is
  // taken: "`what` is in use by process 12"; E_INVALID if the file cannot be made.
  static Result<FileLock> acquire(const std::filesystem::path& file, std::string_view what);

 private:
  explicit FileLock(UniqueFd fd) : fd_(std::move(fd)) {}
  UniqueFd fd_;
};

}  // namespace sluice::platform
