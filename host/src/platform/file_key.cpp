#include "platform/file_key.hpp"

#include <sys/stat.h>

namespace sluice::platform {
namespace {

namespace fs = std::filesystem;

constexpr int kLinks = 40;  // followed in a row, as the kernel does

std::optional<std::string> key_of(const struct stat& info) {
  if (!S_ISREG(info.st_mode)) return std::nullopt;
  return std::to_string(info.st_dev) + ":" + std::to_string(info.st_ino);
}

// Where a file would be made: a dangling link is followed.
fs::path future_path(fs::path path) {
  std::error_code error;
  for (int i = 0; i < kLinks; i++) {
    const fs::path folder = fs::weakly_canonical(path.parent_path(), error);
    if (!error) path = folder / path.filename();
    if (!fs::is_symlink(fs::symlink_status(path, error))) break;
    const fs::path to = fs::read_symlink(path, error);
    if (error) break;
    path = to.is_absolute() ? to : path.parent_path() / to;
  }
  return path.lexically_normal();
}

}  // namespace

std::optional<std::string> file_key(const fs::path& path) {
  struct stat info;
  if (::stat(path.c_str(), &info) == 0) return key_of(info);
  std::error_code error;
  const fs::path absolute = fs::absolute(path, error);
  return future_path(error ? path : absolute).string();
}

std::optional<std::string> file_key(int descriptor) {
  struct stat info;
  return ::fstat(descriptor, &info) == 0 ? key_of(info) : std::nullopt;
}

}  // namespace sluice::platform
