// Unix domain sockets in the file system: who may use one is decided by the rights of its file and
// folder. Paths may be longer than the 107 bytes that an address takes. Any thread.
#pragma once

#include <sys/types.h>

#include <filesystem>

#include "platform/tcp_stream.hpp"
#include "platform/unique_fd.hpp"
#include "sluice/result.hpp"

namespace sluice::platform {

// A socket that listens, for its owner only (mode 0600). Its file goes with it.
class UnixListener {
 public:
  // Replaces the file of a process that ended without removing it. E_UNAVAILABLE: a process
  // listens there; E_INVALID: the file cannot be made, or is no socket.
  static Result<UnixListener> open(const std::filesystem::path& file);
  UnixListener(UnixListener&&) noexcept = default;
  UnixListener& operator=(UnixListener&&) = delete;
  ~UnixListener();

  intptr_t handle() const { return socket_.get(); }

 private:
  UnixListener(std::filesystem::path file, UniqueFd socket, dev_t device, ino_t inode)
      : file_(std::move(file)), socket_(std::move(socket)), device_(device), inode_(inode) {}

  std::filesystem::path file_;
  UniqueFd socket_;
  dev_t device_;
  ino_t inode_;
};

// E_UNAVAILABLE: nobody listens there. What a stream says of acknowledging is TCP's alone.
Result<TcpStream> unix_connect(const std::filesystem::path& file);

}  // namespace sluice::platform
