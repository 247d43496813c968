// A server for tests on a loopback port of the system's choice: reads whole requests and answers
// each with the bytes a function gives. Its own thread; one poll loop, any number of connections.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace sluice::http::test {

struct Reply {
  std::string bytes;   // as they go over the wire
  bool close = false;  // then close the connection
  size_t after = 0;    // send it only when so many requests have arrived; its connection waits
  std::function<std::string()> rest = {};  // asked for more until it has nothing
  size_t after_closed = 0;  // send it only when the other side has closed so many connections
};

struct Seen {
  std::string text;       // head and body
  size_t connection = 0;  // from 1
};

class ScriptedServer {
 public:
  // Called on the server's thread with each request and its number, from 1.
  using Script = std::function<Reply(const std::string& request, size_t number)>;

  explicit ScriptedServer(Script script);
  ~ScriptedServer();

  int port() const { return port_; }
  std::string origin() const { return "http://127.0.0.1:" + std::to_string(port_); }
  // Waits until that many requests have arrived.
  void wait_for(size_t count);
  std::vector<Seen> seen();
  // Waits until every connection was closed by the other side.
  void wait_for_hang_up();

 private:
  struct Connection {
    size_t number;
    std::string text;
  };
  void run();
  void note_closed();
  void accept_one();
  bool read_from(int fd, Connection& connection);  // false: close it
  bool response(int fd, Connection& connection);
  bool may_go(const Reply& reply);
  bool send(int fd, const Reply& reply);
  void send_held();

  Script script_;
  int port_ = 0;  // set by the next one's initialiser
  int listener_;
  int wake_[2] = {-1, -1};
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Seen> seen_;
  size_t accepted_ = 0;
  size_t closed_ = 0;
  std::map<int, Connection> connections_;  // of the server's thread
  std::map<int, Reply> held_;              // by connection; of the server's thread
  std::thread thread_;
};

// "HTTP/1.1 200 OK" with Content-Length and the given header lines ("A: b\r\n").
std::string response(int status, const std::string& body, const std::string& headers = {});

// The same for every request: these bytes, or a response of this status and body.
ScriptedServer::Script always(std::string bytes, bool close = false);
ScriptedServer::Script always(int status, const std::string& body = {});

// A loopback port nobody listens on.
int unused_port();

}  // namespace sluice::http::test
