// A listening TCP socket on loopback, on a port of the system's choice, that accepts only when
// told.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <stdexcept>
#include <utility>

namespace sluice::test {

class TcpListener {
 public:
  explicit TcpListener(int family = AF_INET, int backlog = 16)
      : fd_(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in6 room{};
    auto* address = reinterpret_cast<sockaddr*>(&room);
    auto* v4 = reinterpret_cast<sockaddr_in*>(&room);
    address->sa_family = static_cast<sa_family_t>(family);
    if (family == AF_INET) v4->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (family == AF_INET6) room.sin6_addr = in6addr_loopback;
    socklen_t size = family == AF_INET ? sizeof(sockaddr_in) : sizeof room;
    if (fd_ < 0 || ::bind(fd_, address, size) || ::listen(fd_, backlog) ||
        ::getsockname(fd_, address, &size))
      throw std::runtime_error("no loopback port");
    port_ = ntohs(family == AF_INET ? v4->sin_port : room.sin6_port);
  }
  ~TcpListener() {
    if (fd_ >= 0) close();
  }
  TcpListener(const TcpListener&) = delete;
  TcpListener& operator=(const TcpListener&) = delete;

  static bool has_ipv6() try {
    return TcpListener(AF_INET6).port() != 0;
  } catch (const std::exception&) {
    return false;
  }

  uint16_t port() const { return port_; }
  // Waits for the next connection; the caller closes it.
  int accept() const { return ::accept(fd_, nullptr, nullptr); }
  void close() { ::close(std::exchange(fd_, -1)); }

 private:
  int fd_;
  uint16_t port_ = 0;
};

}  // namespace sluice::test
