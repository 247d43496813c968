#include "platform/tcp_connect.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <netinet/tcp.h>

#include "platform/poll_set.hpp"
#include "support/tcp_listener.hpp"

using namespace sluice::platform;
using sluice::test::TcpListener;

namespace {

// What became of a connection that was begun.
sluice::Status outcome(const TcpStream& stream) {
  PollSet set;
  set.watch(stream.handle(), false, true);
  REQUIRE(set.wait(-1, 60'000).size() == 1);
  return tcp_connected(stream);
}

int option(const TcpStream& stream, int level, int name) {
  int value = -1;
  socklen_t size = sizeof value;
  REQUIRE(getsockopt(static_cast<int>(stream.handle()), level, name, &value, &size) == 0);
  return value;
}

void carries_bytes(int family, const char* address) {
  const TcpListener listener(family);
  auto stream = tcp_connect(address, listener.port());
  REQUIRE(stream.ok());
  REQUIRE(outcome(*stream).ok());
  CHECK(stream->send("he", "llo").bytes == 5);
  const int accepted = listener.accept();
  char got[8] = {};
  CHECK(recv(accepted, got, sizeof got, 0) == 5);
  CHECK(std::string(got) == "hello");
  ::close(accepted);
}

}  // namespace

TEST_CASE("addresses are numbers, and have one form") {
  CHECK(numeric_address("127.0.0.1") == "127.0.0.1");
  CHECK(numeric_address("::1") == "::1");
  CHECK(numeric_address("0:0:0:0:0:0:0:1") == "::1");
  CHECK(numeric_address("2001:DB8::00ff") == "2001:db8::ff");
}

TEST_CASE("what is a name, a short form or an octal number is no numeric address") {
  for (const char* text : {"", "localhost", "127.1", "0x7f.0.0.1", "010.0.0.1", "127.0.0.1 ",
                           "127.0.0.256", "fe80::1%lo", "[::1]", "1.2.3.4.5"})
    CHECK_MESSAGE(numeric_address(text).empty(), text);
  CHECK(numeric_address(std::string("127.0.0.1\0x", 11)).empty());
}

TEST_CASE("a connection to an IPv4 address carries bytes") { carries_bytes(AF_INET, "127.0.0.1"); }

TEST_CASE("a connection to an IPv6 address carries bytes") {
  if (!TcpListener::has_ipv6()) {
    MESSAGE("skipped: no IPv6 on loopback here");
    return;
  }
  carries_bytes(AF_INET6, "::1");
}

TEST_CASE("a connection never blocks, sends small pieces at once and is kept alive") {
  const TcpListener listener;
  auto stream = tcp_connect("127.0.0.1", listener.port());
  REQUIRE(stream.ok());
  const int fd = static_cast<int>(stream->handle());
  CHECK((fcntl(fd, F_GETFL) & O_NONBLOCK) != 0);
  CHECK((fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
  CHECK(option(*stream, IPPROTO_TCP, TCP_NODELAY) == 1);
  CHECK(option(*stream, SOL_SOCKET, SO_KEEPALIVE) == 1);
  CHECK(option(*stream, IPPROTO_TCP, TCP_KEEPIDLE) == 60);
}

TEST_CASE("a port nobody listens on refuses, in the system's words") {
  TcpListener listener;
  const uint16_t port = listener.port();
  listener.close();
  auto stream = tcp_connect("127.0.0.1", port);
  const sluice::Status status = stream.ok() ? outcome(*stream) : stream.status();
  CHECK(status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(status.message() == "Connection refused");
}

TEST_CASE("an address that no connection can lead to is refused at once") {
  auto stream = tcp_connect("255.255.255.255", 80);
  REQUIRE_FALSE(stream.ok());
  CHECK_FALSE(stream.status().message().empty());
}
