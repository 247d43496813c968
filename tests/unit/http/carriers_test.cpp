// Both carriers in one transport.
#include <doctest/doctest.h>

#include <vector>

#include "http/plain/plain_transfer.hpp"
#include "unit/http/scripted_server.hpp"
#include "unit/http/transport_rig.hpp"

using namespace sluice;
using namespace sluice::http;
using namespace sluice::http::test;

namespace {

ScriptedServer::Script echo() {
  return [](const std::string& request, size_t) {
    return Reply{response(200, request.substr(request.find("\r\n\r\n") + 4))};
  };
}

}  // namespace

TEST_CASE("a socket that curl has connected is the transport's own") {
  ScriptedServer server(echo());
  TransportRig rig(PlainHttp::kByUs);
  const std::string url = "http://named.localhost:" + std::to_string(server.port()) + "/";
  for (const char* body : {"one", "two", "three"})
    CHECK(body_of(rig.fetch(make("POST", url, body))) == body);
  CHECK(server.seen()[2].connection == 1);
}

TEST_CASE("both carriers of one transport are waited for together") {
  ScriptedServer plain([](const std::string&, size_t) {
    return Reply{response(200, "plain"), false, 2};
  });
  ScriptedServer proxy([](const std::string& request, size_t) {
    return Reply{response(200, request.substr(0, request.find(" HTTP/")))};
  });
  TransportRig rig(PlainHttp::kByUs);
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
  TransportRig rig(PlainHttp::kByUs);
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
