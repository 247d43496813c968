// An exclusive lock on something that a file stands for, kept as long as the object lives and
// released by the kernel if the process dies. Between processes and between objects of one process.
// Main thread.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "platform/unique_fd.hpp"
#include "sluice/result.hpp"

namespace sluice::platform {

class FileLock {
 public:
  // Without waiting. `file` is made if it is not there, its folder exists. E_UNAVAILABLE if it is
  // taken: "`what` is in use by process 12"; E_INVALID if the file cannot be made.
  static Result<FileLock> acquire(const std::filesystem::path& file, std::string_view what);
  // A new file in place of one whose holder has no right to it any more; that one keeps the old
  // file locked, which nobody finds. REQUIRES: only one does so at a time.
  static Result<FileLock> replace(const std::filesystem::path& file);
  // The process that made it as its number; empty: it does not say.
  static std::string holder_of(const std::filesystem::path& file);

 private:
  explicit FileLock(UniqueFd fd) : fd_(std::move(fd)) {}
  UniqueFd fd_;
};

}  // namespace sluice::platform
