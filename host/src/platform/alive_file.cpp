#include "platform/alive_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace sluice::platform {
namespace {

std::filesystem::path file_of(const std::filesystem::path& folder, const std::string& id) {
  return folder / ("alive-" + id);
}

UniqueFd open_existing(const std::filesystem::path& file) {
  return UniqueFd(::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
}

bool lock(int fd) { return ::flock(fd, LOCK_EX | LOCK_NB) == 0; }

}  // namespace

Result<AliveFile> AliveFile::create(const std::filesystem::path& folder, const std::string& id) {
  const std::filesystem::path file = file_of(folder, id);
  UniqueFd fd(::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  const std::string pid = std::to_string(::getpid()) + "\n";
  if (!fd.valid() || !lock(fd.get()) ||
      ::pwrite(fd.get(), pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size()))
    return Status(SLUICE_E_INVALID, "cannot make " + file.string() + ": " + std::strerror(errno));
  return AliveFile(file, std::move(fd));
}

AliveFile::~AliveFile() {
  if (fd_.valid()) ::unlink(file_.c_str());
}

bool is_dead(const std::filesystem::path& folder, const std::string& id) {
  const std::filesystem::path file = file_of(folder, id);
  const UniqueFd fd = open_existing(file);
  if (!fd.valid()) return errno == ENOENT;
  if (!lock(fd.get())) return false;
  ::unlink(file.c_str());
  return true;
}

std::string maker_of(const std::filesystem::path& folder, const std::string& id) {
  const UniqueFd fd = open_existing(file_of(folder, id));
  char text[32];
  const ssize_t size = fd.valid() ? ::pread(fd.get(), text, sizeof text, 0) : 0;
  std::string pid;
  for (ssize_t i = 0; i < size && text[i] >= '0' && text[i] <= '9'; i++) pid += text[i];
  return pid.empty() ? "another process" : "process " + pid;
}

}  // namespace sluice::platform
