// A new file that only its owner can read, written piece by piece: what append() returned OK for
// is with the kernel, and survives the death of the process. One thread at a time.
#pragma once

#include <filesystem>
#include <string_view>

#include "platform/unique_fd.hpp"
#include "sluice/result.hpp"

namespace sluice::platform {

class PrivateFile {
 public:
  // Never writes into a file that is there: with `replace` a regular file is removed first,
  // otherwise E_INVALID says that it exists.
  static Result<PrivateFile> create(const std::filesystem::path& path, bool replace);

  Status append(std::string_view bytes) const;

 private:
  PrivateFile(UniqueFd fd, std::filesystem::path path)
      : fd_(std::move(fd)), path_(std::move(path)) {}

  UniqueFd fd_;
  std::filesystem::path path_;
};

}  // namespace sluice::platform
