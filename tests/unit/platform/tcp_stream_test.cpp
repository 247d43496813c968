#include "platform/tcp_stream.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <thread>

using namespace sluice::platform;

namespace {

// Two ends of a connection over loopback, of which one is a stream.
struct LoopbackPair {
  LoopbackPair() {
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in at{};
    at.sin_family = AF_INET;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at;
    auto* const address = reinterpret_cast<sockaddr*>(&at);
    REQUIRE(bind(listener, address, size) == 0);
    REQUIRE(listen(listener, 1) == 0);
    REQUIRE(getsockname(listener, address, &size) == 0);
    const int mine = socket(AF_INET, SOCK_STREAM, 0);
    REQUIRE(connect(mine, address, size) == 0);
    peer = accept(listener, nullptr, nullptr);
    close(listener);
    fcntl(mine, F_SETFL, O_NONBLOCK);
    stream = std::make_unique<TcpStream>(mine);
  }
  ~LoopbackPair() { close(peer); }

  std::unique_ptr<TcpStream> stream;
  int peer = -1;
};

// The system delivers in its own time.
template <class F>
bool soon(F&& happens) {
  for (int i = 0; i < 10'000'000 && !happens(); i++) std::this_thread::yield();
  return happens();
}

}  // namespace

TEST_CASE("what the other side's system has is acknowledged, whether or not anybody reads it") {
  LoopbackPair pair;
  CHECK(pair.stream->unacknowledged() == size_t{0});
  CHECK(pair.stream->send("head", "body").bytes == 8);
  char buffer[8];
  CHECK(recv(pair.peer, buffer, sizeof buffer, 0) == 8);
  CHECK(send(pair.peer, "x", 1, 0) == 1);  // a response acknowledges at once
  CHECK(soon([&] { return !pair.stream->is_quiet(); }));
  CHECK(pair.stream->unacknowledged() == size_t{0});
}

TEST_CASE("what the other side has no room for is not acknowledged") {
  LoopbackPair pair;
  const std::string much(1 << 16, 'x');
  while (pair.stream->send(much, {}).end == Moved::End::none) {
  }
  CHECK(*pair.stream->unacknowledged() > 0);
}

TEST_CASE("a connection is quiet until bytes or the end come") {
  LoopbackPair pair;
  CHECK(pair.stream->is_quiet());
  SUBCASE("bytes") { CHECK(send(pair.peer, "x", 1, 0) == 1); }
  SUBCASE("end") { CHECK(shutdown(pair.peer, SHUT_WR) == 0); }
  CHECK(soon([&] { return !pair.stream->is_quiet(); }));
}
