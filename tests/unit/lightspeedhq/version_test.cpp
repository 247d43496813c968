// Which version of the API is asked, and what a person is told about it.
#include <doctest/doctest.h>

#include "unit/lightspeedhq/recorded_shop.hpp"

using namespace lightspeedhq::test;
using lightspeedhq::Client;

namespace {

const std::string kUpdate = R"({"path":{"product_id":"p"},"payload":{}})";

}  // namespace

TEST_CASE("the client's version is that of its requests, 2026-07 by default") {
  RecordedShop shop(always(200, "{}"));
  shop.publish("products", "update", kUpdate);
  CHECK(shop.line(0) == "PUT /api/2026-07/products/p HTTP/1.1");
  RecordedShop other(always(200, "{}"), R"(,"api_version":"2026-04")");
  other.publish("products", "update", kUpdate);
  CHECK(other.line(0) == "PUT /api/2026-04/products/p HTTP/1.1");
}

TEST_CASE("a publisher's own version goes before its client's") {
  RecordedShop shop(always(200, "{}"));
  shop.publish("products", "patch", R"({"path":{"product_id":"p"},"payload":{}})",
               R"(,"version":"2026-10")");
  CHECK(shop.line(0) == "PATCH /api/2026-10/products/p HTTP/1.1");
  CHECK_FALSE(has(shop.server.seen()[0].text, "api-version"));
}

TEST_CASE("a subscriber's own version goes before its client's, and its rows are that version's") {
  RecordedShop shop(always(200, R"({"data":[],"version":{}})"));
  shop.rig.walk("inventory", "{}", "", R"(,"version":"2.0")");
  CHECK(shop.line(0).substr(0, 23) == "GET /api/2.0/inventory?");
  RecordedShop old(always(200, R"({"data":[],"version":{}})"), R"(,"api_version":"2.0")");
  old.rig.walk("inventory");
  CHECK(old.line(0).substr(0, 23) == "GET /api/2.0/inventory?");
}

TEST_CASE("version 0.9 has no segment in the path") {
  RecordedShop shop(always(200, "{}"));
  shop.publish("sales", "upsert", R"({"payload":{"register_id":"r"}})", R"(,"version":"0.9")");
  CHECK(shop.line(0) == "POST /api/register_sales HTTP/1.1");
}

TEST_CASE("the rows are those of the version") {
  RecordedShop shop(always(200, "{}"), R"(,"api_version":"2.0")");
  shop.publish("sales", "return", R"({"path":{"sale_id":"s"}})");
  CHECK(shop.line(0) == "PUT /api/2.0/sales/s/actions/return HTTP/1.1");
  CHECK(has(shop.refused("products", "update"), "in version 2.0; it is in 2.1 2026-01"));
}

TEST_CASE("unknown versions are warned of, at the client and at a component") {
  RecordedShop shop(always(200, "{}"));
  CHECK_FALSE(has(shop.rig.log_text, "API version"));
  shop.rig.make<Client>(
      R"({"base_uri":"http://localhost:1","token":"abcd","api_version":"2025-10"})", "clients.a");
  CHECK(has(shop.rig.log_text, "API version 2025-10 is not known here"));
  shop.publish("tags", "create", R"({"payload":{"name":"t"}})", R"(,"version":"2030-01")");
  CHECK(has(shop.rig.log_text, "API version 2030-01 is not known here"));
}
