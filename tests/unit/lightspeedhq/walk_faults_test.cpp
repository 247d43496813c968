#include <doctest/doctest.h>

#include "unit/http/scripted_server.hpp"
#include "unit/lightspeedhq/simulated_shop.hpp"

using namespace lightspeedhq::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;
using sluice::simulator::small_shop;
using sluice::simulator::TestShop;

namespace {

// A walk whose third page meets a fault.
struct Meets : SimulatedShop {
  explicit Meets(const std::string& fault, const std::string& more = {}) {
    simulator.arm("{\"fault\":\"" + fault + "\",\"skip\":2,\"path\":\"/products\"" + more + "}");
    walk = rig.walk("products", kSmallPages);
  }
  Polled walk;
};

}  // namespace

TEST_CASE("a refused token is one clear line that names the client") {
  TestShop simulator;
  ShopRig rig(simulator.server.origin(), "wrong");
  auto walk = rig.walk("products");
  CHECK(walk.status.code() == SLUICE_E_AUTH);
  CHECK(
      has(walk.status.message(), "client `shop`: 401 Access token is not valid: check the token"));
  CHECK(walk.records.empty());
  CHECK(walk.cursor.empty());
}

TEST_CASE("a token revoked in mid-walk stops it with the cursor before") {
  Meets m("401");
  CHECK(m.walk.status.code() == SLUICE_E_AUTH);
  CHECK(m.walk.records.size() == 14);
  CHECK(has(m.walk.status.message(), "products: "));
  auto rest = m.rig.walk("products", kSmallPages, m.walk.cursor);
  CHECK(rest.records.size() == 46);
}

TEST_CASE("a missing scope is named") {
  auto settings = small_shop();
  settings.tokens = {{"T", {"brands:read"}}};
  TestShop simulator(settings);
  ShopRig rig(simulator.server.origin());
  auto status = rig.walk("customers").status;
  CHECK(status.code() == SLUICE_E_AUTH);
  CHECK(has(status.message(), "needs scope customers:read"));
}

TEST_CASE("a cursor that does not advance ends in an error, not a loop") {
  Meets m("cursor_stuck", R"(,"count":0)");
  CHECK(m.walk.status.code() == SLUICE_E_DATA);
  CHECK(has(m.walk.status.message(), "cursor does not advance"));
  CHECK(has(m.walk.status.message(), "products: "));
}

TEST_CASE("pages that are no pages stop the walk before the cursor moves") {
  for (const char* fault : {"html_200", "truncated"}) {
    CAPTURE(fault);
    Meets m(fault);
    CHECK(m.walk.status.code() == SLUICE_E_DATA);
    CHECK(m.walk.records.size() == 14);
    CHECK(has(m.walk.status.message(), "products: "));
  }
  CHECK(has(Meets("html_200").walk.status.message(), "an HTML page"));
}

TEST_CASE("a record that is not UTF-8 parks, its page goes on and so does the walk") {
  Meets m("invalid_utf8");
  CHECK(m.walk.status.code() == SLUICE_END);
  CHECK(m.walk.failed.size() == 1);
  CHECK(m.walk.records.size() == 59);
}

TEST_CASE("a record over the limit parks, its page goes on") {
  Meets m("huge_record", R"(,"size":20971520)");
  CHECK(m.walk.status.code() == SLUICE_END);
  CHECK(m.walk.failed.size() == 1);
  CHECK(m.walk.records.size() + m.walk.failed.size() >= 60);
}

TEST_CASE("what passes by itself is waited out and repeated") {
  for (const char* fault : {"429_date", "429_past", "429_seconds", "429_none", "500", "502_html",
                            "503", "504", "reset_before", "die_mid_page"}) {
    CAPTURE(fault);
    Meets m(fault);
    CHECK(m.walk.status.code() == SLUICE_END);
    CHECK(m.walk.records.size() == 60);
  }
}

