// One request over a plain connection: what it sends, and what ends it.
#include "http/plain/plain_transfer.hpp"

#include <doctest/doctest.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <vector>

#include "platform/tcp_connect.hpp"
#include "unit/http/raw_server.hpp"
#include "unit/http/scripted_server.hpp"
#include "unit/http/transport_rig.hpp"

using namespace sluice;
using namespace sluice::http;
using namespace sluice::http::test;

namespace {

constexpr size_t kFarBeyondSocketBuffers = size_t{32} << 20;

class Signal {
 public:
  void set() {
    const std::lock_guard lock(mutex_);
    set_ = true;
    changed_.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return set_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool set_ = false;
};

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

// Connected to by the transport itself, and by curl, which resolves such names without asking
// anyone.
const char* const kHosts[] = {"127.0.0.1", "named.localhost"};

// So that the transport has opened what it opens for itself.
void use_once(TransportRig& rig) {
  for (const char* host : kHosts)
    rig.fetch(
        make("GET", "http://" + std::string(host) + ":" + std::to_string(unused_port()) + "/"));
}

}  // namespace

TEST_CASE("the head says what the request says and no more") {
  ScriptedServer server(always(response(200, "")));
  TransportRig rig;
  Request request = make("GET", server.origin() + "/a/b?c=d");
  request.headers.add("X-Empty", "");
  request.headers.add("X-Text", "te xt");
  REQUIRE(rig.fetch(std::move(request)).status.ok());
  CHECK(server.seen()[0].text == "GET /a/b?c=d HTTP/1.1\r\nHost: " + server.origin().substr(7) +
                                     "\r\nAccept-Encoding: gzip\r\nAccept: */*\r\n"
                                     "X-Empty: \r\nX-Text: te xt\r\n\r\n");
}

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
  Signal answered;  // until then the server takes none of the body
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
  Signal answered;
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
    CHECK(contains(out.status.message(), "the connection was lost: Connection reset by peer"));
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

TEST_CASE("a socket that curl has connected is the transport's own") {
  ScriptedServer server(echo());
  TransportRig rig;
  const std::string url = "http://named.localhost:" + std::to_string(server.port()) + "/";
  for (const char* body : {"one", "two", "three"})
    CHECK(body_of(rig.fetch(make("POST", url, body))) == body);
  CHECK(server.seen()[2].connection == 1);
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
    Signal begun, hung_up;
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

TEST_CASE("both carriers of one transport are waited for together") {
  ScriptedServer plain([](const std::string&, size_t) {
    return Reply{response(200, "plain"), false, 2};
  });
  ScriptedServer proxy([](const std::string& request, size_t) {
    return Reply{response(200, request.substr(0, request.find(" HTTP/")))};
  });
  TransportRig rig;
  SessionSettings proxied = session(2);
  proxied.proxied = true;
  proxied.proxy = proxy.origin();
  rig.begin(make("GET", plain.origin() + "/1"));
  rig.begin(make("GET", "http://far.invalid/2"), proxied);
  std::vector<Transfer*> all = {rig.transfers[0].get(), rig.transfers[1].get()};
  size_t ready = 9;
  REQUIRE(rig.transport.wait_any(all, nullptr, ready).ok());
  CHECK(ready == 1);  // the plain one's response waits for a second request
  CHECK(body_of(rig.transport.wait(*all[1], nullptr)) == "GET http://far.invalid/2");
  rig.begin(make("GET", plain.origin() + "/3"));
  for (const size_t i : {0, 2})
    CHECK(body_of(rig.transport.wait(*rig.transfers[i], nullptr)) == "plain");
}

TEST_CASE("carriers that open and close sockets side by side leave each other's alone") {
  // Every third connection ends behind its response, so that its number is free for the other one.
  const ScriptedServer::Script ending = [](const std::string&, size_t n) {
    return Reply{response(200, std::to_string(n)), n % 3 == 0};
  };
  ScriptedServer plain(ending), proxy(ending);
  const std::string named = "http://named.localhost:";
  TransportRig rig;
  SessionSettings proxied = session(2);
  proxied.proxied = true;
  proxied.proxy = proxy.origin();
  for (int round = 0; round < 30; round++) {
    for (int i = 0; i < 4; i++) {
      rig.begin(make("GET", named + std::to_string(plain.port()) + "/"));
      rig.begin(make("GET", plain.origin() + "/"));
      rig.begin(make("GET", "http://far.invalid/"), proxied);
    }
    while (!rig.transfers.empty()) {
      std::vector<Transfer*> all;
      for (const auto& transfer : rig.transfers) all.push_back(transfer.get());
      size_t ready = all.size();
      REQUIRE(rig.transport.wait_any(all, nullptr, ready).ok());
      const Outcome out = rig.transport.wait(*all[ready], nullptr);
      INFO(out.status.message());
      CHECK(out.status.ok());
      rig.transfers.erase(rig.transfers.begin() + static_cast<ptrdiff_t>(ready));
    }
  }
}

TEST_CASE("a proxy is left to curl, and so is TLS") {
  SessionSettings settings = session(1);
  CHECK(PlainTransfer::carries(make("GET", "http://h/"), settings));
  CHECK_FALSE(PlainTransfer::carries(make("GET", "https://h/"), settings));
  settings.proxied = true;
  CHECK_FALSE(PlainTransfer::carries(make("GET", "http://h/"), settings));
}
