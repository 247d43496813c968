// What only our own HTTP/1.1 does: libcurl writes another head, shares connections among sessions,
// does not look at what comes over an idle one, and words a refused connection otherwise.
#include <doctest/doctest.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>

#include <thread>
#include <vector>

#include "platform/steady_time.hpp"
#include "unit/http/connection_scripts.hpp"
#include "unit/http/raw_server.hpp"
#include "unit/http/scripted_server.hpp"
#include "unit/http/transport_rig.hpp"

using namespace sluice;
using namespace sluice::http;
using namespace sluice::http::test;

namespace {

// Until all that was sent has been acknowledged by the other side's system.
void wait_until_arrived(const Peer& peer) {
  for (int left = 1; left > 0; std::this_thread::yield())
    if (ioctl(peer.handle(), SIOCOUTQ, &left) != 0) return;
}

}  // namespace

TEST_CASE("over our own HTTP/1.1 the head says what the request says and no more") {
  ScriptedServer server(always(response(200, "")));
  TransportRig rig(PlainHttp::kByUs);
  Request request = make("GET", server.origin() + "/a/b?c=d");
  request.headers.add("X-Empty", "");
  request.headers.add("X-Text", "te xt");
  REQUIRE(rig.fetch(std::move(request)).status.ok());
  CHECK(server.seen()[0].text == "GET /a/b?c=d HTTP/1.1\r\nHost: " + server.origin().substr(7) +
                                     "\r\nAccept-Encoding: gzip\r\nAccept: */*\r\n"
                                     "X-Empty: \r\nX-Text: te xt\r\n\r\n");
}

TEST_CASE("over our own HTTP/1.1 sessions share no connections; one without a number keeps none") {
  ScriptedServer server(closing(0, false));
  TransportRig rig(PlainHttp::kByUs);
  const SessionSettings other = session(2), none = session(0);
  const SessionSettings* order[] = {&rig.settings, &other, &rig.settings, &none, &none, &other};
  for (const SessionSettings* one : order)
    REQUIRE(rig.fetch(make("GET", server.origin() + "/"), *one).status.ok());
  std::vector<size_t> used;
  for (const Seen& seen : server.seen()) used.push_back(seen.connection);
  CHECK(used == std::vector<size_t>{1, 2, 1, 3, 4, 2});
}

TEST_CASE("over our own HTTP/1.1 the oldest of more than 64 idle connections goes") {
  ScriptedServer server(closing(0, false));
  TransportRig rig(PlainHttp::kByUs);
  std::vector<SessionSettings> all;
  for (uint64_t i = 1; i <= 65; i++) all.push_back(session(i));
  const auto fetch = [&](const SessionSettings& with) {
    const int64_t now = platform::steady_ms();
    REQUIRE(rig.fetch(make("GET", server.origin() + "/"), with).status.ok());
    while (platform::steady_ms() == now) std::this_thread::yield();
  };
  for (const SessionSettings& one : all) fetch(one);
  fetch(all[64]);
  fetch(all[1]);
  fetch(all[0]);
  const auto seen = server.seen();
  CHECK(seen[65].connection == 65);
  CHECK(seen[66].connection == 2);
  CHECK(seen[67].connection == 66);
}

TEST_CASE("over our own HTTP/1.1 a response that comes unasked is never the next request's") {
  for (const char* method : {"GET", "POST"}) {
    Flag sent;
    RawServer server([&](Peer& peer, size_t number) {
      for (int i = 0; number == 1 && i < 3; i++) {
        peer.read_to("\r\n\r\n");
        peer.send(response(200, "asked"));
      }
      if (number == 1) {
        peer.send(response(200, "unasked"));
        wait_until_arrived(peer);
        sent.set();
        return peer.wait_for_hang_up();
      }
      peer.read_to("\r\n\r\n");
      peer.send(response(200, "asked anew"));
      peer.wait_for_hang_up();
    });
    TransportRig rig(PlainHttp::kByUs);
    for (int i = 0; i < 3; i++)
      CHECK(body_of(rig.fetch(make(method, server.origin() + "/"))) == "asked");
    sent.wait();
    CHECK(body_of(rig.fetch(make(method, server.origin() + "/"))) == "asked anew");
  }
}

TEST_CASE("over our own HTTP/1.1 two responses over a kept connection are a response to nothing") {
  ScriptedServer server([](const std::string&, size_t n) {
    return Reply{n == 2 ? response(200, "a") + response(200, "b") : response(200, "fine")};
  });
  TransportRig rig(PlainHttp::kByUs);
  REQUIRE(rig.fetch(make("GET", server.origin() + "/")).status.ok());
  const Outcome out = rig.fetch(make("POST", server.origin() + "/", "body"));
  CHECK(out.delivery == Delivery::kLost);
  CHECK(out.response.status == 0);
  CHECK(contains(out.status.message(), "two responses came for one request"));
}

TEST_CASE("over our own HTTP/1.1 no POST uses a kept connection once one ended under a request") {
  ScriptedServer server(closing(2, false));
  TransportRig rig(PlainHttp::kByUs);
  REQUIRE(rig.fetch(make("POST", server.origin() + "/", "body")).status.ok());
  CHECK(rig.fetch(make("POST", server.origin() + "/", "body")).delivery == Delivery::kLost);
  for (const size_t connection : {2, 3, 4}) {
    REQUIRE(rig.fetch(make("POST", server.origin() + "/", "body")).status.ok());
    CHECK(server.seen().back().connection == connection);
  }
  // What may be repeated still does.
  for (int i = 0; i < 2; i++) REQUIRE(rig.fetch(make("GET", server.origin() + "/")).status.ok());
  CHECK(server.seen().back().connection < 5);
}

TEST_CASE(
    "over our own HTTP/1.1 a server that ends connections behind its response is known at once") {
  ScriptedServer server(closing(2, true));
  TransportRig rig(PlainHttp::kByUs);
  for (int i = 0; i < 2; i++)
    REQUIRE(rig.fetch(make("POST", server.origin() + "/", "body")).status.ok());
  server.wait_for_hang_up();
  for (int i = 0; i < 3; i++)
    REQUIRE(rig.fetch(make("POST", server.origin() + "/", "body")).status.ok());
  CHECK(connections(server) == 4);
}

TEST_CASE("over our own HTTP/1.1 a refused connection names address, port and why") {
  TransportRig rig(PlainHttp::kByUs);
  const int port = unused_port();
  const Outcome out = rig.fetch(make("GET", http_at("127.0.0.1", port)));
  CHECK(out.status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(contains(out.status.message(),
                 "could not connect: 127.0.0.1 port " + std::to_string(port) +
                     ": Connection refused; check base_uri and that the remote system runs"));
}

TEST_CASE("over our own HTTP/1.1 both addresses of localhost are named where it refuses") {
  TransportRig rig(PlainHttp::kByUs);
  const Outcome out = rig.fetch(make("GET", http_at("localhost", unused_port())));
  CHECK(contains(out.status.message(), "could not connect: ::1 port "));
  CHECK(contains(out.status.message(), ", 127.0.0.1 port "));
}

TEST_CASE("over our own HTTP/1.1 an address that cannot be connected to at all is named") {
  TransportRig rig(PlainHttp::kByUs);
  const Outcome out = rig.fetch(make("GET", "http://255.255.255.255"));
  CHECK(out.status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(contains(out.status.message(), "could not connect: 255.255.255.255 port 80: "));
}