TEST_CASE("a server that stays broken is given up on, and the walk goes on from its cursor") {
  TestShop simulator;
  ShopRig rig(simulator.server.origin());
  simulator.arm(R"({"fault":"503","count":0,"skip":2,"path":"/products"})");
  auto walk = rig.walk("products", kSmallPages);
  CHECK(walk.status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(has(walk.status.message(), "client `shop`: 503"));
  simulator.control("DELETE", "/faults");
  CHECK(rig.walk("products", kSmallPages, walk.cursor).records.size() == 46);
}

TEST_CASE("a page that failed is asked for again by the next poll") {
  TestShop simulator;
  ShopRig rig(simulator.server.origin());
  simulator.arm(R"({"fault":"truncated","skip":1,"path":"/products"})");
  auto subscriber = rig.subscriber("products", kSmallPages);
  REQUIRE(sluice::test::poll(*subscriber).status.ok());
  CHECK(sluice::test::poll(*subscriber).status.code() == SLUICE_E_DATA);
  auto rest = sluice::test::walk(*subscriber);
  CHECK(rest.status.code() == SLUICE_END);
  CHECK(rest.records.size() == 53);
}

TEST_CASE("an error body where a page is expected is told, status 200 or not") {
  for (const char* body :
       {R"({"error":"legacy failure"})", R"({"error":"legacy failure","message":"m"})",
        R"({"error":"legacy failure","error_description":"d","details":[1]})"}) {
    CAPTURE(body);
    ScriptedServer server([&](const std::string&, size_t) { return Reply{response(200, body)}; });
    ShopRig rig(server.origin());
    auto status = rig.walk("products").status;
    CHECK(status.code() == SLUICE_E_DATA);
    CHECK(has(status.message(), "legacy failure"));
  }
}

TEST_CASE("a redirect to another place stops the walk instead of carrying the token there") {
  ScriptedServer server([](const std::string&, size_t) {
    return Reply{response(302, "", "Location: http://elsewhere.example/\r\n")};
  });
  ShopRig rig(server.origin());
  auto status = rig.walk("products").status;
  CHECK_FALSE(status.ok());
  CHECK(status.code() != SLUICE_END);
  CHECK(server.seen().size() == 1);
}

TEST_CASE("a redirect within the shop does not give one list's rows as another's") {
  ScriptedServer server([](const std::string& request, size_t) {
    if (request.find("/brands") == request.npos)
      return Reply{response(200, R"({"data":[{"id":"p","version":1}]})")};
    return Reply{response(302, "", "Location: /api/2026-07/products\r\n")};
  });
  ShopRig rig(server.origin());
  auto walk = rig.walk("brands");
  CHECK(walk.status.code() == SLUICE_E_INVALID);
  CHECK(has(walk.status.message(), "/api/2026-07/products"));
  CHECK(walk.records.empty());
  CHECK(server.seen().size() == 1);
}

TEST_CASE("a cancelled poll says so and loses nothing") {
  TestShop simulator;
  ShopRig rig(simulator.server.origin());
  auto subscriber = rig.subscriber("products", kSmallPages);
  TestCancel cancel;
  cancel.requested = true;
  auto cancelled = sluice::test::poll(*subscriber, {}, cancel);
  CHECK(cancelled.status.code() == SLUICE_E_CANCELLED);
  CHECK(sluice::test::walk(*subscriber).records.size() == 60);
}

TEST_CASE("path parameters reach the server encoded") {
  ScriptedServer server([](const std::string&, size_t) {
    return Reply{response(200, R"({"data":[],"version":{"min":null,"max":null}})")};
  });
  ShopRig rig(server.origin());
  rig.walk("consignment-products", R"({"path":{"consignment_id":"a b?c#d%2e\u00e4"}})");
  REQUIRE(server.seen().size() == 1);
  CHECK(has(server.seen()[0].text,
            "GET /api/2026-07/consignments/a%20b%3Fc%23d%252e%C3%A4/products?page_size=200 "));
}
