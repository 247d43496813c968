// What each kind of writing action sends.
#include <doctest/doctest.h>

#include "unit/lightspeedhq/recorded_shop.hpp"

using namespace lightspeedhq::test;

TEST_CASE("an action without a body sends none, whatever the record holds") {
  RecordedShop shop(always(204, ""));
  auto done = shop.publish("users", "delete", R"({"path":{"user_id":"u"},"payload":{"id":"u"}})");
  CHECK(done.outcomes[0].status == SLUICE_OK);
  CHECK(shop.line(0) == "DELETE /api/2026-07/users/u HTTP/1.1");
  CHECK(shop.body(0).empty());
}

TEST_CASE("a DELETE that needs a body sends the payload") {
  RecordedShop shop(always(200, R"({"data":{"message":"ok"}})"));
  shop.publish(
      "price-book-products", "delete-bulk",
      R"({"path":{"price_book_id":"p"},"payload":{"data":{"price_book_product_ids":["a"]}}})",
      R"(,"records_per_request":0)");
  CHECK(shop.line(0) == "DELETE /api/2026-07/price_books/p/products HTTP/1.1");
  CHECK(shop.body(0) == R"({"data":{"price_book_product_ids":["a"]}})");
}

TEST_CASE("an action whose body may be left out works without a payload") {
  RecordedShop shop(always(200, R"({"data":{}})"));
  auto done = shop.publish("registers", "open", R"({"path":{"register_id":"r"}})");
  CHECK(done.outcomes[0].status == SLUICE_OK);
  CHECK(shop.line(0) == "PUT /api/2026-07/registers/r/actions/open HTTP/1.1");
}

TEST_CASE("a form action sends fields, JSON where the field holds JSON") {
  RecordedShop shop(always(200, "{}"));
  shop.publish(
      "webhooks", "create",
      R"({"payload":{"data":{"url":"https://a.example/x?b=1","type":"sale.update","active":true}}})",
      R"(,"version":"0.9")");
  CHECK(shop.line(0) == "POST /api/webhooks HTTP/1.1");
  CHECK(has(shop.server.seen()[0].text, "Content-Type: application/x-www-form-urlencoded"));
  CHECK(shop.body(0) ==
        "data=%7b%22url%22%3a%22https%3a%2f%2fa.example%2fx%3fb%3d1%22%2c%22type%22"
        "%3a%22sale.update%22%2c%22active%22%3atrue%7d");
}

TEST_CASE("an upsert within another entity asks which record its path names") {
  RecordedShop shop(always(200, R"({"data":{}})"));
  const std::string payload = R"(,"payload":{"address_line_1":"a"}})";
  shop.publish("customer-addresses", "upsert",
               R"({"path":{"customer_id":"c","address_id":7})" + payload + "\n" +
                   R"({"path":{"customer_id":"c","address_id":null})" + payload + "\n" +
                   R"({"path":{"customer_id":"c"})" + payload);
  REQUIRE(shop.requests() == 3);
  CHECK(shop.line(0) == "PUT /api/2026-07/customers/c/addresses/7 HTTP/1.1");
  CHECK(shop.line(1) == "POST /api/2026-07/customers/c/addresses HTTP/1.1");
  CHECK(shop.line(2) == "POST /api/2026-07/customers/c/addresses HTTP/1.1");
}

TEST_CASE("a path parameter that must be a number parks the record if it is none") {
  RecordedShop shop(always(200, "{}"));
  auto done = shop.publish("customer-addresses", "delete",
                           R"({"path":{"customer_id":"c","address_id":"seven"}})");
  CHECK(done.outcomes[0].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[0].message, "/path/address_id: \"seven\" is no whole number"));
  CHECK(shop.requests() == 0);
}

TEST_CASE("a query parameter of a writing action is checked like one of a read") {
  RecordedShop shop(always(200, "{}"));
  auto done = shop.publish("tags", "create", R"({"query":{"x":1},"payload":{"name":"t"}})");
  CHECK(has(done.outcomes[0].message, "/query/x: create of tags has no such query parameter"));
}

TEST_CASE("a refused record is told which documented members it lacks") {
  RecordedShop shop(always(400, R"({"error":"bad"})"));
  auto done = shop.publish("taxes", "create", R"({"payload":{"name":"GST"}})");
  CHECK(done.outcomes[0].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[0].message,
            "400 bad: sent again unchanged it is refused again (the payload has no rate)"));
}

TEST_CASE("200 with an error member, as old versions response, is a failure") {
  RecordedShop shop(always(200, R"({"error":"Validation","details":"sku exists"})"));
  auto done =
      shop.publish("products", "upsert", R"({"payload":{"sku":"a"}})", R"(,"version":"0.9")");
  CHECK(done.outcomes[0].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[0].message, "POST /products: Validation: sku exists"));
}

TEST_CASE("any documented success is one, with or without a body") {
  for (int status : {200, 201, 202, 204}) {
    RecordedShop shop(always(status, status == 204 ? "" : R"({"id":"x"})"));
    CHECK(shop.publish("promotions", "create", R"({"payload":{}})").outcomes[0].status ==
          SLUICE_OK);
  }
}

TEST_CASE("a missing scope is named, all of them or one of several") {
  RecordedShop shop(always(403, R"({"error":"permission denied"})"));
  auto done = shop.publish("taxes", "create", R"({"payload":{}})");
  CHECK(done.outcomes[0].status == SLUICE_E_AUTH);
  CHECK(has(done.outcomes[0].message, "needs scope taxes:write"));
  done = shop.publish("consignments", "create", R"({"payload":{}})");
  CHECK(has(done.outcomes[0].message, "needs scope one of consignments:write:stock_order "));
}

TEST_CASE("what cannot be published is refused with what was meant") {
  RecordedShop shop(always(200, "{}"));
  CHECK(has(shop.refused("oauth-token", "refresh"), "no entity \"oauth-token\""));
  CHECK(has(shop.refused("discounts", "apply"), "no entity \"discounts\""));
  CHECK(has(shop.refused("gift-cards", "list"), "/action: gift-cards has no action \"list\""));
  CHECK(has(shop.refused("fulfillments", "pic"), "did you mean \"pick\"?"));
  CHECK(has(shop.refused("products", "patch"), "/action: "));
  CHECK(has(shop.refused("products", "patch"), "it is in 2026-10"));
}
