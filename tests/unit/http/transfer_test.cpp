// One request over a plain connection, whoever carries it: what it sends, and what ends it.
#include <doctest/doctest.h>

#include <filesystem>
#include <thread>
#include <vector>

#include "platform/tcp_connect.hpp"
#include "unit/http/connection_scripts.hpp"
#include "unit/http/raw_server.hpp"
#include "unit/http/scripted_server.hpp"
#include "unit/http/transport_rig.hpp"

using namespace sluice;
using namespace sluice::http;
using namespace sluice::http::test;

namespace {

constexpr size_t kFarBeyondSocketBuffers = size_t{32} << 20;

ScriptedServer::Script echo() {
  return [](const std::string& request, size_t) {
    return Reply{response(200, request.substr(request.find("\r\n\r\n") + 4))};
  };
}

size_t open_files() {
  size_t out = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd"))
    out++;
  return out;
}

// A port where connecting goes on and on: nobody takes what waits there already.
class Crowded {
 public:
  Crowded() {
    for (int i = 0; i < 8; i++) {
      auto stream = platform::tcp_connect("127.0.0.1", listener_.port());
      REQUIRE(stream.ok());
      waiting_.push_back(std::move(*stream));
    }
  }
  std::string at(const std::string& host) const {
    return "http://" + host + ":" + std::to_string(listener_.port());
  }

 private:
  sluice::test::TcpListener listener_{AF_INET, 0};
  std::vector<platform::TcpStream> waiting_;
};

// An address, and a name that curl resolves without asking anyone.
const char* const kHosts[] = {"127.0.0.1", "named.localhost"};

// So that the transport has opened what it opens for itself.
void use_once(TransportRig& rig) {
  for (const char* host : kHosts)
    rig.fetch(
        make("GET", "http://" + std::string(host) + ":" + std::to_string(unused_port()) + "/"));
}

}  // namespace

TEST_CASE("an Accept of the caller's replaces the usual one") {
  ScriptedServer server(always(response(200, "")));
  TransportRig rig;
  Request request = make("GET", server.origin() + "/");
  request.headers.add("accept", "text/csv");
  REQUIRE(rig.fetch(std::move(request)).status.ok());
  CHECK(contains(server.seen()[0].text, "\r\naccept: text/csv\r\n"));
  CHECK_FALSE(contains(server.seen()[0].text, "*/*"));
}

TEST_CASE("an address without a path asks for the root, with its query") {
  ScriptedServer server(always(response(200, "")));
  TransportRig rig;
  for (const char* behind : {"", "?a=b", "/?a=b"})
    REQUIRE(rig.fetch(make("GET", server.origin() + behind)).status.ok());
  const char* lines[] = {"GET / HTTP/1.1\r\n", "GET /?a=b HTTP/1.1\r\n", "GET /?a=b HTTP/1.1\r\n"};
  for (size_t i = 0; i < 3; i++) {
    CHECK(server.seen()[i].text.starts_with(lines[i]));
    CHECK(server.seen()[i].connection == 1);
  }
}

TEST_CASE("requests with a body tell its length, and POST, PUT and PATCH without one as well") {
  ScriptedServer server(always(response(200, "")));
  TransportRig rig;
  for (const char* method : {"POST", "PUT", "PATCH", "DELETE", "GET", "OPTIONS"})
    REQUIRE(rig.fetch(make(method, server.origin() + "/")).status.ok());
  REQUIRE(rig.fetch(make("DELETE", server.origin() + "/", "body")).status.ok());
  const auto seen = server.seen();
  for (size_t i = 0; i < 3; i++) CHECK(contains(seen[i].text, "\r\nContent-Length: 0\r\n"));
  for (size_t i = 3; i < 6; i++) CHECK_FALSE(contains(seen[i].text, "Content-Length"));
  CHECK(contains(seen[6].text, "\r\nContent-Length: 4\r\n\r\nbody"));
}

