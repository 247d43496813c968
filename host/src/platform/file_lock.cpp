#include "platform/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace sluice::platform {
namespace {

// The holder wrote its pid into the file; as text, for a person to read it, too.
std::string holder(int fd) {
  char text[32];
  const ssize_t n = ::pread(fd, text, sizeof text, 0);
  std::string pid;
  for (ssize_t i = 0; i < n && text[i] >= '0' && text[i] <= '9'; i++) pid += text[i];
  return pid.empty() ? "another process" : "process " + pid;
}

Status lock_file_error(const std::filesystem::path& file, std::string_view what) {
  return {SLUICE_E_INVALID,
          "cannot " + std::string(what) + " " + file.string() + ": " + std::strerror(errno)};
}

}  // namespace

Result<FileLock> FileLock::acquire(const std::filesystem::path& file, std::string_view what) {
  UniqueFd fd(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd.valid()) return lock_file_error(file, "open");
  (void)::fchmod(fd.get(), 0600);  // whatever its creator set
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return lock_file_error(file, "lock");
    return Status(SLUICE_E_UNAVAILABLE, std::string(what) + " is in use by " + holder(fd.get()));
  }
  const std::string pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(fd.get(), 0) != 0 ||
      ::pwrite(fd.get(), pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size()))
    return lock_file_error(file, "write");
  return FileLock(std::move(fd));
}

}  // namespace sluice::platform
