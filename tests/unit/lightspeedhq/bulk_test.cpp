// Actions that take many records in one request.
#include <doctest/doctest.h>

#include <algorithm>

#include "unit/lightspeedhq/recorded_shop.hpp"

using namespace lightspeedhq::test;

namespace {

std::string member(const std::string& group, const std::string& id) {
  return R"({"path":{"customer_group_id":")" + group + R"("},"payload":")" + id + "\"}\n";
}

std::string adjustment(const std::string& customer, const std::string& value) {
  return R"({"payload":{"customer_id":")" + customer + R"(","amount":)" + value + "}}\n";
}

// Answers 422 to a request that has `bad` in its body.
ScriptedServer::Script refuses(const std::string& bad) {
  return [=](const std::string& request, size_t) {
    bool refused = request.find(bad) != request.npos;
    return Reply{response(refused ? 422 : 201, refused ? R"({"error":"no such product"})" : "{}")};
  };
}

}  // namespace

TEST_CASE("records go together in one body, byte for byte, in order") {
  RecordedShop shop(always(201, R"({"data":[]})"));
  auto done = shop.publish("stock-adjustments", "create-bulk",
                           R"({"payload":{"product_id":"a","quantity":"1.50"}})"
                           "\n"
                           R"({"payload":{"product_id":"b","quantity":"-2"}})");
  CHECK(done.outcomes[0].status == SLUICE_OK);
  CHECK(done.outcomes[1].status == SLUICE_OK);
  REQUIRE(shop.requests() == 1);
  CHECK(
      shop.body(0) ==
      R"({"stock_adjustments":[{"product_id":"a","quantity":"1.50"},{"product_id":"b","quantity":"-2"}]})");
}

TEST_CASE("a refused item is told what the item lacks, and not what the body around it has") {
  RecordedShop shop(always(422, R"({"error":"bad"})"));
  const auto refusal = [&](const char* entity, const char* action, const std::string& payload,
                           const std::string& settings = {}) {
    return shop.publish(entity, action, "{\"payload\":" + payload + "}", settings)
        .outcomes[0]
        .message;
  };
  const std::string bare =
      refusal("stock-adjustments", "create-bulk", R"({"product_id":"a","quantity":"1.50"})");
  CHECK_MESSAGE(has(bare,
                    "(each record is one item of stock_adjustments, and this payload has no "
                    "outlet_id, reason: add what the server needs)"),
                bare);
  const std::string whole =
      refusal("stock-adjustments", "create-bulk", R"({"stock_adjustments":[{"product_id":"a"}]})");
  CHECK_MESSAGE(has(whole,
                    "this payload has stock_adjustments itself: give one item a record, or "
                    "set records_per_request: 0"),
                whole);
  CHECK_FALSE(has(refusal("stock-adjustments", "create-bulk",
                          R"({"product_id":"a","outlet_id":"o","quantity":"1","reason":"r"})"),
                  "payload has no"));
  const std::string in_list =
      refusal("inventory-reorder-points", "upsert-bulk", R"({"method":"m","outlet_id":"o"})");
  CHECK_MESSAGE(has(in_list, "one item of the list, and this payload has no product_id"), in_list);
  const std::string body = refusal("stock-adjustments", "create-bulk", R"({"product_id":"a"})",
                                   R"(,"records_per_request":0)");
  CHECK_MESSAGE(has(body, "(the payload has no stock_adjustments)"), body);
}

TEST_CASE("a body may be the list itself, or hold it deeper") {
  RecordedShop shop(always(200, "{}"));
  shop.publish("promo-codes", "delete-bulk", "{\"payload\":\"x\"}\n{\"payload\":\"y\"}\n");
  CHECK(shop.body(0) == R"(["x","y"])");
  shop.publish("price-book-products", "delete-bulk",
               R"({"path":{"price_book_id":"p"},"payload":"x"})");
  CHECK(shop.body(1) == R"({"data":{"price_book_product_ids":["x"]}})");
}

TEST_CASE("records of different paths do not share a request") {
  RecordedShop shop(always(201, "true"));
  shop.publish("customer-group-members", "create-bulk",
               member("g1", "a") + member("g1", "b") + member("g2", "c"));
  REQUIRE(shop.requests() == 2);
  CHECK(shop.body(0) == R"({"customer_ids":["a","b"]})");
  CHECK(shop.line(1) == "POST /api/2026-07/customer_groups/g2/customers HTTP/1.1");
}

TEST_CASE("no request holds more records than the action takes or the setting says") {
  RecordedShop shop(always(200, R"({"data":{"message":"ok"}})"));
  std::string lines;
  for (int i = 0; i < 250; i++)
    lines += R"({"path":{"price_book_id":"p"},"payload":{"product_id":"x"}})"
             "\n";
  shop.publish("price-book-products", "update-bulk", lines);
  CHECK(shop.requests() == 3);
  shop.publish("price-book-products", "update-bulk", lines, R"(,"records_per_request":50)");
  CHECK(shop.requests() == 3 + 5);
}

TEST_CASE("records_per_request is checked against the action") {
  RecordedShop shop(always(200, "{}"));
  CHECK(has(shop.refused("price-book-products", "update-bulk", R"(,"records_per_request":101)"),
            "/records_per_request: update-bulk of price-book-products takes 1 to 100 records"));
  CHECK(has(shop.refused("tags", "create", R"(,"records_per_request":2)"),
            "/records_per_request: create of tags takes one record per request"));
}

