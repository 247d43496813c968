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
  return pid;
}

Status lock_file_error(const std::filesystem::path& file, std::string_view what) {
  return {SLUICE_E_INVALID,
          "cannot " + std::string(what) + " " + file.string() + ": " + std::strerror(errno)};
}

Status in_use(std::string_view what, const std::string& pid) {
  return {SLUICE_E_UNAVAILABLE, std::string(what) + " is in use by " +
                                    (pid.empty() ? "another process" : "process " + pid)};
}

UniqueFd open_lock(const std::filesystem::path& file, int how) {
  UniqueFd fd(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | how, 0600));
  if (fd.valid()) (void)::fchmod(fd.get(), 0600);  // whatever its creator set
  return fd;
}

// Not one that was replaced since it was opened.
bool is_at(const std::filesystem::path& file, int fd) {
  struct stat there = {}, opened = {};
  return ::stat(file.c_str(), &there) == 0 && ::fstat(fd, &opened) == 0 &&
         there.st_ino == opened.st_ino && there.st_dev == opened.st_dev;
}

bool write_pid(int fd) {
  const std::string pid = std::to_string(::getpid()) + "\n";
  return ::ftruncate(fd, 0) == 0 &&
         ::pwrite(fd, pid.data(), pid.size(), 0) == static_cast<ssize_t>(pid.size());
}

}  // namespace

Result<FileLock> FileLock::acquire(const std::filesystem::path& file, std::string_view what) {
  for (;;) {
    UniqueFd fd = open_lock(file, 0);
    if (!fd.valid()) return lock_file_error(file, "open");
    if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
      if (errno != EWOULDBLOCK) return lock_file_error(file, "lock");
      return in_use(what, holder(fd.get()));
    }
    if (!is_at(file, fd.get())) continue;
    if (!write_pid(fd.get())) return lock_file_error(file, "write");
    return FileLock(std::move(fd));
  }
}

Result<FileLock> FileLock::replace(const std::filesystem::path& file) {
  const std::filesystem::path fresh = file.string() + "." + std::to_string(::getpid());
  ::unlink(fresh.c_str());  // of a killed process that had our number
  UniqueFd fd = open_lock(fresh, O_EXCL);
  if (!fd.valid()) return lock_file_error(fresh, "open");
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0 || !write_pid(fd.get()) ||
      ::rename(fresh.c_str(), file.c_str()) != 0)
    return lock_file_error(file, "replace");
  return FileLock(std::move(fd));
}

std::string FileLock::holder_of(const std::filesystem::path& file) {
  const UniqueFd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  return fd.valid() ? holder(fd.get()) : std::string();
}

}  // namespace sluice::platform
