// What the configuration says of single statuses, over what a publisher makes of them.
#include <doctest/doctest.h>

#include "unit/lightspeedhq/recorded_shop.hpp"

using namespace lightspeedhq::test;

namespace {

const std::string kGone = R"({"path":{"customer_id":"c"}})";

// What becomes of `lines` where everything is answered `status`.
struct Told {
  Told(int status, const std::string& policy, const std::string& action = "create",
       const std::string& lines = kNewCustomer, const std::string& entity = "customers")
      : shop(always(status, R"({"error":"no"})"), R"(,"retry":{"attempts":1})"),
        done(shop.publish(entity, action, lines, ",\"on_status\":" + policy)) {}
  sluice_status first() const { return done.outcomes.at(0).status; }

  RecordedShop shop;
  Published done;
};

}  // namespace

TEST_CASE("a status means what on_status says") {
  CHECK(Told(403, R"({"403":"park"})").first() == SLUICE_E_DATA);
  CHECK(Told(409, R"({"409":"accept"})").first() == SLUICE_OK);
  CHECK(Told(422, R"({"4xx":"retry"})").first() == SLUICE_E_UNAVAILABLE);
  Told stops(404, R"({"404":"stop"})");
  CHECK(stops.done.status.code() == SLUICE_E_INVALID);
  CHECK(has(stops.done.status.message(), "404 no"));
  CHECK(has(stops.done.status.message(), "on_status stops the pipeline"));
}

TEST_CASE("without a word on it, a status means what it meant") {
  CHECK(Told(403, R"({"409":"accept"})").first() == SLUICE_E_AUTH);
  CHECK(Told(409, "{}").first() == SLUICE_E_DATA);
}

TEST_CASE("a delete of what is gone is done, unless on_status says otherwise") {
  CHECK(Told(404, "{}", "delete", kGone).first() == SLUICE_OK);
  CHECK(Told(404, R"({"404":"park"})", "delete", kGone).first() == SLUICE_E_DATA);
  CHECK(Told(404, R"({"4xx":"stop"})", "delete", kGone).done.status.code() == SLUICE_E_INVALID);
}

TEST_CASE("a write that may have been carried out parks, whatever on_status says") {
  Told doubt(500, R"({"5xx":"retry"})");
  CHECK(doubt.first() == SLUICE_E_DATA);
  CHECK(has(doubt.done.outcomes[0].message, "may have been carried out"));
  CHECK(doubt.shop.requests() == 1);
  CHECK(Told(500, R"({"500":"park"})", "update", R"({"path":{"customer_id":"c"},"payload":{}})")
            .first() == SLUICE_E_DATA);
}

TEST_CASE("a record that is to be tried again does not hold up its neighbours") {
  RecordedShop shop([](const std::string&, size_t number) {
    return Reply{response(number == 1 ? 404 : 201, "{}")};
  });
  auto done = shop.publish("customers", "create", kNewCustomer + "\n" + kNewCustomer,
                           R"(,"on_status":{"404":"retry"})");
  CHECK(done.outcomes[0].status == SLUICE_E_UNAVAILABLE);
  CHECK(done.outcomes[1].status == SLUICE_OK);
}

TEST_CASE("of a bulk request that is refused and to be parked, only the record at fault parks") {
  RecordedShop shop([](const std::string& request, size_t) {
    const bool refused = request.find("bad") != request.npos;
    return Reply{response(refused ? 403 : 201, "{}")};
  });
  const std::string lines = R"({"payload":{"product_id":"good"}})"
                            "\n"
                            R"({"payload":{"product_id":"bad"}})";
  auto done =
      shop.publish("stock-adjustments", "create-bulk", lines, R"(,"on_status":{"403":"park"})");
  CHECK(done.outcomes[0].status == SLUICE_OK);
  CHECK(done.outcomes[1].status == SLUICE_E_DATA);
  Told all(409, R"({"409":"accept"})", "create-bulk", lines, "stock-adjustments");
  CHECK(all.done.outcomes[0].status == SLUICE_OK);
  CHECK(all.done.outcomes[1].status == SLUICE_OK);
  CHECK(all.shop.requests() == 1);
}

TEST_CASE("on_status is settled at check") {
  RecordedShop shop(always(200, "{}"));
  const auto refused = [&](const std::string& policy) {
    return shop.refused("customers", "create", ",\"on_status\":" + policy);
  };
  CHECK(has(refused(R"({"403":"prak"})"), "/on_status/403: "));
  CHECK(has(refused(R"({"500":"accept"})"), "/on_status/500: cannot be accept"));
  CHECK(
      has(refused(R"({"2xx":"park"})"), "/on_status: names 200, with which the record was taken"));
  CHECK(has(refused(R"({"299":"stop"})"), "/on_status: names 299"));
}