TEST_CASE("of a refused request only the record at fault parks") {
  RecordedShop shop(refuses("bad"));
  std::string lines;
  for (int i = 0; i < 8; i++)
    lines += R"({"payload":{"product_id":")" + std::string(i == 5 ? "bad" : "good") + "\"}}\n";
  auto done = shop.publish("stock-adjustments", "create-bulk", lines);
  REQUIRE(done.status.ok());
  for (size_t i = 0; i < 8; i++)
    CHECK(done.outcomes[i].status == (i == 5 ? SLUICE_E_DATA : SLUICE_OK));
  CHECK(has(done.outcomes[5].message, "422 no such product"));
  CHECK(shop.requests() == 7);  // 8, 4, 4, 2, 1, 1, 2
}

TEST_CASE("a bulk delete that finds nothing is tried one by one before it counts as done") {
  RecordedShop shop([](const std::string& request, size_t) {
    bool gone = request.find("\"gone\"") != request.npos;
    return Reply{response(gone ? 404 : 204, "")};
  });
  auto done =
      shop.publish("customer-group-members", "delete-bulk", member("g", "a") + member("g", "gone"));
  CHECK(done.outcomes[0].status == SLUICE_OK);
  CHECK(done.outcomes[1].status == SLUICE_OK);
  REQUIRE(shop.requests() == 3);
  CHECK(shop.body(1) == R"({"customer_ids":["a"]})");
}

TEST_CASE("a partial success parks the records the response lists, and no other") {
  RecordedShop shop(always(
      207,
      R"({"applied":[{"customer_id":"a"}],"errors":[{"customer_id":"b","error":"no loyalty"}]})"));
  auto done = shop.publish("loyalty-adjustments", "create-bulk",
                           adjustment("a", "1") + adjustment("b", "2"));
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_OK);
  CHECK(done.outcomes[1].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[1].message, "POST /loyalty/adjustments/bulk: no loyalty"));
  CHECK(shop.requests() == 1);
}

TEST_CASE("an error that names no record parks all that are not listed as applied") {
  RecordedShop shop(
      always(207, R"({"applied":[{"customer_id":"a"}],"errors":[{"error":"broken"}]})"));
  auto done = shop.publish("loyalty-adjustments", "create-bulk",
                           adjustment("a", "1") + adjustment("b", "2") + adjustment("c", "3"));
  CHECK(done.outcomes[0].status == SLUICE_OK);
  CHECK(done.outcomes[1].status == SLUICE_E_DATA);
  CHECK(done.outcomes[2].status == SLUICE_E_DATA);
}

TEST_CASE("two records of one key go in two requests, or their outcomes could not be told apart") {
  RecordedShop shop(always(200, R"({"applied":[],"errors":[]})"));
  shop.publish("loyalty-adjustments", "create-bulk", adjustment("a", "1") + adjustment("a", "2"));
  CHECK(shop.requests() == 2);
}

TEST_CASE("a session id of its own makes a request safe to repeat") {
  RecordedShop shop([](const std::string&, size_t number) {
    if (number == 1) return Reply{"", true};
    return Reply{response(200, R"({"applied":[],"errors":[]})")};
  });
  auto done = shop.publish("loyalty-adjustments", "create-bulk", adjustment("a", "1"));
  CHECK(done.outcomes[0].status == SLUICE_OK);
  REQUIRE(shop.requests() == 2);
  CHECK(shop.body(0) == shop.body(1));
  std::string id = shop.body(0).substr(15, 36);
  CHECK(shop.body(0).substr(0, 15) == "{\"session_id\":\"");
  CHECK(id[14] == '4');
  CHECK(std::count(id.begin(), id.end(), '-') == 4);
}

TEST_CASE("every request has a session id of its own") {
  RecordedShop shop(always(200, "{}"));
  shop.publish("loyalty-adjustments", "create-bulk", adjustment("a", "1") + adjustment("a", "2"));
  REQUIRE(shop.requests() == 2);
  CHECK(shop.body(0).substr(0, 51) != shop.body(1).substr(0, 51));
}

TEST_CASE("a bulk request whose response was lost parks all its records") {
  RecordedShop shop(
      [](const std::string&, size_t) {
        return Reply{"", true};
      },
      R"(,"retry":{"attempts":1})");
  auto done =
      shop.publish("stock-adjustments", "create-bulk", "{\"payload\":{}}\n{\"payload\":{}}\n");
  REQUIRE(done.status.ok());
  for (auto& outcome : done.outcomes) {
    CHECK(outcome.status == SLUICE_E_DATA);
    CHECK(has(outcome.message, "may have been carried out"));
  }
  CHECK(shop.requests() == 1);
}

TEST_CASE("a server error of a bulk request is nobody's fault in it: no halves are sent") {
  const std::string lines = [] {
    std::string out;
    for (int i = 0; i < 64; i++) out += "{\"payload\":{\"product_id\":\"p\"}}\n";
    return out;
  }();
  for (int status : {500, 502, 503, 504, 522, 599}) {
    CAPTURE(status);
    RecordedShop shop(always(status, R"({"error":"broken"})"), R"(,"retry":{"attempts":1})");
    auto done = shop.publish("stock-adjustments", "create-bulk", lines);
    REQUIRE(done.status.ok());
    CHECK(shop.requests() == 1);
    for (auto& outcome : done.outcomes)
      CHECK(outcome.status == (status == 503 ? SLUICE_E_UNAVAILABLE : SLUICE_E_DATA));
  }
}
