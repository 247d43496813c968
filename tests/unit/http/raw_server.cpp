#include "unit/http/raw_server.hpp"

#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>
#include <utility>

#include "platform/tcp_connect.hpp"

namespace sluice::http::test {
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

// SIOCOUTQ (tcp(7)): what is sent and not yet acknowledged.
void Peer::wait_for_arrival() {
  int unacknowledged = 0;
  while (ioctl(fd_, SIOCOUTQ, &unacknowledged) == 0 && unacknowledged > 0)
    std::this_thread::yield();
}

void Peer::wait_for_hang_up() {
  while (receive()) text_.clear();
}

void Peer::reset() {
  const linger now{1, 0};
  setsockopt(fd_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  ::close(fd_.exchange(-1));
}

RawServer::RawServer(Script script) : script_(std::move(script)), thread_([this] { run(); }) {}

RawServer::~RawServer() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
    if (current_ && current_->handle() >= 0) shutdown(current_->handle(), SHUT_RDWR);
  }
  const auto woken = platform::tcp_connect("127.0.0.1", listener_.port());
  thread_.join();
}

void RawServer::run() {
  for (size_t number = 1;; number++) {
    Peer peer(listener_.accept());
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
