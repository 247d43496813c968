#include "platform/file_check.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace sluice::platform {
namespace {

Status untrusted(std::string message) { return {SLUICE_E_INVALID, std::move(message)}; }

Status system_error(std::string_view doing) {
  const int code = errno;
  Status status = untrusted(std::string(doing) + ": " + std::strerror(code));
  status.with_remote_code(code);
  return status;
}

// `what`: "the file", "its folder /x".
Status check_owner(const struct stat& info, const std::string& what, const std::string& path) {
  if (info.st_uid != 0 && info.st_uid != ::geteuid())
    return untrusted(what + " belongs to user " + std::to_string(info.st_uid) +
                     "; it must belong to root or to the host's user " +
                     std::to_string(::geteuid()));
  if (info.st_mode & (S_IWGRP | S_IWOTH))
    return untrusted(what + " is writable by " +
                     (info.st_mode & S_IWOTH ? "everyone" : "its group") + "; run: chmod go-w " +
                     path);
  return {};
}

Result<UniqueFd> open_folder(const std::filesystem::path& folder) {
  UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
  if (!fd.valid()) return system_error("cannot open its folder " + folder.string());
  struct stat info;
  if (::fstat(fd.get(), &info) != 0) return system_error("cannot examine its folder");
  if (Status s = check_owner(info, "its folder " + folder.string(), folder.string()); !s) return s;
  return fd;
}

// In a container where some users of the machine are unmapped, files of those users, root's
// included, appear to belong to this one (user_namespaces(7)).
bool is_unknown_owner(uid_t owner) {
  constexpr uid_t kOverflow = 65534;
  constexpr uint32_t kAll = 4294967295;
  if (owner != kOverflow) return false;
  uint32_t inside = 0, outside = 0, count = 0;
  std::ifstream map("/proc/self/uid_map");
  return map >> inside >> outside >> count && count != kAll;
}

// A user who may write one of the folders above can replace those below. In one with
// the sticky bit (/tmp) only the owner of an entry can.
Status check_folders_above(const std::filesystem::path& folder) {
  for (std::filesystem::path above = folder; above != above.root_path();) {
    above = above.parent_path();
    struct stat info;
    if (::stat(above.c_str(), &info) != 0) return system_error("cannot examine " + above.string());
    if (is_unknown_owner(info.st_uid)) info.st_uid = 0;
    if (info.st_mode & S_ISVTX) info.st_mode &= ~static_cast<mode_t>(S_IWGRP | S_IWOTH);
    if (Status s = check_owner(info, "the folder " + above.string() + " above it", above.string());
        !s)
      return s;
  }
  return {};
}

FileIdentity identity_of(const struct stat& info) {
  return {info.st_dev, info.st_ino, static_cast<uint64_t>(info.st_size),
          info.st_mtim.tv_sec * INT64_C(1000000000) + info.st_mtim.tv_nsec};
}

Status check_file(const struct stat& info, const std::string& path, uint64_t max_size) {
  if (!S_ISREG(info.st_mode)) return untrusted("not a regular file");
  if (Status s = check_owner(info, "the file", path); !s) return s;
  if (static_cast<uint64_t>(info.st_size) > max_size)
    return untrusted("has " + std::to_string(info.st_size) + " bytes; the limit is " +
                     std::to_string(max_size));
  return {};
}

}  // namespace

Result<TrustedFile> open_trusted_file(const std::filesystem::path& path, uint64_t max_size) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(path, error);
  if (error) return untrusted("cannot find it: " + error.message());
  const auto folder = open_folder(real.parent_path());
  if (!folder) return folder.status();
  if (Status s = check_folders_above(real.parent_path()); !s) return s;
  // Without O_NONBLOCK a FIFO of that name would block the host here.
  UniqueFd fd(::openat(folder->get(), real.filename().c_str(),
                       O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!fd.valid()) return system_error("cannot open it");
  struct stat info;
  if (::fstat(fd.get(), &info) != 0) return system_error("cannot examine it");
  if (Status s = check_file(info, real.string(), max_size); !s) return s;
  return TrustedFile{real, identity_of(info), std::move(fd)};
}

bool TrustedFile::read_at(uint64_t offset, char* to, size_t size) const {
  while (size > 0) {
    const ssize_t n = ::pread(fd.get(), to, size, static_cast<off_t>(offset));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    to += n;
    offset += static_cast<uint64_t>(n);
    size -= static_cast<size_t>(n);
  }
  return true;
}

}  // namespace sluice::platform
