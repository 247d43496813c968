// Several requests under way, and the keys by which the shop recognises a record.
#include <doctest/doctest.h>

#include "unit/lightspeedhq/recorded_shop.hpp"

using namespace lightspeedhq::test;
using sluice::test::NumberedKeys;

namespace {

std::string update(int n) {
  return R"({"path":{"customer_id":"c)" + std::to_string(n) + R"("},"payload":{"n":)" +
         std::to_string(n) + "}}\n";
}

const std::string kTransaction =
    R"({"path":{"card_number":"1"},"payload":{"amount":"5.00","type":"RELOADING"}})";

}  // namespace

TEST_CASE("as many requests are under way as in_flight says, and no more") {
  // No response before three are there: one after the other, this would never end.
  RecordedShop shop([](const std::string&, size_t number) {
    return Reply{response(200, "{}"), false, number <= 3 ? 3u : 0u};
  });
  const auto done =
      shop.publish("customers", "update", update(1) + update(2) + update(3) + update(4) + update(5),
                   R"(,"in_flight":3)");
  REQUIRE(done.status.ok());
  for (const auto& outcome : done.outcomes) CHECK(outcome.status == SLUICE_OK);
  size_t connections = 0;
  for (const auto& seen : shop.server.seen()) connections = std::max(connections, seen.connection);
  CHECK(connections == 3);
}

TEST_CASE("a refused bulk request is halved while others are under way") {
  RecordedShop shop([](const std::string& request, size_t) {
    const bool bad = request.find("\"c2\"") != request.npos;
    return Reply{response(bad ? 422 : 200, bad ? R"({"error":"no"})" : "{}")};
  });
  std::string lines;
  for (int n = 0; n < 8; n++)
    lines += R"({"payload":{"customer_id":"c)" + std::to_string(n) + R"(","amount":1}})" + "\n";
  const auto done = shop.publish("loyalty-adjustments", "create-bulk", lines,
                                 R"(,"records_per_request":4,"in_flight":4)");
  REQUIRE(done.status.ok());
  for (size_t i = 0; i < 8; i++)
    CHECK(done.outcomes[i].status == (i == 2 ? SLUICE_E_DATA : SLUICE_OK));
}

TEST_CASE("one request at a time works on one batch at a time") {
  RecordedShop shop(always(200, "{}"));
  const auto made = [&](const std::string& more) {
    return shop.rig.make<lightspeedhq::Publisher>(
        R"({"entity":"customers","action":"update")" + more + "}", "pub", &shop.rig.handle);
  };
  CHECK_FALSE(made("")->works_ahead());
  CHECK(made(R"(,"in_flight":2)")->works_ahead());
}

TEST_CASE("a payload has the key as a member, and a lost response is repeated with it") {
  RecordedShop shop([](const std::string&, size_t number) {
    return number == 1 ? Reply{"", true} : Reply{response(201, "{}")};
  });
  const auto done = shop.publish("gift-card-transactions", "create", kTransaction,
                                 R"(,"idempotency":{"member":"client_id"})");
  CHECK(done.outcomes[0].status == SLUICE_OK);
  REQUIRE(shop.requests() == 2);
  CHECK(shop.body(0) ==
        "{\"client_id\":\"" + NumberedKeys::key(0) + R"(","amount":"5.00","type":"RELOADING"})");
  CHECK(shop.body(1) == shop.body(0));
}

TEST_CASE("a header has the key of the record, and nothing has to be noted before it is sent") {
  RecordedShop shop(always(201, "{}"));
  const std::string keyed = R"(,"idempotency":{"header":"Idempotency-Key"})";
  CHECK(shop.publish("customers", "create", kAda, keyed).outcomes[0].status == SLUICE_OK);
  CHECK(has(shop.server.seen().at(0).text, "Idempotency-Key: " + NumberedKeys::key(0) + "\r\n"));
  CHECK_FALSE(
      shop.rig
          .make<lightspeedhq::Publisher>(R"({"entity":"customers","action":"create")" + keyed + "}",
                                         "pub", &shop.rig.handle)
          ->recovers());
}

TEST_CASE("a header for many records, and a member without a JSON body, are refused at check") {
  RecordedShop shop(always(201, "{}"));
  CHECK(has(shop.refused("stock-adjustments", "create-bulk", R"(,"idempotency":{"header":"K"})"),
            "/idempotency/header: is of one record"));
  CHECK(has(shop.refused("customers", "delete", R"(,"idempotency":{"member":"id"})"),
            "/idempotency/member: needs a JSON body"));
}
