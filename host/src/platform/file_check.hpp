// Opens files that may be run as code only if no user but root and the host's own could have
// written them, and returns what identifies them. Main thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "platform/unique_fd.hpp"
#include "sluice/result.hpp"

namespace sluice::platform {

// Which file, and which state of it: equal as long as it is neither replaced nor written.
struct FileIdentity {
  uint64_t device = 0, inode = 0, size = 0;
  int64_t changed_ns = 0;

  bool same_file(const FileIdentity& o) const { return device == o.device && inode == o.inode; }
  bool operator==(const FileIdentity&) const = default;
};

struct TrustedFile {
  std::filesystem::path path;  // canonical: symbolic links followed before anything is checked
  FileIdentity identity;
  UniqueFd fd;

  // False if these bytes cannot be read.
  bool read_at(uint64_t offset, char* to, size_t size) const;
};

// Opens a regular file of at most `max_size` bytes that, like the folder it really is in and all
// folders above, belongs to root or the host's user and is writable by its owner only. Links are
// allowed in the path, since their targets are checked; the last step is opened without
// following one. E_INVALID with the reason.
Result<TrustedFile> open_trusted_file(const std::filesystem::path& path, uint64_t max_size);

}  // namespace sluice::platform
