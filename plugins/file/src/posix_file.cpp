#include "posix_file.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <filesystem>
#include <system_error>
#include <utility>

namespace file_plugin {
namespace {

constexpr int kLookMs = 50;  // how often to check a cancel token without a wake

std::string reason(int error) { return std::generic_category().message(error); }

Kind kind_of(const struct stat& s) {
  if (S_ISREG(s.st_mode)) return Kind::kRegular;
  if (S_ISDIR(s.st_mode)) return Kind::kFolder;
  if (S_ISFIFO(s.st_mode) || S_ISSOCK(s.st_mode)) return Kind::kStream;
  if (!S_ISCHR(s.st_mode)) return Kind::kOther;
  if (major(s.st_rdev) == 1 && minor(s.st_rdev) == 3) return Kind::kNull;
  return major(s.st_rdev) == 136 || major(s.st_rdev) == 5 ? Kind::kStream : Kind::kOther;
}

FileInfo info_of(const struct stat& s) {
  return {kind_of(s),       s.st_dev,
          s.st_ino,         static_cast<uint64_t>(s.st_size),
          s.st_nlink,       s.st_ctim.tv_sec * INT64_C(1000000000) + s.st_ctim.tv_nsec,
          s.st_mode & 07777};
}

// Runs a call that a signal may interrupt.
template <class Call>
auto uninterrupted(Call call) {
  for (;;) {
    auto result = call();
    if (result >= 0 || errno != EINTR) return result;
  }
}

int flags_of(File::Access access) {
  constexpr int kWriting = O_RDWR | O_APPEND;
  switch (access) {
    case File::Access::kRead:
      return O_RDONLY;
    case File::Access::kWrite:
      return kWriting;
    case File::Access::kWriteOrCreate:
      return kWriting | O_CREAT;
    case File::Access::kNew:
    case File::Access::kPrivate:
      return kWriting | O_CREAT | O_EXCL | O_NOFOLLOW;
    case File::Access::kOwn:
      return kWriting | O_NOFOLLOW;
  }
  return O_RDONLY;
}

std::string why_not_opened(const std::string& path, int error) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  fs::path folder = fs::path(path).parent_path();
  if (error == ENOENT && !folder.empty() && !fs::exists(folder, ignored))
    return "cannot open " + path + ": folder " + folder.string() + " does not exist; make it";
  return "cannot open " + path + ": " + reason(error);
}

}  // namespace

std::optional<FileInfo> look(const std::string& path) {
  struct stat s {};
  if (::stat(path.c_str(), &s) != 0) return std::nullopt;
  return info_of(s);
}

std::string absolute_path(std::string_view path) {
  std::error_code error;
  auto out = std::filesystem::absolute(std::filesystem::path(path), error).lexically_normal();
  return error ? std::string(path) : out.string();
}

std::string resolved_path(const std::string& path) {
  std::error_code error;
  auto out = std::filesystem::canonical(path, error);
  return error ? path : out.string();
}

Result<File> File::open(const std::string& path, Access access) {
  const int flags = O_CLOEXEC | flags_of(access);
  const mode_t rights = access == Access::kPrivate ? 0600 : 0666;
  int descriptor = uninterrupted([&] { return ::open(path.c_str(), flags, rights); });
  if (descriptor >= 0) return File(descriptor, true, path);
  Status status(SLUICE_E_INVALID, why_not_opened(path, errno));
  return status.with_remote_code(errno);
}

File File::borrowed(int descriptor, std::string name) {
  return File(descriptor, false, std::move(name));
}

