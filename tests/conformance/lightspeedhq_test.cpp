// The plugin lightspeedhq, over HTTP to a server on loopback.
#include "conformance/http_source.hpp"
#include "conformance/http_target.hpp"

using namespace sluice::conformance;

namespace {

std::string customer(const std::string& name) {
  return R"({"path":{"customer_id":"c1"},"payload":{"first_name":")" + name + R"("}})";
}

std::string found_in_shop(const std::string& settings, HttpTarget& target,
                          const HttpRecords& records) {
  return found(
      {LIGHTSPEEDHQ_PLUGIN, "lightspeedhq.client", R"(,"token":"T","retry":{"attempts":1})",
       "lightspeedhq.publisher", settings, records},
      target);
}

}  // namespace

TEST_CASE("lightspeedhq.publisher, one record a request, does what it should when it works ahead") {
  HttpTarget target;
  CHECK(found_in_shop(R"({"entity":"customers","action":"update","in_flight":8})", target,
                      {customer("n"), customer("unfit"), customer("later")}) == "");
  CHECK(target.holds() > 0);
}

TEST_CASE(
    "lightspeedhq.publisher, many records a request, does what it should when it works ahead") {
  HttpTarget target;
  const auto adjustment = [](const std::string& customer) {
    return R"({"payload":{"customer_id":")" + customer + R"(","amount":1}})";
  };
  CHECK(found_in_shop(
            R"({"entity":"loyalty-adjustments","action":"create-bulk","records_per_request":2,)"
            R"("in_flight":8})",
            target, {adjustment("n"), adjustment("unfit"), adjustment("later")}) == "");
  CHECK(target.holds() > 0);
}

TEST_CASE("lightspeedhq.subscriber walks as it should behind a version") {
  const HttpSource source;
  CHECK(found_in_walks({LIGHTSPEEDHQ_PLUGIN,
                        "lightspeedhq.client",
                        R"(,"token":"T","retry":{"attempts":1})",
                        "lightspeedhq.subscriber",
                        R"({"entity":"customers","request":{"query":{"page_size":3}}})",
                        {}},
                       source) == "");
}
