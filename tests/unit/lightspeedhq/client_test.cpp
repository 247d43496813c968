#include "client.hpp"

#include <doctest/doctest.h>

#include "unit/http/scripted_server.hpp"
#include "unit/lightspeedhq/shop_rig.hpp"

using namespace lightspeedhq::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

std::string empty_page() { return response(200, R"({"data":[]})"); }

}  // namespace

TEST_CASE("the version of the API is part of the path and can be chosen") {
  ScriptedServer server([](const std::string&, size_t) { return Reply{empty_page()}; });
  ShopRig newer(server.origin(), "T", R"(,"api_version":"2026-10")");
  newer.walk("brands");
  ShopRig usual(server.origin());
  usual.walk("brands");
  CHECK(has(server.seen()[0].text, "GET /api/2026-10/brands?"));
  CHECK(has(server.seen()[1].text, "GET /api/2026-07/brands?"));
}

TEST_CASE("the request log shows no token") {
  ScriptedServer server([](const std::string&, size_t) { return Reply{empty_page()}; });
  ShopRig rig(server.origin(), "very-secret-token", R"(,"log_requests":"full")");
  rig.walk("brands");
  CHECK(has(server.seen()[0].text, "Bearer very-secret-token"));
  CHECK(has(rig.log_text, "/api/2026-07/brands"));
  CHECK_FALSE(has(rig.log_text, "very-secret-token"));
}

TEST_CASE("the rate budget of the responses' headers is kept to") {
  ScriptedServer server([](const std::string&, size_t) {
    return Reply{
        response(200, R"({"data":[]})", "X-RateLimit-Limit: 350\r\nX-RateLimit-Remaining: 12\r\n")};
  });
  ShopRig rig(server.origin());
  rig.walk("brands");
  CHECK(rig.service.usage().budget_left == 12);
}

TEST_CASE("the rate window is the shop's five minutes, or what the client says") {
  for (const int64_t window : {300, 60}) {
    CAPTURE(window);
    ScriptedServer server([](const std::string&, size_t number) {
      const std::string rows = number == 1 ? R"([{"id":"1","version":7}])" : "[]";
      return Reply{response(200, "{\"data\":" + rows + "}",
                            "X-RateLimit-Limit: 350\r\nX-RateLimit-Remaining: 0\r\n")};
    });
    ShopRig rig(server.origin(), "T",
                window == 300 ? "" : ",\"rate\":{\"window_s\":" + std::to_string(window) + "}");
    CHECK(rig.walk("brands").status.code() == SLUICE_END);
    CHECK(rig.service.budget_of("clients.shop")->settings.window_s == window);
    const int64_t waited = rig.clock.steady_ms();
    CHECK(waited > window * 500);
    CHECK(waited <= window * 1000);
  }
}

TEST_CASE("a server that is not there is a failure of the network, not of the token") {
  ShopRig rig("http://127.0.0.1:" + std::to_string(sluice::http::test::unused_port()), "T",
              R"(,"retry":{"attempts":1})");
  auto status = rig.walk("brands").status;
  CHECK(status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(has(status.message(), "brands: "));
}