File::File(File&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      owned_(other.owned_),
      path_(std::move(other.path_)) {}

File& File::operator=(File&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(owned_, other.owned_);
  std::swap(path_, other.path_);
  return *this;
}

File::~File() {
  if (owned_ && descriptor_ >= 0) ::close(descriptor_);
}

Status File::failed(std::string_view what, int error) const {
  std::string message = "cannot " + std::string(what) + " " + path_ + ": " + reason(error);
  if (error == ENOSPC || error == EDQUOT) message += "; free some space and run again";
  if (error == EFBIG)
    message +=
        "; no file may become longer than this here: raise the limit (ulimit -f) and run again";
  Status status(error == EFBIG ? SLUICE_E_INVALID : SLUICE_E_UNAVAILABLE, std::move(message));
  return status.with_remote_code(error);
}

Result<FileInfo> File::info() const {
  struct stat s {};
  if (::fstat(descriptor_, &s) != 0) return failed("look at", errno);
  return info_of(s);
}

Result<size_t> File::read_at(char* into, size_t size, uint64_t offset) const {
  ssize_t n =
      uninterrupted([&] { return ::pread(descriptor_, into, size, static_cast<off_t>(offset)); });
  if (n < 0) return failed("read", errno);
  return static_cast<size_t>(n);
}

Status File::wait(short events, const Cancel& cancel) const {
  auto* abi = cancel.abi();
  int wake = abi && abi->wake >= 0 ? static_cast<int>(abi->wake) : -1;
  pollfd set[] = {{descriptor_, events, 0}, {wake, POLLIN, 0}};
  for (int ready = 0; ready == 0;) {
    ready = uninterrupted([&] { return ::poll(set, wake < 0 ? 1 : 2, wake < 0 ? kLookMs : -1); });
    if (cancel.requested()) return {SLUICE_E_CANCELLED, "cancelled"};
    if (ready < 0) return failed("wait for", errno);
  }
  return {};
}

Result<size_t> File::read_stream(char* into, size_t size, const Cancel& cancel) const {
  if (auto status = wait(POLLIN, cancel); !status) return status;
  ssize_t n = uninterrupted([&] { return ::read(descriptor_, into, size); });
  if (n < 0) return failed("read", errno);
  return static_cast<size_t>(n);
}

Status File::append(std::string_view text, uint64_t* written) const {
  if (written) *written = 0;
  while (!text.empty()) {
    ssize_t n = uninterrupted([&] { return ::write(descriptor_, text.data(), text.size()); });
    if (n < 0) return failed("write", errno);
    if (n == 0) return failed("write", EIO);
    text.remove_prefix(static_cast<size_t>(n));
    if (written) *written += static_cast<uint64_t>(n);
  }
  return {};
}

bool File::is_terminal() const { return ::isatty(descriptor_) == 1; }

Status File::write_stream(std::string_view text, const Cancel& cancel) const {
  while (!text.empty()) {
    if (auto status = wait(POLLOUT, cancel); !status) return status;
    // A pipe that is ready takes this much without blocking, so cancel is noticed.
    std::string_view piece = text.substr(0, PIPE_BUF);
    ssize_t n = uninterrupted([&] { return ::write(descriptor_, piece.data(), piece.size()); });
    if (n < 0 && errno == EAGAIN) continue;
    if (n < 0 && errno == EPIPE) return {SLUICE_E_INVALID, path_ + " was closed by its reader"};
    if (n < 0) return failed("write", errno);
    text.remove_prefix(static_cast<size_t>(n));
  }
  return {};
}

Status File::truncate(uint64_t size) const {
  int done = uninterrupted([&] { return ::ftruncate(descriptor_, static_cast<off_t>(size)); });
  return done == 0 ? Status() : failed("shorten", errno);
}

Status File::sync() const {
  int done = uninterrupted([&] { return ::fdatasync(descriptor_); });
  return done == 0 ? Status() : failed("make durable what was written to", errno);
}

Status File::set_mode(uint32_t mode) const {
  return ::fchmod(descriptor_, mode) == 0 ? Status() : failed("set permissions of", errno);
}

Status File::lock() const {
  int done = uninterrupted([&] { return ::flock(descriptor_, LOCK_EX | LOCK_NB); });
  if (done == 0) return {};
  if (errno != EWOULDBLOCK) return failed("lock", errno);
  return {SLUICE_E_INVALID, path_ +
                                " is being written by another pipeline or process: give "
                                "each a path of its own"};
}

void sync_folder_of(const std::string& path) {
  std::string folder = std::filesystem::path(path).parent_path().string();
  if (folder.empty()) folder = ".";
  int descriptor = uninterrupted([&] { return ::open(folder.c_str(), O_RDONLY | O_CLOEXEC); });
  if (descriptor < 0) return;  // write but not read permission: the best that is possible
  uninterrupted([&] { return ::fsync(descriptor); });
  ::close(descriptor);
}

void remove_file(const std::string& path) { ::unlink(path.c_str()); }

Status rename_file(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) == 0) return {};
  Status status(SLUICE_E_UNAVAILABLE, "cannot rename " + from + " to " + to + ": " + reason(errno));
  return status.with_remote_code(errno);
}

}  // namespace file_plugin
