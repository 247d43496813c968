// A connected TCP socket that never blocks. Owns it; one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "platform/unique_fd.hpp"

namespace sluice::platform {

// The result of a call: bytes moved, or why none.
struct Moved {
  enum class End { none, would_block, closed, failed };
  size_t bytes = 0;
  End end = End::none;
  int error = 0;  // the system's number, if it failed
};

class TcpStream {
 public:
  // Takes over a non-blocking socket that is connected, or about to be (tcp_connect.hpp).
  explicit TcpStream(intptr_t handle) : fd_(static_cast<int>(handle)) {}

  intptr_t handle() const { return fd_.get(); }
  // Both in one call, as far as the system takes them; a broken connection raises no signal.
  Moved send(std::string_view head, std::string_view body);
  // At most `room` bytes. End::closed: the other side sends no more.
  Moved receive(char* into, size_t room);
  // Nothing has arrived since the last receive(), not even the end.
  bool is_quiet() const;
  // Acknowledges received bytes at once, not with the next bytes sent.
  void acknowledge_now() const;
  // Bytes that were sent and that the other side's system has not acknowledged; nothing: not known.
  std::optional<size_t> unacknowledged() const;

 private:
  UniqueFd fd_;
};

}  // namespace sluice::platform
