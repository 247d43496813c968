// A new file that only its owner can read, written piece by piece: what append() returned OK for
// is with the kernel, and survives the death of the process. One thread at a time.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "platform/unique_fd.hpp"
#include "sluice/result.hpp"

namespace sluice::platform {

// Removes the rights of other users to a file, if they have any; a link is left alone. Does not
// open it: closing it again would release the locks that this process holds on it (fcntl(2)), such
// as SQLite's. Failures are ignored: the folder is private, too.
void keep_private(const std::filesystem::path& path);

// Makes a folder that only its owner can enter, and those above it according to the umask. An
// existing one is unchanged.
Status make_private_folder(const std::filesystem::path& path);

// Whether users other than its owner and group may read the file, or other than its owner write it.
bool is_open_to_others(const std::filesystem::path& path);

// A text that cannot be guessed, for the name of a file in a folder that others may write.
std::string random_name();

// Gives a complete new file its name, in one step and durably, unless there is a file of that name
// by now; `from` is gone after it.
Status publish_file(const std::filesystem::path& from, const std::filesystem::path& to);

// Gives a complete file the name of another, which it replaces in one step and durably; `from` is
// gone after it. E_INTERNAL: `to` stays as it was.
Status replace_file(const std::filesystem::path& from, const std::filesystem::path& to);

class PrivateFile {
 public:
  // Never writes into an existing file: with `replace` a regular file is removed first,
  // otherwise E_INVALID says that it exists.
  static Result<PrivateFile> create(const std::filesystem::path& path, bool replace);

  Status append(std::string_view bytes) const;
  const std::filesystem::path& path() const { return path_; }

 private:
  PrivateFile(UniqueFd fd, std::filesystem::path path)
      : fd_(std::move(fd)), path_(std::move(path)) {}

  UniqueFd fd_;
  std::filesystem::path path_;
};

}  // namespace sluice::platform
