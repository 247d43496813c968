// Reads that are no plain list: single records in every envelope, and reads that are POSTs.
#include <doctest/doctest.h>

#include "unit/lightspeedhq/scripted_shop.hpp"

using namespace lightspeedhq::test;

namespace {

using Texts = std::vector<std::string>;

// One read of `entity` that answers `body`.
Polled read(const std::string& body, const std::string& entity, const std::string& request,
            const std::string& more = R"(,"action":"get")") {
  ScriptedShop shop([=](const Call&) { return body; });
  Polled all = shop.rig.walk(entity, request, {}, more);
  CHECK(shop.calls().size() == 1);
  return all;
}

}  // namespace

TEST_CASE("quirk 9: a get gives one record, whatever its envelope") {
  const std::string id = R"({"path":{"brand_id":"b"}})";
  for (const char* body :
       {R"({"data":{"id":"b","name":"B"}})", R"({"data":[{"id":"b","name":"B"}]})"}) {
    CAPTURE(body);
    auto all = read(body, "users", R"({"path":{"user_id":"b"}})");
    CHECK(all.status.code() == SLUICE_END);
    CHECK(all.records == Texts{R"({"id":"b","name":"B"})"});
    CHECK(all.cursor.empty());
  }
  CHECK(read(R"({"data":{"id":"b"}})", "brands", id).records == Texts{R"({"id":"b"})"});
  CHECK(read(R"({"id":"q"})", "quotes", R"({"path":{"quote_id":"q"}})").records ==
        Texts{R"({"id":"q"})"});
  CHECK(read(R"({"data":[{"total":"1.50"}]})", "consignment-totals",
             R"({"path":{"consignment_id":"c"}})")
            .records == Texts{R"({"total":"1.50"})"});
  CHECK(read(R"([{"id":"l"}])", "inventory-levels", R"({"path":{"product_id":"p"}})").records ==
        Texts{R"({"id":"l"})"});
}

TEST_CASE("quirk 9: an entity with one read only needs no action, nor a list an envelope") {
  CHECK(read(R"({"data":{"id":"r","version":"77"}})", "retailer", "{}", "").records ==
        Texts{R"({"id":"r","version":"77"})"});
  CHECK(read(R"([{"id":"s"},{"id":"t"}])", "store-credits", "{}", "").records.size() == 2);
  CHECK(read(R"({"data":null})", "partner-subscriptions", "{}", "").records.empty());
}

TEST_CASE("security events are read in the schema's shape and in that of the vendor's example") {
  const std::string event =
      R"({"id":"1222647183683117056","type":"security","action":"signin","ip_address":"14.1.34.16"})";
  CHECK(read(event, "security-events", "{}", "").records == Texts{event});
  CHECK(read("{\"event\":" + event + "}", "security-events", "{}", "").records == Texts{event});
  CHECK(read("{\"event\":[" + event + "," + event + "]}", "security-events", "{}", "")
            .records.size() == 2);
  auto other = read(R"({"message":"soon"})", "security-events", "{}", "").status;
  CHECK(other.code() == SLUICE_E_DATA);
  CHECK(has(other.message(), "the response has no member event"));
  CHECK(has(other.message(), "the server sent: soon"));
  // Only what an example of the vendor's shows.
  CHECK(read(R"({"id":"r"})", "retailer", "{}", "").status.code() == SLUICE_E_DATA);
}

TEST_CASE("a row that is null parks by itself, in every kind of list") {
  for (const char* body : {R"({"data":[{"id":"a"},null,{"id":"b"}]})"}) {
    auto all = read(body, "taxes", R"({"query":{}})", R"(,"pagination":false)");
    CHECK(all.records == Texts{R"({"id":"a"})", R"({"id":"b"})"});
    CHECK(all.failed == Texts{"row 2 of the page is null, not a record"});
  }
  auto bare = read(R"([null,{"id":"s"}])", "store-credits", "{}", "");
  CHECK(bare.records == Texts{R"({"id":"s"})"});
  CHECK(bare.failed == Texts{"row 1 of the page is null, not a record"});
  auto either = read(R"({"data":[null]})", "users", R"({"path":{"user_id":"b"}})");
  CHECK(either.records.empty());
  CHECK(either.failed == Texts{"row 1 of the page is null, not a record"});
}

TEST_CASE("a list whose response has another shape is refused with what came instead") {
  const auto refused = [](const std::string& body) {
    auto status = read(body, "brands", "{}", "").status;
    CHECK(status.code() == SLUICE_E_DATA);
    return status.message();
  };
  CHECK(has(refused(R"({"brands":[{"id":"1"}]})"), "the server sent: {\"brands\":"));
  CHECK(has(refused(R"({"data":{"id":"1"}})"), "the server sent: {\"data\":"));
  CHECK(has(refused(R"({"data":"soon"})"), "brands: "));
  CHECK(has(refused(R"([{"id":"1"}])"), "brands: "));
  CHECK(has(refused("<html><title>Login</title></html>"), "an HTML page, \"Login\""));
  // Nothing was said: the reason stands alone.
  const std::string silent = refused("");
  CHECK_FALSE(has(silent, "the server sent"));
  for (const char* body : {"{}", "7", "[]"}) CHECK_FALSE(has(refused(body), "the server sent"));
}

