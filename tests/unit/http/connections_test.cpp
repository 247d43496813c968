// Which connection a request goes over, whoever carries it, and what becomes of it behind the
// response.
#include <doctest/doctest.h>

#include <future>

#include "platform/steady_time.hpp"
#include "unit/http/connection_scripts.hpp"
#include "unit/http/raw_server.hpp"
#include "unit/http/scripted_server.hpp"
#include "unit/http/transport_rig.hpp"

using namespace sluice;
using namespace sluice::http;
using namespace sluice::http::test;

TEST_CASE("a connection that the server closed while idle is replaced without loss") {
  for (const char* method : {"GET", "POST"}) {
    ScriptedServer server(closing(1, true));
    TransportRig rig;
    REQUIRE(rig.fetch(make(method, server.origin() + "/")).status.ok());
    server.wait_for_hang_up();  // of the server itself
    const Outcome out = rig.fetch(make(method, server.origin() + "/", "body"));
    CHECK(body_of(out) == "2");
    CHECK(server.seen().size() == 2);
    CHECK(server.seen()[1].connection == 2);
  }
}

TEST_CASE("one that was used often is looked at as well, also at once") {
  ScriptedServer server(closing(3, true));
  TransportRig rig;
  for (int i = 0; i < 3; i++)
    REQUIRE(rig.fetch(make("POST", server.origin() + "/", "body")).status.ok());
  REQUIRE(connections(server) == 1);
  server.wait_for_hang_up();
  CHECK(body_of(rig.fetch(make("POST", server.origin() + "/", "body"))) == "4");
  CHECK(server.seen().size() == 4);
}

TEST_CASE("the end of an idle connection is noticed while another response is waited for") {
  ScriptedServer closes(closing(3, true));
  ScriptedServer other(closing(0, false));
  TransportRig rig;
  for (int i = 0; i < 3; i++) REQUIRE(rig.fetch(make("GET", closes.origin() + "/")).status.ok());
  closes.wait_for_hang_up();
  REQUIRE(rig.fetch(make("GET", other.origin() + "/")).status.ok());
  CHECK(body_of(rig.fetch(make("POST", closes.origin() + "/", "body"))) == "4");
  CHECK(connections(closes) == 2);
}

