// A server for tests that need to say when it reads, sends, closes and resets: its script gets one
// connection after the other, with calls that block. A loopback port of the system's choice; its
// own thread.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "support/tcp_listener.hpp"

namespace sluice::http::test {

class Peer {
 public:
  explicit Peer(int fd) : fd_(fd) {}
  ~Peer();
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  // What came, up to the end of `text`; all there was if the other side closed before.
  std::string read_to(const std::string& text);
  std::string read(size_t bytes);
  void send(const std::string& bytes);
  // Waits until the other side's system has all that was sent: a send returns before, on a busy
  // machine.
  void wait_for_arrival();
  // Waits until the other side has closed or reset the connection.
  void wait_for_hang_up();
  // Closes it so that the other side's system says "reset by peer".
  void reset();
  int handle() const { return fd_; }

 private:
  bool receive();

  std::atomic<int> fd_;  // the server's end looks whether there still is one
  std::string text_;
};

class RawServer {
 public:
  // Called with each connection and its number, from 1; closed when it returns.
  using Script = std::function<void(Peer&, size_t number)>;

  explicit RawServer(Script script);
  ~RawServer();

  std::string origin() const { return "http://127.0.0.1:" + std::to_string(listener_.port()); }

 private:
  void run();

  Script script_;
  const sluice::test::TcpListener listener_;
  std::mutex mutex_;
  Peer* current_ = nullptr;
  bool over_ = false;
  std::thread thread_;
};

}  // namespace sluice::http::test