TEST_CASE("a plain text response is a record with that text") {
  auto all = read("GET /x \"200\"\n\xC3\xA4", "channel-requests",
                  R"({"path":{"request_log_id":"1"}})", R"(,"action":"get-text")");
  CHECK(all.records == Texts{"{\"text\":\"GET /x \\\"200\\\"\\n\xC3\xA4\"}"});
}

TEST_CASE("a get that answers an error with status 200, or nothing where the record is, says so") {
  auto status =
      read(R"({"error":"legacy failure"})", "quotes", R"({"path":{"quote_id":"q"}})").status;
  CHECK(status.code() == SLUICE_E_DATA);
  CHECK(has(status.message(), "the server sent: legacy failure"));
  CHECK(has(status.message(), "quotes: "));
  auto missing = read(R"({"dat":{}})", "brands", R"({"path":{"brand_id":"b"}})").status;
  CHECK(missing.code() == SLUICE_E_DATA);
  CHECK(has(missing.message(), "has no member data"));
  CHECK(read("{\"data\":", "brands", R"({"path":{"brand_id":"b"}})").status.code() ==
        SLUICE_E_DATA);
}

TEST_CASE("quirk 7: reads that are POSTs send the payload and may be repeated") {
  struct Read {
    const char *entity, *action, *payload, *response, *path;
  };
  for (const Read& r : {
           Read{"users", "list-bulk", R"(["u1","u2"])", R"({"data":[{"id":"u1"}]})", "/users/bulk"},
           Read{"store-credits", "list-bulk", R"(["c1"])", R"({"data":[{"id":"c1"}]})",
                "/store_credits/bulk"},
           Read{"store-credits", "balances-bulk", R"(["c1"])", R"({"data":[{"id":"c1"}]})",
                "/store_credits/balances-bulk"},
           Read{"promo-codes", "get-active-bulk", R"(["X"])", R"({"id":"X"})",
                "/promocode/bulk/active"},
           Read{"inventory", "list", R"({"product_id":"p"})", "[]", "/inventory"},
           Read{"inventory-levels", "list", R"({"product_ids":["p"]})", "[]", "/inventory_levels"},
       }) {
    CAPTURE(r.path);
    int calls = 0;
    sluice::http::test::ScriptedServer server([&](const std::string&, size_t number) {
      calls++;
      return sluice::http::test::Reply{
          sluice::http::test::response(number == 1 ? 503 : 200, number == 1 ? "" : r.response)};
    });
    ShopRig rig(server.origin());
    auto all = rig.walk(r.entity, "{\"payload\":" + std::string(r.payload) + "}", {},
                        ",\"action\":\"" + std::string(r.action) + "\"");
    INFO(all.status.message());
    CHECK(all.status.code() == SLUICE_END);
    CHECK(all.records.size() == (std::string(r.response) == "[]" ? 0 : 1));
    REQUIRE(server.seen().size() == 2);
    const Call call{server.seen()[1].text};
    CHECK(call.method() == "POST");
    CHECK(call.path() == r.path);
    CHECK(has(call.body(), std::string(r.payload).substr(0, 9)));
    CHECK(has(call.text, "application/json"));
  }
}

TEST_CASE("quirk 7: a read that needs a body is refused without one when the walk opens") {
  ScriptedShop shop([](const Call&) { return std::string("[]"); });
  auto reader = shop.rig.make<lightspeedhq::Subscriber>(
      R"({"entity":"users","action":"list-bulk"})", "sub", &shop.rig.handle);
  auto status = reader->open("{}").status();
  CHECK(has(status.message(), "/request/payload: list-bulk of users sends it as the body"));
}

TEST_CASE("an action that does not read is refused with those that do") {
  ScriptedShop shop([](const Call&) { return std::string("[]"); });
  auto refused = [&](const std::string& config) {
    return shop.rig.create<lightspeedhq::Subscriber>(config, "sub", &shop.rig.handle)
        .status()
        .message();
  };
  CHECK(has(refused(R"({"entity":"products","action":"create"})"),
            "/action: products has no action"));
  CHECK(has(refused(R"({"entity":"products","action":"gte"})"), "did you mean \"get\"?"));
  CHECK(has(refused(R"({"entity":"gift-card-transactions","action":"list"})"), "/action: "));
}

TEST_CASE("lists within a parent take its id from request.path") {
  ScriptedShop shop([](const Call&) { return std::string(R"({"data":[]})"); });
  shop.rig.walk("purchase-order-delivery-line-items",
                R"({"path":{"purchase_order_id":"po","delivery_id":"d1"}})");
  REQUIRE(shop.calls().size() == 1);
  CHECK(shop.calls()[0].path() == "/purchase_orders/po/deliveries/d1/line_items");
}
