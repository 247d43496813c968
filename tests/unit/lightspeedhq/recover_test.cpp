// What a run finds out about records that a killed run may have published.
#include <doctest/doctest.h>

#include "unit/lightspeedhq/recorded_shop.hpp"

using namespace lightspeedhq::test;
using lightspeedhq::Publisher;

namespace {

// What `recover` says of `lines`, asking a shop that answers `script`.
struct Recovered {
  Recovered(ScriptedServer::Script script, const std::string& entity, const std::string& action,
            const std::string& lines)
      : shop(std::move(script), R"(,"retry":{"attempts":1})") {
    auto publisher = shop.rig.make<Publisher>(
        "{\"entity\":\"" + entity + "\",\"action\":\"" + action + "\"}", "pub", &shop.rig.handle);
    sluice::Recovers* recovers = publisher->recovers();
    REQUIRE(recovers);
    sluice::record::Batch batch{{}};
    sluice::test::read_lines(batch, lines);
    done = sluice::test::published(batch, [&](sluice_outcome* outcomes) {
      return recovers->recover(sluice::Batch(batch.abi()), {sluice::Batch(batch.abi()), outcomes},
                               cancel);
    });
  }
  sluice_status at(size_t i) const { return done.outcomes.at(i).status; }

  TestCancel cancel;
  RecordedShop shop;
  Published done;
};

bool recovers(const std::string& entity, const std::string& action) {
  RecordedShop shop(always(200, "{}"));
  auto publisher = shop.rig.make<Publisher>(
      "{\"entity\":\"" + entity + "\",\"action\":\"" + action + "\"}", "pub", &shop.rig.handle);
  return publisher->recovers() != nullptr;
}

}  // namespace

TEST_CASE("only actions that done twice would be there twice are kept note of") {
  CHECK(recovers("customers", "create"));
  CHECK(recovers("customers", "upsert"));
  CHECK(recovers("stock-adjustments", "create-bulk"));
  CHECK(
      recovers("loyalty-adjustments", "create-bulk"));  // each request has a session id of its own
  CHECK(recovers("sales", "create"));
  CHECK_FALSE(recovers("customers", "update"));
  CHECK_FALSE(recovers("customers", "delete"));
  CHECK_FALSE(recovers("fulfillments", "pack"));
  CHECK_FALSE(recovers("price-book-products", "update-bulk"));
}

TEST_CASE("a customer who is there was created, one who is not is created now") {
  Recovered found(
      always(200,
             R"({"data":[{"id":"1","first_name":"Ada","last_name":"L","email":"a@x.example"}]})"),
      "customers", "create", kAda);
  CHECK(found.at(0) == SLUICE_OK);
  CHECK(has(found.shop.line(0), "GET /api/2026-07/search?type=customers&email=a%40x.example"));
  Recovered missing(always(200, R"({"data":[]})"), "customers", "create", kAda);
  CHECK(missing.at(0) == SLUICE_END);
  CHECK(missing.shop.requests() == 1);
}

TEST_CASE("who cannot be told from another one parks") {
  Recovered nameless(always(200, R"({"data":[]})"), "customers", "create",
                     R"({"payload":{"first_name":"A","last_name":null}})");
  CHECK(nameless.at(0) == SLUICE_E_DATA);
  CHECK(has(nameless.done.outcomes[0].message, "may have been carried out"));
  CHECK(nameless.shop.requests() == 0);
  // Two records and one customer: which of the two it is, nobody knows.
  Recovered twice(
      always(200,
             R"({"data":[{"id":"1","first_name":"Ada","last_name":"L","email":"a@x.example"}]})"),
      "customers", "create", kAda + "\n" + kAda);
  CHECK(twice.at(0) == SLUICE_OK);
  CHECK(twice.at(1) == SLUICE_E_DATA);
}

TEST_CASE("what is harmless to do again is done again, without being looked for") {
  const std::string lines = R"({"path":{"customer_id":"c"},"payload":{"first_name":"A"}})"
                            "\n"
                            R"({"payload":"nonsense","else":1})"
                            "\n";
  Recovered upsert(always(500, "{}"), "customers", "upsert", lines);
  CHECK(upsert.at(0) == SLUICE_END);
  CHECK(upsert.at(1) == SLUICE_END);  // it was never sent: publish says why
  CHECK(upsert.shop.requests() == 0);
  Recovered card(
      always(500, "{}"), "gift-card-transactions", "create",
      R"({"path":{"card_number":"1"},"payload":{"amount":"5","client_id":"x","type":"RELOADING"}})");
  CHECK(card.at(0) == SLUICE_END);
}

TEST_CASE("what the catalogue has no way to find parks") {
  Recovered stock(always(200, "{}"), "stock-adjustments", "create-bulk",
                  "{\"payload\":{\"product_id\":\"p\"}}\n");
  CHECK(stock.at(0) == SLUICE_E_DATA);
  CHECK(has(stock.done.outcomes[0].message, "an earlier run was killed"));
  Recovered points(always(200, "{}"), "loyalty-adjustments", "create-bulk",
                   "{\"payload\":{\"customer_id\":\"a\",\"amount\":1}}\n");
  CHECK(points.at(0) == SLUICE_E_DATA);
  CHECK(points.shop.requests() == 0);
}

TEST_CASE("a shop that cannot be asked now is asked again, a refused token stops the run") {
  CHECK(Recovered(always(503, "{}"), "customers", "create", kAda).at(0) == SLUICE_E_UNAVAILABLE);
  CHECK(Recovered(always(403, "{}"), "customers", "create", kAda).at(0) == SLUICE_E_DATA);
  Recovered refused(always(401, "{}"), "customers", "create", kAda);
  CHECK(refused.done.status.code() == SLUICE_E_AUTH);
}
