// Quirks that a writer to the shop meets.
#include "shop.hpp"

using namespace lightspeedhq::test;

namespace {

std::string live(const Shop& shop, const std::string& list, rapidjson::SizeType row = 0) {
  return shop.simulator.get(list).json()["data"][row]["id"].GetString();
}

std::string adjustment(const Shop& shop, const std::string& quantity, const std::string& reason) {
  return R"({"payload":{"product_id":")" + live(shop, "/products") + R"(","outlet_id":")" +
         live(shop, "/outlets") + R"(","quantity":")" + quantity + R"(","reason":")" + reason +
         "\"}}\n";
}

}  // namespace

TEST_CASE("quirk 8: DELETEs send a JSON body where the vendor wants one") {
  Shop shop;
  const std::string book = live(shop, "/price_books");
  const std::string row = live(shop, "/price_books/" + book + "/products");
  const std::string group = live(shop, "/customer_groups"), customer = live(shop, "/customers");
  const std::string category = shop.first("product_categories");
  struct Delete {
    std::string entity, record, body;
  };
  for (const Delete& one : {
           Delete{"price-book-products",
                  R"({"path":{"price_book_id":")" + book + R"("},"payload":")" + row + "\"}",
                  R"({"data":{"price_book_product_ids":[")" + row + R"("]}})"},
           Delete{
               "customer-group-members",
               R"({"path":{"customer_group_id":")" + group + R"("},"payload":")" + customer + "\"}",
               R"({"customer_ids":[")" + customer + R"("]})"},
           Delete{"product-categories", "{\"payload\":\"" + category + "\"}",
                  R"({"category_ids":[")" + category + R"("]})"},
       }) {
    CAPTURE(one.entity);
    auto done = shop.publish(one.entity, "delete-bulk", one.record);
    CHECK_MESSAGE(done.status == SLUICE_OK, done.message);
    const auto request = shop.requests().back();
    CHECK(request.line.substr(0, 7) == "DELETE ");
    CHECK(request.body == one.body);
    CHECK(request.status / 100 == 2);
  }
  CHECK_FALSE(has(shop.simulator.get("/price_books/" + book + "/products").body, row));
}

TEST_CASE("quirk 10: success codes differ by entity, each of them is a success") {
  Shop shop;
  const std::string named =
      R"({"payload":{"name":"N","rate":0.1,"first_name":"a","last_name":"b"}})";
  for (auto [entity, status] :
       {std::pair{"brands", 200}, {"products", 200}, {"taxes", 201}, {"customers", 201}}) {
    CAPTURE(entity);
    CHECK(shop.publish(entity, "create", named).status == SLUICE_OK);
    CHECK(shop.requests().back().status == status);
  }
  for (auto [entity, parameter, status] :
       {std::tuple{"products", "product_id", 200}, {"customers", "customer_id", 204}}) {
    CAPTURE(entity);
    const std::string id = live(shop, std::string("/") + entity);
    CHECK(shop.publish(entity, "delete",
                       std::string(R"({"path":{")") + parameter + R"(":")" + id + "\"}}")
              .status == SLUICE_OK);
    CHECK(shop.requests().back().status == status);
  }
}

TEST_CASE("quirk 11: a product is created flat, updated as common and details, read as neither") {
  Shop shop;
  const auto before = shop.ids("products");
  REQUIRE(shop.publish("products", "create",
                       R"({"payload":{"name":"New","sku":"S-1","price_excluding_tax":19.90}})")
              .status == SLUICE_OK);
  auto after = shop.ids("products");
  for (const std::string& id : before) after.erase(id);
  REQUIRE(after.size() == 1);
  const std::string path = R"({"path":{"product_id":")" + *after.begin() + R"("},"payload":)";
  CHECK(shop.publish("products", "update", path + R"({"common":{"name":"Newer"}}})").status ==
        SLUICE_OK);
  CHECK(has(shop.simulator.get("/products/" + *after.begin()).body, R"("name":"Newer")"));
  auto refused = shop.publish("products", "update", path + R"({"name":"Flat"}})");
  CHECK(refused.status == SLUICE_E_DATA);
}

