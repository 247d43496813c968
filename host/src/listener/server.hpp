// An HTTP/1.1 server for small requests: one per connection, bounded in size, number and time. Its
// handler makes the responses. Made and destroyed on one thread; requests come on a bounded
// number of threads of its own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "listener/response_stream.hpp"

namespace sluice::listener {

class Request {
 public:
  virtual ~Request() = default;
  virtual std::string_view method() const = 0;
  virtual std::string_view target() const = 0;  // "/hooks/x?a=b", as it was sent
  // Empty if it is not there.
  virtual std::string_view header(std::string_view name) const = 0;
  // Of a header that may be there several times: all of them, with commas between.
  virtual std::string list(std::string_view name) const { return std::string(header(name)); }
  // The sender's address, "127.0.0.1"; empty: it has none, as at a Unix socket.
  virtual std::string_view from() const { return {}; }
};

struct Response {
  int status = 200;
  std::string body = {};
  std::string content_type = "text/plain; charset=utf-8";  // empty: there is no body
  std::vector<std::pair<std::string, std::string>> headers = {};
  // What follows the body until it ends; the response then has no stated length.
  std::shared_ptr<ResponseStream> stream = {};
  bool reached_out = false;  // for whoever keeps an audit log: another system was asked for it
};

class Handler {
 public:
  virtual ~Handler() = default;
  // Before the body is read: nothing to read it, else the response. On the thread that serves all
  // connections, so it must be quick.
  virtual std::optional<Response> admit(const Request& request) = 0;
  virtual Response respond(const Request& request, std::string body) = 0;  // [any]
  // The response to what is no request that can be handled: 400, 413, 431, 500, 503. [any]
  virtual Response refusal(int status) { return {.status = status}; }
  // `status` is being sent. [any]
  virtual void answered(int status) { static_cast<void>(status); }
};

struct Endpoint {
  std::string address = "127.0.0.1";
  uint16_t port = 0;                       // 0: any
  std::string certificate = {}, key = {};  // PEM files; empty: no TLS
  // A socket that listens already (platform::UnixListener), instead of address and port. The server
  // uses a duplicate of it; -1: none.
  intptr_t listening = -1;
};

struct ServerLimits {
  size_t body_bytes = size_t{1} << 20;
  int connections = 8;       // complete requests handled at once, a thread each
  int queued = 64;           // complete ones that wait for it; more get a 503
  int head_ms = 5'000;       // for the head, TLS included
  int patience_ms = 10'000;  // for a whole request, and for each write of a response
  int closing_ms = 2'000;    // for the responses that are due when the server goes
  size_t waiting = 256;  // connections whose request is not complete; one more closes the oldest
  size_t waiting_of_one = 64;  // the same, of one address
};

// Made by open_server().
class Server {
 public:
  virtual ~Server() = default;
  virtual uint16_t port() const = 0;  // 0 for a socket without ports
};

}  // namespace sluice::listener
