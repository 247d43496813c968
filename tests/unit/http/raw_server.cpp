#include "unit/http/raw_server.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <utility>

namespace sluice::http::test {
namespace {

template <class Address>
int listen_on(Address address, in_port_t& port) {
  const int fd =
      socket(reinterpret_cast<sockaddr*>(&address)->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (fd >= 0 && !bind(fd, generic, size) && !listen(fd, 16) && !getsockname(fd, generic, &size)) {
    // The port stands at the same place in both kinds of addresses.
    port = ntohs(reinterpret_cast<sockaddr_in*>(generic)->sin_port);
    return fd;
  }
  if (fd >= 0) ::close(fd);
  return -1;
}

}  // namespace

Peer::~Peer() {
  if (fd_ >= 0) ::close(fd_);
}

bool Peer::receive() {
  char buffer[65536];
  const ssize_t n = recv(fd_, buffer, sizeof buffer, 0);
  if (n > 0) text_.append(buffer, static_cast<size_t>(n));
  return n > 0;
}

std::string Peer::read_to(const std::string& text) {
  size_t at = text_.find(text);
  while (at == text_.npos && receive()) at = text_.find(text);
  return read(at == text_.npos ? text_.size() : at + text.size());
}

std::string Peer::read(size_t bytes) {
  while (text_.size() < bytes && receive()) {
  }
  std::string out = text_.substr(0, bytes);
  text_.erase(0, out.size());
  return out;
}

void Peer::send(const std::string& bytes) {
  for (size_t sent = 0; sent < bytes.size();) {
    const ssize_t n = ::send(fd_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (n <= 0) return;
    sent += static_cast<size_t>(n);
  }
}

void Peer::wait_for_hang_up() {
  while (receive()) text_.clear();
}

void Peer::reset() {
  const linger now{1, 0};
  setsockopt(fd_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  ::close(std::exchange(fd_, -1));
}

RawServer::RawServer(Script script, bool ipv6) : script_(std::move(script)), ipv6_(ipv6) {
  sockaddr_in v4{};
  v4.sin_family = AF_INET;
  v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  v6.sin6_addr = in6addr_loopback;
  in_port_t port = 0;
  listener_ = ipv6 ? listen_on(v6, port) : listen_on(v4, port);
  port_ = port;
  if (listens()) thread_ = std::thread([this] { run(); });
}

RawServer::~RawServer() {
  if (!listens()) return;
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
    shutdown(listener_, SHUT_RDWR);
    if (current_ && current_->handle() >= 0) shutdown(current_->handle(), SHUT_RDWR);
  }
  thread_.join();
  ::close(listener_);
}

std::string RawServer::origin() const {
  return (ipv6_ ? "http://[::1]:" : "http://127.0.0.1:") + std::to_string(port_);
}

void RawServer::run() {
  for (size_t number = 1;; number++) {
    const int fd = accept(listener_, nullptr, nullptr);
    if (fd < 0) return;
    Peer peer(fd);
    {
      const std::lock_guard lock(mutex_);
      if (over_) return;
      current_ = &peer;
    }
    script_(peer, number);
    const std::lock_guard lock(mutex_);
    current_ = nullptr;
  }
}

}  // namespace sluice::http::test