TEST_CASE("quirk 14: consignments and price books are wrapped in data, most others are not") {
  Shop shop;
  const std::string outlet = live(shop, "/outlets");
  const std::string order = R"({"name":"n","type":"SUPPLIER","outlet_id":")" + outlet + "\"}";
  CHECK(shop.publish("consignments", "create", R"({"payload":{"data":)" + order + "}}").status ==
        SLUICE_OK);
  auto bare = shop.publish("consignments", "create", R"({"payload":)" + order + "}");
  CHECK(bare.status == SLUICE_E_DATA);
  CHECK(has(bare.message, "the payload has no data"));
  // A bulk action puts its items where the body wants them.
  const std::string book = live(shop, "/price_books");
  CHECK(shop.publish("price-book-products", "create-bulk",
                     R"({"path":{"price_book_id":")" + book +
                         R"("},"payload":{"price":120,"product_id":")" + live(shop, "/products") +
                         R"(","tax_id":")" + live(shop, "/taxes", 1) + "\"}}")
            .status == SLUICE_OK);
  CHECK(shop.requests().back().body.find(R"({"data":[{"price":120,)") == 0);
  CHECK(shop.publish("tags", "create", R"({"payload":{"name":"t"}})").status == SLUICE_OK);
  CHECK(shop.requests().back().body == R"({"name":"t"})");
}

TEST_CASE("quirk 16: text like a card number is redacted silently: sent whole, read back changed") {
  Shop shop;
  CHECK(shop.publish("customers", "create",
                     R"({"payload":{"first_name":"a","last_name":"b","note":"4111111111111111"}})")
            .status == SLUICE_OK);
  CHECK(has(shop.requests().back().body, "4111111111111111"));
  auto customers = shop.rig.walk("customers");
  CHECK_FALSE(has(customers.records.back(), "4111111111111111"));
  CHECK_FALSE(text_at(customers.records.back(), "note").empty());
}

TEST_CASE("quirk 18: prices go in the store's tax mode and come back tax exclusive") {
  Shop shop;
  const std::string book = live(shop, "/price_books"), product = live(shop, "/products");
  const std::string path = "/price_books/" + book + "/products?product_ids=" + product;
  CHECK(shop.publish("price-book-products", "update-bulk",
                     R"({"path":{"price_book_id":")" + book +
                         R"("},"payload":{"price":120,"product_id":")" + product +
                         R"(","tax_id":")" + live(shop, "/taxes", 2) + "\"}}")
            .status == SLUICE_OK);
  CHECK(shop.simulator.get(path).json()["data"][0]["price"].GetDouble() == 100);
  auto both =
      shop.publish("products", "create",
                   R"({"payload":{"name":"N","price_including_tax":12,"price_excluding_tax":10}})");
  CHECK(both.status == SLUICE_E_DATA);
  CHECK(has(both.message, "422"));
}

TEST_CASE("quirk 19: a quantity's sign must match its reason, and batches have their bounds") {
  Shop shop;
  std::string lines;
  for (int i = 0; i < 6; i++) lines += adjustment(shop, i == 4 ? "2" : "-1.50", "DAMAGE");
  auto done = shop.rig.publish("stock-adjustments", "create-bulk", lines);
  REQUIRE(done.status.ok());
  for (size_t i = 0; i < done.outcomes.size(); i++)
    CHECK(done.outcomes[i].status == (i == 4 ? SLUICE_E_DATA : SLUICE_OK));
  CHECK(has(shop.requests().back().body, R"("quantity":"-1.50")"));

  shop.forget_requests();
  const std::string book = live(shop, "/price_books"), tax = live(shop, "/taxes", 1);
  auto products = shop.rig.walk("products");
  shop.forget_requests();
  lines.clear();
  for (int i = 0; i < 250; i++)
    lines += R"({"path":{"price_book_id":")" + book + R"("},"payload":{"price":1,"product_id":")" +
             text_at(products.records[static_cast<size_t>(i) % products.records.size()], "id") +
             R"(","tax_id":")" + tax + "\"}}\n";
  done = shop.rig.publish("price-book-products", "update-bulk", lines);
  for (const auto& outcome : done.outcomes)
    CHECK_MESSAGE(outcome.status == SLUICE_OK, outcome.message);
  CHECK(shop.requests().size() == 3);
}