TEST_CASE("bodies larger than the system's buffers arrive whole, both ways") {
  ScriptedServer server(echo());
  TransportRig rig;
  std::string body(kFarBeyondSocketBuffers, 'b');
  for (size_t i = 0; i < body.size(); i += 1000) body[i] = static_cast<char>('0' + i / 1000 % 10);
  for (int i = 0; i < 2; i++) {
    const Outcome out = rig.fetch(make("POST", server.origin() + "/", body));
    INFO(out.status.message());
    const bool same = body_of(out) == body;
    CHECK(same);
  }
  CHECK(server.seen()[1].connection == 1);
}

TEST_CASE("a response that comes before the body is sent counts, and its connection is not kept") {
  Flag answered;  // until then the server takes none of the body
  RawServer server([&](Peer& peer, size_t number) {
    peer.read_to("\r\n\r\n");
    peer.send(response(number == 1 ? 413 : 200, "early"));
    answered.wait();
    peer.wait_for_hang_up();
  });
  TransportRig rig;
  const Outcome out =
      rig.fetch(make("POST", server.origin() + "/", std::string(kFarBeyondSocketBuffers, 'b')));
  answered.set();
  INFO(out.status.message());
  CHECK(out.response.status == 413);
  CHECK(body_of(out) == "early");
  CHECK(rig.fetch(make("GET", server.origin() + "/")).response.status == 200);
}

TEST_CASE("an early response counts though the server then closes without reading the body") {
  Flag answered;
  RawServer server([&](Peer& peer, size_t) {
    peer.read_to("\r\n\r\n");
    peer.send(response(413, "early"));
    answered.set();
  });
  TransportRig rig;
  Transfer& transfer =
      rig.begin(make("POST", server.origin() + "/", std::string(kFarBeyondSocketBuffers, 'b')));
  const Outcome out = rig.transport.wait(transfer, nullptr);
  answered.wait();
  // A reset may overtake the response; then the request is lost, and says so.
  if (out.status.ok())
    CHECK(out.response.status == 413);
  else
    CHECK(out.delivery == Delivery::kLost);
}

TEST_CASE("100 Continue does not end a request, nor hold its body back") {
  RawServer server([](Peer& peer, size_t) {
    const std::string head = peer.read_to("\r\n\r\n");
    peer.send("HTTP/1.1 100 Continue\r\n\r\n");
    const std::string body = peer.read(kFarBeyondSocketBuffers);
    peer.send(response(200, std::to_string(body.size())));
    peer.wait_for_hang_up();
  });
  TransportRig rig;
  const Outcome out =
      rig.fetch(make("POST", server.origin() + "/", std::string(kFarBeyondSocketBuffers, 'b')));
  CHECK(body_of(out) == std::to_string(kFarBeyondSocketBuffers));
}

