// What becomes of events when the shop is asked for the entity as it is now.
#include <doctest/doctest.h>

#include "unit/lightspeedhq/webhook_rig.hpp"

using namespace lightspeedhq::test;

namespace {

// A product as the shop would give it now.
WebhookRig::Response product(const Call& call) {
  const std::string id = call.path().substr(call.path().rfind('/') + 1);
  return {200, R"({"data":{"id":")" + id + R"(","name":"now"}})"};
}

}  // namespace

TEST_CASE("an event of an entity that the shop has no more becomes a deletion with its id") {
  WebhookRig rig([](const Call&) { return WebhookRig::Response{404, R"({"error":"gone"})"}; });
  rig.listen();
  REQUIRE(rig.deliver("product.update", R"({"id":"a","name":"then","version":1})") == 200);
  CHECK(rig.poll() == Texts{R"(deleted a {"id":"a"})"});
}

TEST_CASE("an entity the shop marks as deleted is a deletion of what it was") {
  WebhookRig rig([](const Call&) {
    return WebhookRig::Response{200, R"({"data":{"id":"a","deleted_at":"2026-01-01T00:00:00Z"}})"};
  });
  rig.listen();
  REQUIRE(rig.deliver("product.update", R"({"id":"a"})") == 200);
  CHECK(rig.poll() == Texts{R"(deleted a {"id":"a","deleted_at":"2026-01-01T00:00:00Z"})"});
}

TEST_CASE("events of one entity that wait together cost one request") {
  WebhookRig rig(product);
  rig.listen();
  for (const char* version : {"1", "2", "3"})
    REQUIRE(rig.deliver("product.update", R"({"id":"a","version":)" + std::string(version) + "}") ==
            200);
  REQUIRE(rig.deliver("product.update", R"({"id":"b","version":1})") == 200);
  CHECK(rig.poll() == Texts{R"(a {"id":"a","name":"now"})", R"(b {"id":"b","name":"now"})"});
  CHECK(rig.requests() == Texts{"GET /products/a", "GET /products/b"});
}

TEST_CASE("a product's stock is a record an outlet, asked for once whatever outlets changed") {
  WebhookRig rig(
      [](const Call&) {
        return WebhookRig::Response{200, R"([{"id":"1","outlet_id":"north","current_amount":5},)"
                                         R"({"id":"2","outlet_id":"south","current_amount":0}])"};
      },
      R"(["inventory.update"])");
  rig.listen();
  REQUIRE(rig.deliver("inventory.update", R"({"id":"1","product_id":"p"})") == 200);
  REQUIRE(rig.deliver("inventory.update", R"({"id":"2","product_id":"p"})") == 200);
  CHECK(rig.poll() == Texts{R"(1 {"id":"1","outlet_id":"north","current_amount":5})",
                            R"(2 {"id":"2","outlet_id":"south","current_amount":0})"});
  CHECK(rig.requests() == Texts{"GET /inventory/p"});
}

TEST_CASE("events that a full queue does not take are answered 503, and taken once it has room") {
  WebhookRig rig(product, R"(["product.update"])", R"(,"fetch":false,"queue":1)");
  rig.listen();
  REQUIRE(rig.deliver("product.update", R"({"id":"a","version":1})") == 200);
  CHECK(rig.deliver("product.update", R"({"id":"b","version":1})") == 503);
  CHECK(rig.poll() == Texts{R"(a {"id":"a","version":1})"});
  CHECK(rig.deliver("product.update", R"({"id":"b","version":1})") == 503);  // not committed yet
  rig.commit();
  CHECK(rig.deliver("product.update", R"({"id":"b","version":1})") == 200);
  CHECK(rig.poll() == Texts{R"(b {"id":"b","version":1})"});
}

TEST_CASE("a record says its type where it is asked to, fetched, deleted or as it came") {
  WebhookRig rig(
      [](const Call& call) {
        return call.path() == "/products/a" ? product(call) : WebhookRig::Response{404, "{}"};
      },
      R"(["product.update","sale.update","register_closure.create"])", R"(,"type_member":"event")");
  rig.listen();
  REQUIRE(rig.deliver("product.update", R"({"id":"a"})") == 200);
  REQUIRE(rig.deliver("sale.update", R"({"id":"b"})") == 200);
  REQUIRE(rig.deliver("register_closure.create", R"({"id":"c"})") == 200);
  CHECK(rig.poll() == Texts{R"(a {"id":"a","name":"now","event":"product.update"})",
                            R"(deleted b {"id":"b","event":"sale.update"})",
                            R"(c {"id":"c","event":"register_closure.create"})"});
}

TEST_CASE("the type takes the place of an entity's member of that name, if it has no id, too") {
  WebhookRig rig(product, R"(["product.update"])", R"(,"type_member":"event","fetch":false)");
  rig.listen();
  REQUIRE(rig.deliver("product.update", R"({"event":{"x":1},"name":"n"})") == 200);
  CHECK(rig.poll() == Texts{R"( {"event":"product.update","name":"n"})"});
}

TEST_CASE(
    "a delivery whose signed type is not that of its address is refused, and never delivered") {
  WebhookRig rig(product, R"(["product.update","sale.update"])");
  rig.listen();
  CHECK(rig.deliver("product.update", R"({"id":"a"})", "type=sale.update&") == 400);
  CHECK(rig.deliver("sale.update", R"({"id":"a"})", "type=product.update&") == 400);
  CHECK(rig.deliver("product.update", R"({"id":"a"})", "type=customer.update&") == 400);
  CHECK(rig.poll().empty());
  CHECK(rig.deliver("product.update", R"({"id":"b"})", "type=product.update&") == 200);
  CHECK(rig.deliver("product.update", R"({"id":"c"})", "type=&") == 200);
  CHECK(rig.poll().size() == 2);
}

TEST_CASE("without a type in the address the signed one counts, and must be one that is wanted") {
  WebhookRig rig(product, R"(["product.update","sale.update"])", R"(,"fetch":false)");
  rig.listen();
  CHECK(rig.deliver("", R"({"id":"a"})", "type=sale.update&") == 200);
  CHECK(rig.deliver("", R"({"id":"a"})", "type=customer.update&") == 404);
  CHECK(rig.deliver("", R"({"id":"a"})") == 404);
  CHECK(rig.poll() == Texts{R"(a {"id":"a"})"});
}

TEST_CASE("a delivery signed for another shop of the same application is refused") {
  WebhookRig rig(product, R"(["product.update"])", R"(,"fetch":false)",
                 "https://right.retail.lightspeed.app");
  rig.listen();
  CHECK(rig.deliver("product.update", R"({"id":"a"})", "domain_prefix=wrong&") == 400);
  CHECK(rig.deliver("product.update", R"({"id":"b"})", "domain_prefix=right&") == 200);
  CHECK(rig.deliver("product.update", R"({"id":"c"})") == 200);
  CHECK(rig.poll() == Texts{R"(b {"id":"b"})", R"(c {"id":"c"})"});
  WebhookRig elsewhere(product, R"(["product.update"])", R"(,"fetch":false)");
  elsewhere.listen();
  CHECK(elsewhere.deliver("product.update", R"({"id":"a"})", "domain_prefix=any&") == 200);
}
