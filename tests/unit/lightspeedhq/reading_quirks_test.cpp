// The quirks of the X-Series API that a walk meets; the others are in tests/e2e/acceptance.
#include <doctest/doctest.h>

#include <map>

#include "unit/lightspeedhq/scripted_shop.hpp"
#include "unit/lightspeedhq/simulated_shop.hpp"

using namespace lightspeedhq::test;
using sluice::simulator::Settings;
using sluice::simulator::small_shop;
using sluice::simulator::TestShop;

TEST_CASE("versions beyond 2^53 and decimal strings pass unchanged") {
  const std::string row =
      R"({"id":"1","version":9007199254740993,"amount":"0.10","price":19.90,"big":1e400})";
  ScriptedShop shop([=](const Call& call) {
    return call.query("after") == "-"
               ? "{\"data\":[" + row + R"(],"version":{"min":1,"max":9007199254740993}})"
               : std::string(R"({"data":[],"version":{"min":null,"max":null}})");
  });
  auto all = shop.rig.walk("brands");
  CHECK(all.records == std::vector<std::string>{row});
  CHECK(shop.calls()[1].query("after") == "9007199254740993");
  CHECK(all.cursor == "9007199254740993;end");
}

TEST_CASE("quirk 1: a short page is not the last page, only an empty one is") {
  ScriptedShop shop([](const Call& call) {
    const long after =
        call.query("after") == "-" ? 0 : std::stol(call.query("after")) - 5'000'000'000;
    return "{\"data\":" + shop_slice(after + 1, 4, 1) + "}";
  });
  auto all = shop.rig.walk("brands", R"({"query":{"page_size":50}})");
  CHECK(ids_of(all) == count_up(1, 4));
  CHECK(shop.calls().size() == 5);
}

TEST_CASE("quirk 2: rows may be unsorted and version missing; the cursor is the highest") {
  ScriptedShop shop([](const Call& call) {
    return call.query("after") == "-"
               ? R"({"data":[{"id":"1","version":30},{"id":"2","version":90},{"id":"3"},{"id":"4","version":20}]})"
               : R"({"data":[]})";
  });
  auto all = shop.rig.walk("taxes");
  CHECK(all.records.size() == 4);
  CHECK(shop.calls()[1].query("after") == "90");
}

TEST_CASE("quirk 3: dated lists are never paged by page=1, 2, …, which gives page one forever") {
  ScriptedShop shop([](const Call& call) {
    return call.query("after") == "-" ? "{\"data\":" + shop_rows(1, 3) + "}"
                                      : std::string(R"({"data":[]})");
  });
  shop.rig.walk("products");
  for (const Call& call : shop.calls()) CHECK(call.query("page") == "-");
  auto refused = shop.rig.create<lightspeedhq::Subscriber>(
      R"({"entity":"products","request":{"query":{"page":2}}})", "sub", &shop.rig.handle);
  CHECK(has(refused.status().message(), "/request/query/page: "));
}

TEST_CASE("quirk 3: a list by page number that gives page one forever is refused") {
  ScriptedShop shop([](const Call&) { return "{\"data\":" + shop_rows(1, 5) + "}"; });
  auto all = shop.rig.walk("fulfillments", R"({"query":{"page_size":5}})");
  CHECK(all.status.code() == SLUICE_E_DATA);
  CHECK(has(all.status.message(), "page repeats: page_number 2 has the 5 rows of an earlier page"));
  CHECK(shop.calls().size() == 2);
}

TEST_CASE("quirk 12: the scopes a read needs are named, write scopes among them") {
  const std::map<std::string, std::string> needs = {
      {"stock-adjustments", "inventory:write"},
      {"custom-inventory-adjustment-reasons", "inventory:write"},
      {"retailer", "retailer:read payment_types:read"},
      {"price-books", "products:read:price_books customers:read outlets:read"}};
  sluice::http::test::ScriptedServer server([](const std::string&, size_t) {
    return sluice::http::test::Reply{
        sluice::http::test::response(403, R"({"error":"user missing required permissions"})")};
  });
  ShopRig rig(server.origin());
  for (const auto& [entity, scopes] : needs) {
    CAPTURE(entity);
    auto status = rig.walk(entity).status;
    CHECK(status.code() == SLUICE_E_AUTH);
    CHECK(has(status.message(), "needs scope " + scopes));
  }
}

TEST_CASE("quirk 13: search gets its sku in lower case, and a page size it does not cut") {
  ScriptedShop shop([](const Call&) { return std::string(R"({"data":[]})"); });
  shop.rig.walk("search",
                R"({"query":{"type":"products","sku":"AbC-1","-sku":"Y","page_size":2000}})");
  const Call call = shop.calls().at(0);
  CHECK(call.query("sku") == "abc-1");
  CHECK(call.query("-sku") == "y");
  CHECK(call.query("page_size") == "1000");
  SimulatedShop simulated;
  auto one = sluice::test::poll(*simulated.rig.subscriber("products"));
  rapidjson::Document row;
  row.Parse(one.records.at(0).c_str());
  const std::string sku = row["sku"].GetString();
  auto found =
      simulated.rig.walk("search", R"({"query":{"type":"products","sku":")" + sku + "\"}}");
  CHECK(found.records.size() == 1);
}

TEST_CASE("quirk 17: rows without members that the schema calls required are taken as they are") {
  ScriptedShop shop([](const Call& call) {
    return call.query("after") == "-" ? R"({"data":[{"id":"1","version":5}]})" : R"({"data":[]})";
  });
  auto all = shop.rig.walk("products", R"({"query":{"include_images":false}})");
  CHECK(all.records == std::vector<std::string>{R"({"id":"1","version":5})"});
  CHECK(shop.calls()[0].query("include_images") == "false");
}

TEST_CASE("a row that changes during the walk comes again later, newest last") {
  SimulatedShop shop;
  shop.simulator.arm(R"({"fault":"change_during_walk","path":"/products","size":4})");
  auto all = shop.rig.walk("products", R"({"query":{"page_size":7,"deleted":true}})");
  std::map<std::string, uint64_t> newest;
  for (const std::string& record : all.records) {
    rapidjson::Document row;
    row.Parse(record.c_str());
    uint64_t& version = newest[row["id"].GetString()];
    CHECK(row["version"].GetUint64() > version);
    version = row["version"].GetUint64();
  }
  CHECK(newest.size() == 60);
}

TEST_CASE("an order that would lose rows is refused for a walk of price books") {
  ShopRig rig("http://127.0.0.1:9");
  const auto make = [&](const std::string& more) {
    return rig
        .create<lightspeedhq::Subscriber>(
            R"({"entity":"price-books","request":{"query":{"order":"name"}})" + more + "}", "sub",
            &rig.handle)
        .status();
  };
  CHECK(has(make("").message(), "/request/query/order: "));
  CHECK(make(R"(,"pagination":false)").ok());
}
