// The server's limits, over real connections.
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/StreamSocket.h>
#include <doctest/doctest.h>

#include <chrono>
#include <semaphore>
#include <thread>
#include <vector>

#include "listener/server_library.hpp"

using namespace sluice;
using namespace sluice::listener;

namespace {

namespace net = Poco::Net;

class TakesAll final : public Handler {
 public:
  std::optional<Response> admit(const Request&) override { return {}; }
  Response respond(const Request&, std::string) override { return {}; }
};

// Holds each response back until it is let go.
class Held final : public Handler {
 public:
  std::optional<Response> admit(const Request&) override { return {}; }
  Response respond(const Request&, std::string) override {
    entered.release();
    leave.acquire();
    return {.status = 202};
  }
  std::counting_semaphore<8> entered{0}, leave{0};
};

std::unique_ptr<Server> serve(Handler& handler, ServerLimits limits) {
  auto server = open_server({}, limits, handler);
  INFO(server.status().message());
  REQUIRE(server.ok());
  return *std::move(server);
}

net::SocketAddress at(const Server& server) { return {"127.0.0.1", server.port()}; }

int post(const Server& server) {
  net::HTTPClientSession session(at(server));
  net::HTTPRequest request("POST", "/", "HTTP/1.1");
  request.setContentLength(2);
  session.sendRequest(request) << "{}";
  net::HTTPResponse response;
  session.receiveResponse(response);
  return response.getStatus();
}

std::string rest_of(net::StreamSocket& socket) {
  std::string out;
  char part[4096];
  for (int size; (size = socket.receiveBytes(part, sizeof part)) > 0;)
    out.append(part, static_cast<size_t>(size));
  return out;
}

std::string response_to(const Server& server, const std::string& request) {
  net::StreamSocket socket(at(server));
  socket.sendBytes(request.data(), static_cast<int>(request.size()));
  return rest_of(socket);
}

// A header without end, a byte whenever the other side has been silent for 10 ms. True once the
// other side ends the connection; false if it has taken 30 s of this.
bool trickle_until_ended(net::StreamSocket& socket) {
  char response[512];
  try {
    for (int i = 0; i < 3000; i++) {
      if (socket.poll(Poco::Timespan(0, 10'000), net::Socket::SELECT_READ)) {
        if (socket.receiveBytes(response, sizeof response) == 0) return true;
        continue;
      }
      socket.sendBytes("x", 1);
    }
  } catch (const Poco::Exception&) {
    return true;  // reset
  }
  return false;
}

class TellsHops final : public Handler {
 public:
  std::optional<Response> admit(const Request& request) override {
    return Response{.body = request.list("X-Forwarded-For") + ";" + request.list("X-Other")};
  }
  Response respond(const Request&, std::string) override { return {}; }
};

// Whether nobody listens there any more; waits for it.
bool is_refused_soon(const net::SocketAddress& address) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (std::chrono::steady_clock::now() < until) try {
      const net::StreamSocket probe(address);
    } catch (const Poco::Exception&) {
      return true;
    }
  return false;
}

}  // namespace

TEST_CASE("a header that is there several times is one list") {
  TellsHops handler;
  const auto server = serve(handler, {});
  const std::string response =
      response_to(*server,
                  "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.1\r\nX-Some: b\r\n"
                  "x-forwarded-for: 203.0.113.7, 10.0.0.6\r\n\r\n");
  CHECK(response.ends_with("\r\n\r\n192.0.2.1,203.0.113.7, 10.0.0.6;"));
}

TEST_CASE("a head that trickles is ended by its own short limit, while others are served") {
  TakesAll handler;
  ServerLimits limits;
  limits.connections = 1;
  limits.head_ms = 300;
  limits.patience_ms = 600'000;
  const auto server = serve(handler, limits);
  net::StreamSocket slow(at(*server));
  const std::string start = "POST / HTTP/1.1\r\nX-Slow: ";
  slow.sendBytes(start.data(), static_cast<int>(start.size()));
  bool ended = false;
  std::thread trickle([&] { ended = trickle_until_ended(slow); });
  CHECK(post(*server) == 200);
  trickle.join();
  CHECK(ended);
}

TEST_CASE("a body that trickles is ended by the limit of the whole request") {
  TakesAll handler;
  ServerLimits limits;
  limits.patience_ms = 300;
  const auto server = serve(handler, limits);
  net::StreamSocket slow(at(*server));
  const std::string start = "POST / HTTP/1.1\r\nContent-Length: 100000\r\n\r\n";
  slow.sendBytes(start.data(), static_cast<int>(start.size()));
  CHECK(trickle_until_ended(slow));
}

TEST_CASE("many slow connections hold up none of the others") {
  TakesAll handler;
  ServerLimits limits;
  limits.connections = 2;
  limits.head_ms = limits.patience_ms = 60'000;
  const auto server = serve(handler, limits);
  std::vector<net::StreamSocket> idle;
  for (int i = 0; i < 40; i++) {
    idle.emplace_back(at(*server));
    if (i % 2) idle.back().sendBytes("POST", 4);
  }
  for (int i = 0; i < 5; i++) CHECK(post(*server) == 200);
  CHECK_FALSE(idle[1].poll(Poco::Timespan(0, 0), net::Socket::SELECT_READ));  // still there
}

TEST_CASE("over the limit of one address the connection that has waited longest makes room") {
  TakesAll handler;
  ServerLimits limits;
  limits.waiting_of_one = 3;
  limits.head_ms = limits.patience_ms = 60'000;
  const auto server = serve(handler, limits);
  std::vector<net::StreamSocket> idle;
  for (int i = 0; i < 4; i++) idle.emplace_back(at(*server));
  char byte;
  CHECK(idle[0].receiveBytes(&byte, 1) == 0);  // ended
  CHECK(post(*server) == 200);
}

TEST_CASE("a request beyond those that can be answered soon is told to come again") {
  Held handler;
  ServerLimits limits;
  limits.connections = 1;
  limits.queued = 0;
  const auto server = serve(handler, limits);
  int first = 0;
  std::thread one([&] { first = post(*server); });
  handler.entered.acquire();
  CHECK(post(*server) == 503);
  handler.leave.release();
  one.join();
  CHECK(first == 202);
}

TEST_CASE("a response may take longer to make than a request may take to come") {
  class Slow final : public Handler {
   public:
    std::optional<Response> admit(const Request&) override { return {}; }
    Response respond(const Request&, std::string) override {
      std::binary_semaphore never{0};
      (void)never.try_acquire_for(std::chrono::milliseconds(300));
      return {};
    }
  } handler;
  ServerLimits limits;
  limits.patience_ms = 100;
  const auto server = serve(handler, limits);
  CHECK(post(*server) == 200);
}

TEST_CASE("what is no request, or too large a one, is answered") {
  TakesAll handler;
  ServerLimits limits;
  limits.body_bytes = 10;
  const auto server = serve(handler, limits);
  CHECK(response_to(*server, "nonsense\r\n\r\n").find("HTTP/1.1 400") == 0);
  CHECK(
      response_to(*server, "POST / HTTP/1.1\r\nContent-Length: 11\r\n\r\n").find("HTTP/1.1 413") ==
      0);
  CHECK(response_to(*server,
                    "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                    "b\r\n01234567890\r\n0\r\n\r\n")
            .find("HTTP/1.1 413") == 0);
  CHECK(response_to(*server, "GET / HTTP/1.1\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n")
            .find("HTTP/1.1 431") == 0);
}

TEST_CASE("who asks whether to send the body is told to") {
  TakesAll handler;
  const auto server = serve(handler, {});
  net::StreamSocket socket(at(*server));
  const std::string head = "POST / HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";
  socket.sendBytes(head.data(), static_cast<int>(head.size()));
  char text[64] = {};
  CHECK(socket.receiveBytes(text, sizeof text - 1) > 0);
  CHECK(std::string(text).find("HTTP/1.1 100") == 0);
  socket.sendBytes("{}", 2);
  CHECK(rest_of(socket).find("HTTP/1.1 200") != std::string::npos);
}

TEST_CASE("a server that is closed still sends the response to a request that is being handled") {
  Held handler;
  ServerLimits limits;
  limits.closing_ms = 600'000;
  auto server = serve(handler, limits);
  const net::SocketAddress address = at(*server);
  int status = 0;
  std::thread sender([&, &open = *server] {
    try {
      status = post(open);
    } catch (const Poco::Exception&) {  // ended without a response
    }
  });
  handler.entered.acquire();
  std::thread closer([&] { server.reset(); });
  CHECK(is_refused_soon(address));
  handler.leave.release();
  closer.join();
  sender.join();
  CHECK(status == 202);
}

TEST_CASE("a server that is closed ends the connections that are under way") {
  TakesAll handler;
  ServerLimits limits;
  limits.patience_ms = 600'000;
  auto server = serve(handler, limits);
  net::StreamSocket slow(at(*server));
  slow.sendBytes("POST", 4);
  CHECK(post(*server) == 200);
  server.reset();  // within the test's time limit, far below the server's
  CHECK(trickle_until_ended(slow));
}
