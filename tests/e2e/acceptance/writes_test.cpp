// Acceptance points 10 to 13: what the shop answers to writes, well and badly.
#include "shop.hpp"

using namespace lightspeedhq::test;

namespace {

std::string path_of(const std::string& name, const std::string& id, const std::string& payload) {
  return R"({"path":{")" + name + R"(":")" + id + R"("},"payload":)" + payload + "}";
}

}  // namespace

TEST_CASE("acceptance 10: each success envelope is decoded, an empty 200 and a 204 are accepted") {
  Shop shop;
  const std::string brand = shop.first("brands"), supplier = shop.first("suppliers"),
                    product = shop.first("products"), customer = shop.first("customers"),
                    group = shop.first("customer_groups");
  struct Write {
    std::string entity, action, record;
    int status;
  };
  const Write kWrites[] = {
      {"brands", "create", R"({"payload":{"name":"N"}})", 200},
      {"tags", "create", R"({"payload":{"name":"N"}})", 200},
      {"suppliers", "create", R"({"payload":{"name":"N"}})", 200},
      {"products", "create", R"({"payload":{"name":"N"}})", 200},
      {"suppliers", "update", path_of("supplier_id", supplier, R"({"name":"M"})"), 200},
      {"products", "update", path_of("product_id", product, R"({"common":{"name":"M"}})"), 200},
      {"taxes", "create", R"({"payload":{"name":"N","rate":0.1}})", 201},
      {"customer-group-members", "create-bulk",
       path_of("customer_group_id", group, "\"" + customer + "\""), 201},
      {"brands", "delete", path_of("brand_id", brand, "null"), 200},
      {"products", "delete", path_of("product_id", product, "null"), 200},
      {"customers", "delete", path_of("customer_id", customer, "null"), 204},
  };
  for (const Write& write : kWrites) {
    CAPTURE(write.entity);
    CAPTURE(write.action);
    auto done = shop.publish(write.entity, write.action, write.record);
    CHECK_MESSAGE(done.status == SLUICE_OK, done.message);
    CHECK(shop.requests().back().status == write.status);
  }
  CHECK(shop.ids("brands").count(brand) == 0);
  CHECK(shop.ids("products").count(product) == 0);
  CHECK(shop.ids("customers").count(customer) == 0);
  // A single user is shown as a list of one, a retailer as an object.
  const std::string user = shop.first("users");
  auto one =
      shop.rig.walk("users", R"({"path":{"user_id":")" + user + R"("}})", {}, R"(,"action":"get")");
  REQUIRE(one.records.size() == 1);
  CHECK(text_at(one.records[0], "id") == user);
  CHECK(shop.rig.walk("retailer").records.size() == 1);
}

TEST_CASE("acceptance 11: each shape of an error becomes one error with status and text") {
  struct Shape {
    std::string name, status, text;
  };
  for (const Shape& shape : {Shape{"plain", "400", "first_name is required"},
                             Shape{"two_member", "400", "first_name is required"},
                             Shape{"object", "400", "first_name is required"},
                             Shape{"empty", "400", ""}, Shape{"html", "502", "Bad Gateway"}}) {
    CAPTURE(shape.name);
    Shop shop(small_shop(), R"(,"retry":{"attempts":1})");
    shop.simulator.control("POST", "/settings", R"({"error_shape":")" + shape.name + "\"}");
    auto done = shop.publish("customers", "create", R"({"payload":{"last_name":"L"}})");
    CHECK(done.status == SLUICE_E_DATA);
    CHECK(has(done.message, "POST /customers: client `shop`: " + shape.status));
    CHECK(has(done.message, shape.text));
    auto read =
        shop.rig.walk("brands", R"({"path":{"brand_id":"none"}})", {}, R"(,"action":"get")");
    CHECK_FALSE(read.status.ok());
    CHECK(read.status.code() != SLUICE_END);
    CHECK(has(read.status.message(), shape.name == "html" ? "502" : "404"));
    CHECK_FALSE(has(read.status.message(), "<html>"));
    CHECK_FALSE(has(done.message, "{"));
  }
}

TEST_CASE("acceptance 12: a redeem repeated after a lost response changes the balance once") {
  Shop shop;
  REQUIRE(shop.publish("gift-cards", "create", R"({"payload":{"number":"N1","amount":"50.00"}})")
              .status == SLUICE_OK);
  shop.forget_requests();
  shop.simulator.arm(R"({"fault":"reset_after","path":"/gift_cards","method":"POST"})");
  auto done = shop.publish(
      "gift-card-transactions", "create",
      R"({"path":{"card_number":"N1"},"payload":{"type":"REDEEMING","amount":"-12.50","client_id":"c1"}})");
  CHECK_MESSAGE(done.status == SLUICE_OK, done.message);
  CHECK(shop.requests().size() == 2);
  CHECK(has(shop.simulator.get("/gift_cards/N1").body, R"("balance":"37.50")"));
}

TEST_CASE("acceptance 13: a duplicate webhook create is reported as a conflict") {
  Shop shop;
  const std::string hook =
      R"({"payload":{"active":true,"type":"sale.update","url":"http://127.0.0.1:9/in"}})";
  CHECK(shop.publish("webhooks", "create", hook).status == SLUICE_OK);
  auto again = shop.publish("webhooks", "create", hook);
  CHECK(again.status == SLUICE_E_DATA);
  CHECK(has(again.message, "409 A webhook with this type and URL already exists."));
  // One whose response was lost is our own, and no conflict.
  shop.simulator.arm(R"({"fault":"reset_after","path":"/webhooks","method":"POST"})");
  CHECK(shop.publish(
                "webhooks", "create",
                R"({"payload":{"active":true,"type":"sale.update","url":"http://127.0.0.1:9/b"}})")
            .status == SLUICE_OK);
  CHECK(shop.simulator.get("/webhooks").json()["data"].Size() == 2);
}
