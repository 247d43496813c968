// Writes whose response did not come: repeated where that is harmless, looked for where the
// catalogue says how, else parked.
#include <doctest/doctest.h>

#include "unit/lightspeedhq/recorded_shop.hpp"

using namespace lightspeedhq::test;

namespace {

const std::string kHook =
    R"({"payload":{"active":true,"type":"sale.update","url":"https://a.example/in"}})";

// The first POST is lost; a GET answers `found`; a further POST answers 201.
ScriptedServer::Script loses_first(const std::string& found, int status = 200) {
  return [=](const std::string& request, size_t number) {
    if (number == 1) return Reply{"", true};
    if (request.substr(0, 3) == "GET") return Reply{response(status, found)};
    return Reply{response(201, R"({"data":{}})")};
  };
}

}  // namespace

TEST_CASE("a lost create that is found by reading counts as done") {
  RecordedShop shop(
      loses_first(R"({"data":[{"id":"1","type":"sale.update","url":"https://a.example/in"}]})"));
  CHECK(shop.publish("webhooks", "create", kHook).outcomes[0].status == SLUICE_OK);
  REQUIRE(shop.requests() == 2);
  CHECK(shop.line(1) == "GET /api/2026-07/webhooks HTTP/1.1");
  CHECK(has(shop.rig.log_text, "found there, counted as done"));
}

TEST_CASE("a lost create that is not found is made once more") {
  RecordedShop shop(loses_first(
      R"({"data":[{"id":"1","type":"sale.update","url":"https://other.example/in"}]})"));
  CHECK(shop.publish("webhooks", "create", kHook).outcomes[0].status == SLUICE_OK);
  CHECK(shop.requests() == 3);
  CHECK(shop.body(2) == shop.body(0));
}

TEST_CASE("a lost create that cannot be looked for parks") {
  RecordedShop shop(loses_first(R"({"error":"broken"})", 400));
  auto done = shop.publish("webhooks", "create", kHook);
  CHECK(done.outcomes[0].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[0].message, "may have been carried out"));
  RecordedShop other(loses_first("{}"));
  CHECK(other.publish("promotions", "create", R"({"payload":{"name":"t"}})").outcomes[0].status ==
        SLUICE_E_DATA);
  CHECK(other.requests() == 1);
}

TEST_CASE("a duplicate is reported as a conflict, nothing is looked for") {
  RecordedShop shop(always(409, R"({"error":"A webhook with this type and URL already exists."})"));
  auto done = shop.publish("webhooks", "create", kHook);
  CHECK(done.outcomes[0].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[0].message, "409 A webhook with this type and URL already exists."));
  CHECK(shop.requests() == 1);
}

TEST_CASE("a sale with an id of its own is repeated, one without is parked") {
  for (std::string id : {R"("id":"4f0e",)", ""}) {
    CAPTURE(id);
    RecordedShop shop([](const std::string&, size_t number) {
      return number == 1 ? Reply{"", true} : Reply{response(200, R"({"data":{}})")};
    });
    auto done = shop.publish("sales", "create",
                             R"({"payload":{)" + id + R"("source":{},"state":"closed"}})");
    CHECK(done.outcomes[0].status == (id.empty() ? SLUICE_E_DATA : SLUICE_OK));
    CHECK(shop.requests() == (id.empty() ? 1 : 2));
  }
}

TEST_CASE("what the catalogue calls idempotent is repeated although it is a POST") {
  RecordedShop shop([](const std::string&, size_t number) {
    return number == 1 ? Reply{"", true} : Reply{response(200, R"({"data":{}})")};
  });
  auto done =
      shop.publish("fulfillments", "pack",
                   R"({"path":{"fulfillment_id":"1"},"payload":{"version":1,"line_items":[]}})");
  CHECK(done.outcomes[0].status == SLUICE_OK);
  auto paid = shop.publish(
      "gift-card-transactions", "create",
      R"({"path":{"card_number":"1"},"payload":{"amount":"-5","client_id":"x","type":"REDEEMING"}})");
  CHECK(paid.outcomes[0].status == SLUICE_OK);
}

TEST_CASE("a lost create of a customer who is found counts as done") {
  RecordedShop shop(loses_first(
      R"({"data":[{"id":"1","first_name":"Ada","last_name":"L","email":"a@x.example"}]})"));
  CHECK(shop.publish("customers", "create", kAda).outcomes[0].status == SLUICE_OK);
  REQUIRE(shop.requests() == 2);
  CHECK(shop.line(1) ==
        "GET /api/2026-07/search?type=customers&email=a%40x.example&first_name=Ada&last_name=L"
        "&page_size=1000&offset=0 HTTP/1.1");
}

TEST_CASE("a lost create is not repeated because a search does not find it yet") {
  RecordedShop shop(loses_first(R"({"data":[]})"));
  auto done = shop.publish("customers", "create", kAda);
  CHECK(done.outcomes[0].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[0].message, "may have been carried out"));
  CHECK(shop.requests() == 2);
}

TEST_CASE("somebody found under the same name who is another one is no proof") {
  for (const char* found :
       {R"({"data":[{"id":"1","first_name":"Bob","last_name":"L","email":"b@x"}]})",
        R"({"data":[{"id":"1","first_name":"Ada","last_name":"L",)"
        R"("email":"a@x.example","phone":"2"}]})"}) {
    RecordedShop shop(loses_first(found));
    auto done = shop.publish("customers", "create",
                             R"({"payload":{"first_name":"Ada","last_name":"L",)"
                             R"("email":"a@x.example","phone":"1"}})");
    CHECK(done.outcomes[0].status == SLUICE_E_DATA);
  }
}

TEST_CASE("a customer is found by code where there is one, and not without code or address") {
  RecordedShop shop(loses_first(R"({"data":[{"id":"1","customer_code":"A-1"}]})"));
  CHECK(shop.publish("customers", "create",
                     R"({"payload":{"first_name":"A","last_name":"L","customer_code":"A-1"}})")
            .outcomes[0]
            .status == SLUICE_OK);
  CHECK(has(shop.line(1), "/search?type=customers&customer_code=A-1&"));
  RecordedShop none(loses_first(R"({"data":[]})"));
  CHECK(none.publish("customers", "create", R"({"payload":{"first_name":"A","last_name":null}})")
            .outcomes[0]
            .status == SLUICE_E_DATA);
  CHECK(none.requests() == 1);
}

TEST_CASE("a lost create is looked for on every page of a list") {
  RecordedShop shop([](const std::string& request, size_t number) {
    if (number == 1) return Reply{"", true};
    const bool second = request.find("after=7") != request.npos;
    return Reply{response(200, second
                                   ? R"({"data":[{"name":"t","version":9}],"version":{"max":9}})"
                                   : R"({"data":[{"name":"s","version":7}],"version":{"max":7}})")};
  });
  CHECK(shop.publish("tags", "create", R"({"payload":{"name":"t"}})").outcomes[0].status ==
        SLUICE_OK);
  CHECK(shop.requests() == 3);
  CHECK(has(shop.line(2), "/tags?page_size=200&after=7 "));
}

TEST_CASE("a gift card is looked for by its number") {
  RecordedShop shop(loses_first(R"({"data":{"number":"77"}})"));
  CHECK(shop.publish("gift-cards", "create", R"({"payload":{"amount":"5","number":"77"}})")
            .outcomes[0]
            .status == SLUICE_OK);
  CHECK(has(shop.line(1), "GET /api/2026-07/gift_cards/by_number/77 "));
}

namespace {

// A 2xx whose body cannot be unpacked, whatever was asked.
ScriptedServer::Script broken_body(int status) {
  return [=](const std::string&, size_t) {
    return Reply{response(status, "no gzip at all", "Content-Encoding: gzip\r\n")};
  };
}

}  // namespace

TEST_CASE("a write answered with the documented 2xx is done, though its body cannot be read") {
  RecordedShop shop(broken_body(201));
  CHECK(shop.publish("customers", "create", kAda).outcomes[0].status == SLUICE_OK);
  CHECK(shop.requests() == 1);
  CHECK(has(shop.rig.log_text, "counted as done by its status"));
  RecordedShop bulk(broken_body(201));
  auto done = bulk.publish("stock-adjustments", "create-bulk",
                           "{\"payload\":{}}\n{\"payload\":{}}\n{\"payload\":{}}\n");
  for (auto& outcome : done.outcomes) CHECK(outcome.status == SLUICE_OK);
  CHECK(bulk.requests() == 1);
}

TEST_CASE("a 2xx that says less is parked with what it may have done, and nothing is sent again") {
  // Not what the API documents; an update, which else may be repeated; a response that tells of
  // each record.
  RecordedShop create(broken_body(202)), update(broken_body(202)), bulk(broken_body(200));
  const Published all[] = {
      create.publish("promotions", "create", R"({"payload":{"name":"p"}})"),
      update.publish("customers", "update", R"({"path":{"customer_id":"c"},"payload":{}})"),
      bulk.publish(
          "loyalty-adjustments", "create-bulk",
          "{\"payload\":{\"customer_id\":\"a\"}}\n{\"payload\":{\"customer_id\":\"b\"}}\n")};
  for (const Published& done : all) {
    REQUIRE(done.status.ok());
    for (auto& outcome : done.outcomes) {
      CHECK(outcome.status == SLUICE_E_DATA);
      CHECK(has(outcome.message, "may have been carried out"));
    }
  }
  for (RecordedShop* shop : {&create, &update, &bulk}) CHECK(shop->requests() == 1);
}

TEST_CASE("headers that are too long do not make a create be sent again") {
  RecordedShop shop([](const std::string&, size_t) {
    return Reply{response(201, "{}", "X-Long: " + std::string(300 << 10, 'x') + "\r\n")};
  });
  CHECK(shop.publish("customers", "create", kAda).outcomes[0].status == SLUICE_OK);
  CHECK(shop.requests() == 1);
}

TEST_CASE("a refusal whose body cannot be read is a refusal") {
  RecordedShop shop(broken_body(422));
  auto done = shop.publish("customers", "create", kAda);
  CHECK(done.outcomes[0].status == SLUICE_E_DATA);
  CHECK_FALSE(has(done.outcomes[0].message, "may have been carried out"));
  CHECK(shop.requests() == 1);
}
