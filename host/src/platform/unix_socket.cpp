#include "platform/unix_socket.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

namespace sluice::platform {
namespace {

Status socket_file_error(const std::filesystem::path& file, const std::string& why) {
  return {SLUICE_E_INVALID, "cannot listen at " + file.string() + ": " + why};
}

UniqueFd open_folder_of(const std::filesystem::path& file) {
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  return UniqueFd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

// By way of the open folder: its name may be longer than an address has room for.
sockaddr_un address_of(const UniqueFd& folder, const std::filesystem::path& file) {
  sockaddr_un out = {};
  out.sun_family = AF_UNIX;
  const std::string path =
      "/proc/self/fd/" + std::to_string(folder.get()) + "/" + file.filename().string();
  path.copy(out.sun_path, sizeof out.sun_path - 1);
  return out;
}

const sockaddr* any(const sockaddr_un& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

UniqueFd unix_socket() {
  return UniqueFd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
}

// Nobody accepts any more what is sent to it.
bool is_stale(const sockaddr_un& address) {
  const UniqueFd probe = unix_socket();
  return ::connect(probe.get(), any(address), sizeof address) != 0 && errno == ECONNREFUSED;
}

// Closed to others before it listens: nobody can connect in between.
bool bind_and_listen(int socket, const sockaddr_un& address, const std::filesystem::path& file) {
  return ::bind(socket, any(address), sizeof address) == 0 && ::chmod(file.c_str(), 0600) == 0 &&
         ::listen(socket, SOMAXCONN) == 0;
}

Status clear_way(const sockaddr_un& address, const std::filesystem::path& file) {
  std::error_code error;
  const auto found = std::filesystem::symlink_status(file, error);
  if (!std::filesystem::exists(found)) return {};
  if (!std::filesystem::is_socket(found))
    return socket_file_error(file, "there is a file that is no socket; remove it");
  if (!is_stale(address))
    return {SLUICE_E_UNAVAILABLE, "another server listens at " + file.string() + "; stop it"};
  std::filesystem::remove(file, error);
  return error ? socket_file_error(file, error.message()) : Status();
}

}  // namespace

Result<UnixListener> UnixListener::open(const std::filesystem::path& file) {
  const UniqueFd folder = open_folder_of(file);
  // Two processes that find the same stale file: the second sees the first one's socket.
  if (!folder.valid() || ::flock(folder.get(), LOCK_EX) != 0)
    return socket_file_error(file, std::strerror(errno));
  const sockaddr_un address = address_of(folder, file);
  if (Status s = clear_way(address, file); !s) return s;
  UniqueFd socket = unix_socket();
  struct stat made = {};
  if (!socket.valid() || !bind_and_listen(socket.get(), address, file) ||
      ::lstat(file.c_str(), &made) != 0)
    return socket_file_error(file, std::strerror(errno));
  return UnixListener(file, std::move(socket), made.st_dev, made.st_ino);
}

// Unless it is another one's by now.
UnixListener::~UnixListener() {
  if (!socket_.valid()) return;
  struct stat now = {};
  if (::lstat(file_.c_str(), &now) == 0 && now.st_dev == device_ && now.st_ino == inode_)
    ::unlink(file_.c_str());
}

Result<TcpStream> unix_connect(const std::filesystem::path& file) {
  const UniqueFd folder = open_folder_of(file);
  UniqueFd socket = unix_socket();
  if (folder.valid() && socket.valid()) {
    const sockaddr_un address = address_of(folder, file);
    if (::connect(socket.get(), any(address), sizeof address) == 0) {
      const int taken_over = ::fcntl(socket.get(), F_DUPFD_CLOEXEC, 0);
      if (taken_over >= 0) return TcpStream(taken_over);
    }
  }
  return Status(SLUICE_E_UNAVAILABLE,
                "nobody listens at " + file.string() + ": " + std::strerror(errno));
}

}  // namespace sluice::platform
