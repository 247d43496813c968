// How a transport's connections come about, seen from a session.
#include <doctest/doctest.h>

#include "platform/tcp_connect.hpp"
#include "support/own_name.hpp"
#include "support/tcp_listener.hpp"
#include "unit/http/fixtures.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice;
using namespace sluice::http;
using namespace sluice::http::test;
using sluice::test::TcpListener;

namespace {

Fetched fetch(const std::string& origin, const std::string& more = kOnce) {
  Bench bench;
  return bench.fetch(bench.open(origin, more));
}

// Answers one request on a connection of its own.
void response_one(const TcpListener& listener) {
  const int fd = listener.accept();
  std::string seen;
  char piece[4096];
  while (seen.find("\r\n\r\n") == std::string::npos) {
    const ssize_t n = recv(fd, piece, sizeof piece, 0);
    if (n <= 0) break;
    seen.append(piece, static_cast<size_t>(n));
  }
  const std::string bytes = response(200, seen.substr(seen.find("Host: "), 11));
  send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  ::close(fd);
}

}  // namespace

TEST_CASE("a session reaches an IPv6 address") {
  if (!TcpListener::has_ipv6()) {
    MESSAGE("skipped: no IPv6 on loopback here");
    return;
  }
  const TcpListener listener(AF_INET6);
  std::thread server([&] { response_one(listener); });
  const auto got = fetch(http_at("[::1]", listener.port()));
  server.join();
  INFO(got.status.message());
  CHECK(got.body == "Host: [::1]");
}

TEST_CASE("localhost is reached where only its IPv4 address listens") {
  ScriptedServer server(always(response(200, "fine")));
  const auto got = fetch(http_at("localhost", server.port()));
  INFO(got.status.message());
  CHECK(got.body == "fine");
  CHECK(contains(server.seen()[0].text, "Host: localhost:"));
}

TEST_CASE("a name is resolved") {
  const std::string name = sluice::test::own_name();
  if (name.empty()) {
    MESSAGE("skipped: this machine's name does not lead to 127.0.0.1");
    return;
  }
  ScriptedServer server(always(response(200, "fine")));
  const auto got = fetch(http_at(name, server.port()));
  INFO(got.status.message());
  CHECK(got.body == "fine");
}

TEST_CASE("a connection that does not come about meets the connect time-out") {
  const TcpListener full(AF_INET, 0);
  std::vector<platform::TcpStream> crowd;
  for (int i = 0; i < 8; i++) {
    auto stream = platform::tcp_connect("127.0.0.1", full.port());
    REQUIRE(stream.ok());
    crowd.push_back(std::move(*stream));
  }
  const auto got = fetch(http_at("127.0.0.1", full.port()),
                         R"(,"connect_timeout_ms":30,"retry":{"attempts":1})");
  CHECK(got.status.code() == SLUICE_E_TIMEOUT);
  CHECK(contains(got.status.message(), "no connection within 30 ms (connect_timeout_ms)"));
}

TEST_CASE("giving up a request whose connection is on its way lets go of it") {
  ScriptedServer server(always(response(200, "fine")));
  Bench bench;
  Session& session = bench.open(server.origin());
  bench.start(session).reset();
  server.wait_for_hang_up();
  CHECK(bench.fetch(session).body == "fine");
  CHECK(server.seen().size() == 1);
}
