// The server's limits, over real connections.
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/StreamSocket.h>
#include <doctest/doctest.h>

#include <thread>

#include "listener/server.hpp"

using namespace sluice;
using namespace sluice::listener;

namespace {

namespace net = Poco::Net;

class TakesAll final : public Handler {
 public:
  int admit(const Request&) override { return 0; }
  Answer answer(const Request&, std::string) override { return {}; }
};

std::unique_ptr<Server> serve(Handler& handler, ServerLimits limits) {
  auto server = Server::open({}, limits, handler);
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

// A header without end, a byte whenever the other side has been silent for 10 ms. True once the
// other side ends the connection; false if it has taken 30 s of this.
bool trickle_until_ended(net::StreamSocket& socket) {
  char answer[512];
  try {
    for (int i = 0; i < 3000; i++) {
      if (socket.poll(Poco::Timespan(0, 10'000), net::Socket::SELECT_READ)) {
        if (socket.receiveBytes(answer, sizeof answer) == 0) return true;
        continue;
      }
      socket.sendBytes("x", 1);
    }
  } catch (const Poco::Exception&) {
    return true;  // reset
  }
  return false;
}

}  // namespace

TEST_CASE("a connection that trickles is ended by the time limit, and its thread serves others") {
  TakesAll handler;
  ServerLimits limits;
  limits.connections = 1;  // which the slow one has
  limits.patience_ms = 1500;
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

TEST_CASE("a slow connection holds up none of the others") {
  TakesAll handler;
  ServerLimits limits;
  limits.connections = 2;
  limits.patience_ms = 60'000;
  const auto server = serve(handler, limits);
  net::StreamSocket slow(at(*server));
  slow.sendBytes("POST", 4);
  for (int i = 0; i < 5; i++) CHECK(post(*server) == 200);
  CHECK_FALSE(slow.poll(Poco::Timespan(0, 0), net::Socket::SELECT_READ));  // still there
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
