#include "platform/poll_set.hpp"

#include <doctest/doctest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

using sluice::platform::PollSet;

namespace {

struct SocketPair {
  SocketPair() {
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds)) throw std::runtime_error("no sockets");
  }
  ~SocketPair() {
    for (int fd : fds)
      if (fd >= 0) ::close(fd);
  }
  void close_end() { ::close(std::exchange(fds[1], -1)); }
  int fds[2];
};

}  // namespace

TEST_CASE("a poll set names the sockets that are ready and for what") {
  SocketPair quiet, loud;
  PollSet set;
  set.watch(quiet.fds[0], true, false);
  set.watch(loud.fds[0], true, false);
  CHECK(set.wait(-1, 0).empty());
  REQUIRE(write(loud.fds[1], "x", 1) == 1);
  auto ready = set.wait(-1, 60'000);
  REQUIRE(ready.size() == 1);
  CHECK(ready[0].handle == loud.fds[0]);
  CHECK(ready[0].readable);
  CHECK_FALSE(ready[0].writable);
}

TEST_CASE("a socket that is not watched any more is not named") {
  SocketPair pair;
  PollSet set;
  set.watch(pair.fds[0], true, true);
  CHECK(set.wait(-1, 60'000).size() == 1);
  set.watch(pair.fds[0], false, false);
  CHECK(set.wait(-1, 0).empty());
}

TEST_CASE("the wake handle ends the wait and is not named") {
  SocketPair pair, wake;
  PollSet set;
  set.watch(pair.fds[0], true, false);
  REQUIRE(write(wake.fds[1], "x", 1) == 1);
  CHECK(set.wait(wake.fds[0], 60'000).empty());
}

TEST_CASE("a socket the other side closed is readable: what is left is its end") {
  SocketPair pair;
  PollSet set;
  set.watch(pair.fds[0], true, false);
  pair.close_end();
  auto ready = set.wait(-1, 60'000);
  REQUIRE(ready.size() == 1);
  CHECK(ready[0].readable);
}
