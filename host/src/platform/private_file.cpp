#include "platform/private_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <random>
#include <string>

namespace sluice::platform {
namespace {

namespace fs = std::filesystem;

Status file_error(const fs::path& path, std::string_view what) {
  return {SLUICE_E_INVALID,
          path.string() + " cannot be " + std::string(what) + ": " + std::strerror(errno)};
}

Status make_room(const fs::path& path, bool replace) {
  std::error_code error;
  const fs::file_status there = fs::symlink_status(path, error);
  if (there.type() == fs::file_type::not_found) return {};
  if (!replace) return {SLUICE_E_INVALID, path.string() + " exists already"};
  if (!fs::is_regular_file(there))
    return {SLUICE_E_INVALID, path.string() + " is not a regular file and is not replaced"};
  fs::remove(path, error);
  return error ? Status(SLUICE_E_INVALID, path.string() + " cannot be replaced: " + error.message())
               : Status();
}

// Makes a name in it survive a power cut.
void sync_folder(const fs::path& folder) {
  const UniqueFd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.valid()) ::fsync(fd.get());
}

}  // namespace

void keep_private(const fs::path& path) {
  struct stat info;
  if (::lstat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return;
  const mode_t own = info.st_mode & S_IRWXU;
  if ((info.st_mode & 07777) != own) (void)::chmod(path.c_str(), own);
}

Status make_private_folder(const fs::path& path) {
  if (!path.has_filename() && path.has_relative_path())
    return make_private_folder(path.parent_path());
  std::error_code error;
  fs::create_directories(path.parent_path(), error);  // a failure here is reported below
  if (::mkdir(path.c_str(), S_IRWXU) == 0) return {};
  const int why = errno;
  if (fs::is_directory(path, error)) return {};
  errno = why;
  return file_error(path, "made");
}

bool is_open_to_others(const fs::path& path) {
  struct stat info;
  return ::stat(path.c_str(), &info) == 0 && (info.st_mode & (S_IROTH | S_IWOTH | S_IWGRP)) != 0;
}

std::string random_name() {
  constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuv";
  std::random_device random;
  std::string out;
  for (int i = 0; i < 16; i++) out += kDigits[random() % kDigits.size()];
  return out;
}

Status publish_file(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_hard_link(from, to, error);
  // A file system without hard links: then two writers cannot be excluded.
  if (error && error != std::errc::file_exists) fs::rename(from, to, error);
  const bool there = !error || error == std::errc::file_exists;
  std::error_code ignored;
  fs::remove(from, ignored);
  sync_folder(to.parent_path());
  return there ? Status()
               : Status(SLUICE_E_INVALID, to.string() + " cannot be made: " + error.message());
}

Status replace_file(const fs::path& from, const fs::path& to) {
  std::error_code error;
  {
    const UniqueFd fd(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
    if (!fd.valid() || ::fsync(fd.get()) != 0)
      error = std::error_code(errno, std::generic_category());
  }
  if (!error) fs::rename(from, to, error);
  std::error_code ignored;
  if (error) fs::remove(from, ignored);
  sync_folder(to.parent_path());
  return error ? Status::internal(error.message()) : Status();
}

Result<PrivateFile> PrivateFile::create(const fs::path& path, bool replace) {
  if (Status s = make_room(path, replace); !s) return s;
  UniqueFd fd(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_APPEND | O_CLOEXEC, 0600));
  if (!fd.valid()) return file_error(path, "made");
  return PrivateFile(std::move(fd), path);
}

Status PrivateFile::append(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd_.get(), bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return file_error(path_, "written");
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return {};
}

}  // namespace sluice::platform