TEST_CASE("a reset connection is lost, before the response and in it") {
  for (const char* begun :
       {"", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"}) {
    RawServer server([&](Peer& peer, size_t) {
      peer.read_to("\r\n\r\n");
      peer.send(begun);
      peer.reset();
    });
    TransportRig rig;
    const Outcome out = rig.fetch(make("POST", server.origin() + "/"));
    CHECK(out.delivery == Delivery::kLost);
    CHECK(out.status.code() == SLUICE_E_UNAVAILABLE);
    CHECK(contains(out.status.message(), "the connection was lost: "));
    CHECK(contains(out.status.message(), "Connection reset by peer"));
  }
}

TEST_CASE("a response whose connection is reset at any of its bytes is lost, never another one") {
  for (const std::string whole :
       {"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n"}) {
    RawServer server([&](Peer& peer, size_t number) {
      peer.read_to("\r\n\r\n");
      peer.send(whole.substr(0, number - 1));
      peer.wait_for_arrival();
      peer.reset();
    });
    TransportRig rig;
    for (size_t sent = 0; sent < whole.size(); sent++) {
      CAPTURE(sent);
      const Outcome out = rig.fetch(make("POST", server.origin() + "/"));
      CHECK(out.delivery == Delivery::kLost);
      CHECK(out.status.code() == SLUICE_E_UNAVAILABLE);
    }
  }
}

TEST_CASE("a reset while a large body is sent is lost") {
  RawServer server([](Peer& peer, size_t) {
    peer.read(1'000'000);
    peer.reset();
  });
  TransportRig rig;
  const Outcome out =
      rig.fetch(make("POST", server.origin() + "/", std::string(kFarBeyondSocketBuffers, 'b')));
  CHECK(out.delivery == Delivery::kLost);
  CHECK(out.status.code() == SLUICE_E_UNAVAILABLE);
}

TEST_CASE("what could not connect was never sent") {
  TransportRig rig;
  const Outcome out =
      rig.fetch(make("POST", "http://127.0.0.1:" + std::to_string(unused_port()) + "/"));
  CHECK(out.delivery == Delivery::kNeverSent);
  CHECK(contains(out.status.message(), "could not connect"));
}

TEST_CASE("connecting ends at its limit, and the socket is closed") {
  for (const char* host : kHosts) {
    CAPTURE(host);
    Crowded server;
    TransportRig rig;
    rig.settings.timeouts.connect = 30;
    use_once(rig);
    const size_t before = open_files();
    const Outcome out = rig.fetch(make("POST", server.at(host) + "/"));
    CHECK(out.delivery == Delivery::kNeverSent);
    CHECK(contains(out.status.message(), "connect_timeout_ms"));
    CHECK(open_files() == before);
  }
}

TEST_CASE("cancelled while connecting, it leaves no socket behind") {
  for (const char* host : kHosts) {
    CAPTURE(host);
    Crowded server;
    TransportRig rig;
    use_once(rig);
    http::test::TestCancel cancel;
    const size_t before = open_files();
    Transfer& transfer = rig.begin(make("POST", server.at(host) + "/"));
    cancel.request();
    CHECK(rig.transport.wait(transfer, cancel.abi()).status.code() == SLUICE_E_CANCELLED);
    CHECK(open_files() > before);
    rig.transfers.clear();
    CHECK(open_files() == before);
  }
}

TEST_CASE("cancelled while sending or receiving, it hangs up") {
  for (const bool sending : {true, false}) {
    Flag begun, hung_up;
    RawServer server([&](Peer& peer, size_t) {
      peer.read_to("\r\n\r\n");
      if (!sending) peer.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
      begun.set();
      peer.wait_for_hang_up();
      hung_up.set();
    });
    TransportRig rig;
    http::test::TestCancel cancel;
    std::thread canceller([&] {
      begun.wait();
      cancel.request();
    });
    // The server reads it, but there is no response.
    const std::string body(sending ? kFarBeyondSocketBuffers : 0, 'b');
    Transfer& transfer = rig.begin(make("POST", server.origin() + "/", body));
    CHECK(rig.transport.wait(transfer, cancel.abi()).status.code() == SLUICE_E_CANCELLED);
    canceller.join();
    rig.transfers.clear();
    hung_up.wait();
  }
}

TEST_CASE("a transport ends with connections under way and idle ones") {
  ScriptedServer server([](const std::string&, size_t n) {
    if (n == 1) return Reply{response(200, "")};
    return Reply{n == 2 ? "" : "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"};
  });
  Crowded crowded;
  const size_t before = open_files();
  {
    TransportRig rig;
    REQUIRE(rig.fetch(make("GET", server.origin() + "/")).status.ok());
    const SessionSettings other = session(2);
    rig.begin(make("GET", server.origin() + "/"), other);
    rig.begin(make("GET", server.origin() + "/"), other);
    rig.begin(make("GET", crowded.at("127.0.0.1") + "/"));
    http::test::TestCancel cancel;
    std::thread canceller([&] {
      server.wait_for(3);
      cancel.request();
    });
    CHECK(rig.transport.wait(*rig.transfers[0], cancel.abi()).status.code() == SLUICE_E_CANCELLED);
    canceller.join();
  }
  server.wait_for_hang_up();
  CHECK(open_files() == before);
}
