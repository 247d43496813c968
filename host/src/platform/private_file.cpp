#include "platform/private_file.hpp"

#include <fcntl.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace sluice::platform {
namespace {

namespace fs = std::filesystem;

Status cannot(const fs::path& path, std::string_view what) {
  return {SLUICE_E_INVALID,
          path.string() + " cannot be " + std::string(what) + ": " + std::strerror(errno)};
}

Status make_room(const fs::path& path, bool replace) {
  std::error_code error;
  const fs::file_status there = fs::symlink_status(path, error);
  if (there.type() == fs::file_type::not_found) return {};
  if (!replace) return {SLUICE_E_INVALID, path.string() + " exists already"};
  if (!fs::is_regular_file(there))
    return {SLUICE_E_INVALID, path.string() + " is no regular file and is not replaced"};
  fs::remove(path, error);
  return error ? Status(SLUICE_E_INVALID, path.string() + " cannot be replaced: " + error.message())
               : Status();
}

}  // namespace

Result<PrivateFile> PrivateFile::create(const fs::path& path, bool replace) {
  if (Status s = make_room(path, replace); !s) return s;
  UniqueFd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600));
  if (!fd.valid()) return cannot(path, "made");
  return PrivateFile(std::move(fd), path);
}

Status PrivateFile::append(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd_.get(), bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return cannot(path_, "written");
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return {};
}

}  // namespace sluice::platform