TEST_CASE("a POST that was sent over a kept connection which then ends is lost, not repeated") {
  ScriptedServer server(closing(2, false));
  TransportRig rig;
  REQUIRE(rig.fetch(make("GET", server.origin() + "/")).status.ok());
  const Outcome out = rig.fetch(make("POST", server.origin() + "/", "body"));
  CHECK(out.delivery == Delivery::kLost);
  CHECK(out.status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(contains(out.status.message(), "closed the connection without a response"));
  CHECK(server.seen().size() == 2);
}

TEST_CASE("a GET over a kept connection which then ends is repeated over a new one") {
  ScriptedServer server(closing(2, false));
  TransportRig rig;
  for (const char* body : {"1", "3"})
    CHECK(body_of(rig.fetch(make("GET", server.origin() + "/"))) == body);
  CHECK(connections(server) == 2);
}

TEST_CASE("a POST that may be carried out twice is repeated as well, with all of its body") {
  ScriptedServer server(closing(2, false));
  TransportRig rig;
  REQUIRE(rig.fetch(make("GET", server.origin() + "/")).status.ok());
  Request safe = make("POST", server.origin() + "/", "the whole body");
  safe.repeatable = true;
  CHECK(body_of(rig.fetch(std::move(safe))) == "3");
  CHECK(server.seen()[1].text == server.seen()[2].text);
}

TEST_CASE("a request over a new connection that ends is not repeated by the transport") {
  ScriptedServer server(closing(1, false));
  TransportRig rig;
  CHECK(rig.fetch(make("GET", server.origin() + "/")).delivery == Delivery::kLost);
  CHECK(server.seen().size() == 1);
}

TEST_CASE("a GET whose kept connection ended in the middle of the response is not repeated") {
  ScriptedServer server([](const std::string&, size_t n) {
    return n == 1 ? Reply{response(200, "")} : Reply{"HTTP/1.1 100 Continue\r\n\r\n", true};
  });
  TransportRig rig;
  REQUIRE(rig.fetch(make("GET", server.origin() + "/")).status.ok());
  CHECK(rig.fetch(make("GET", server.origin() + "/")).delivery == Delivery::kLost);
  CHECK(server.seen().size() == 2);
}

TEST_CASE("many connections that end in one moment are all replaced") {
  constexpr size_t kAll = 15;
  ScriptedServer server([](const std::string&, size_t n) {
    if (n <= kAll) return Reply{response(200, ""), false, kAll};
    return n <= 2 * kAll ? Reply{"", true, 2 * kAll} : Reply{response(200, "again")};
  });
  TransportRig rig;
  for (int round = 0; round < 2; round++) {
    for (size_t i = 0; i < kAll; i++) rig.begin(make("GET", server.origin() + "/"));
    for (auto& transfer : rig.transfers) {
      const Outcome out = rig.transport.wait(*transfer, nullptr);
      CHECK(out.status.ok());
      if (round) CHECK(body_of(out) == "again");
    }
    rig.transfers.clear();
  }
  CHECK(server.seen().size() == 3 * kAll);
}

TEST_CASE("a response that says close, or with bytes behind it, leaves no connection") {
  for (const std::string& first : {response(200, "a", "Connection: close\r\n"),
                                   response(200, "a") + "HTTP/1.1 200 smuggled\r\n"}) {
    ScriptedServer server(
        [&](const std::string&, size_t n) { return Reply{n == 1 ? first : response(200, "b")}; });
    TransportRig rig;
    CHECK(body_of(rig.fetch(make("GET", server.origin() + "/"))) == "a");
    CHECK(body_of(rig.fetch(make("GET", server.origin() + "/"))) == "b");
    CHECK(connections(server) == 2);
  }
}

TEST_CASE("bytes that come over an idle connection are no response to the next request") {
  std::promise<void> response_taken, bytes_sent;
  RawServer server([&](Peer& peer, size_t number) {
    peer.read_to("\r\n\r\n");
    peer.send(response(200, std::to_string(number)));
    if (number > 1) return peer.wait_for_hang_up();
    response_taken.get_future().wait();
    peer.send(response(408, "idle for too long"));
    peer.wait_for_arrival();
    bytes_sent.set_value();
    peer.wait_for_hang_up();
  });
  TransportRig rig;
  CHECK(body_of(rig.fetch(make("GET", server.origin() + "/"))) == "1");
  response_taken.set_value();
  bytes_sent.get_future().wait();
  CHECK(body_of(rig.fetch(make("POST", server.origin() + "/", "the body"))) == "2");
}

TEST_CASE("a finished transfer has nothing to do with its connection's next request") {
  ScriptedServer server(closing(0, false));
  TransportRig rig;
  Transfer& first = rig.begin(make("GET", server.origin() + "/"));
  REQUIRE(rig.transport.wait(first, nullptr).status.ok());
  Transfer& second = rig.begin(make("GET", server.origin() + "/"));
  rig.transfers.erase(rig.transfers.begin());
  CHECK(body_of(rig.transport.wait(second, nullptr)) == "2");
  CHECK(connections(server) == 1);
}

TEST_CASE("the time for connecting does not begin before a dead connection is replaced") {
  ScriptedServer server([](const std::string&, size_t n) {
    if (n != 2) return Reply{response(200, "")};
    const int64_t begun = platform::steady_ms();  // longer than the limit for connecting
    while (platform::steady_ms() < begun + 400) std::this_thread::yield();
    return Reply{"", true};
  });
  TransportRig rig;
  rig.settings.timeouts.connect = 300;
  REQUIRE(rig.fetch(make("GET", server.origin() + "/")).status.ok());
  const Outcome out = rig.fetch(make("GET", server.origin() + "/"));
  INFO(out.status.message());
  CHECK(out.status.ok());
}

TEST_CASE("a response that is there before a new connection's request is none") {
  RawServer server([](Peer& peer, size_t) {
    peer.send(response(200, "unasked"));
    peer.wait_for_hang_up();
  });
  TransportRig rig;
  // The server may be late; then its response comes behind the request.
  const Outcome out = rig.fetch(make("POST", server.origin() + "/", "body"));
  if (!out.status.ok()) CHECK(out.delivery == Delivery::kNeverSent);
}
