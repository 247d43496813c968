#include "shop_client.hpp"

using namespace sluice::simulator;

namespace {

std::string create_product(const TestShop& shop, const std::string& body) {
  const Reply reply = shop.send("POST", "/products", body);
  REQUIRE(reply.status == 200);
  const auto response = reply.json();
  REQUIRE(response["data"].Size() == 1);
  return response["data"][0].GetString();
}

}  // namespace

TEST_CASE("a product create takes flat members and answers only the id") {
  const TestShop shop;
  const std::string brand = shop.get("/brands").json()["data"][0]["id"].GetString();
  const std::string id =
      create_product(shop, R"({"name":"Mug","sku":"M-1","price_including_tax":24.00,)"
                           R"("brand_id":")" +
                               brand + "\"}");
  const Reply reply = shop.get("/products/" + id);
  const auto row = reply.json();
  CHECK(std::string(row["data"]["brand"]["id"].GetString()) == brand);
  CHECK(reply.body.find(R"("price_including_tax":24.00)") != std::string::npos);
  CHECK(row["data"]["price_excluding_tax"].GetDouble() == doctest::Approx(20.0));
  CHECK(shop.get("/products?sku=M-1").json()["data"].Size() == 1);
}

TEST_CASE("both prices, no name or a brand that is not there are refused without effect") {
  const TestShop shop;
  CHECK(shop.send("POST", "/products",
                  R"({"name":"x","price_including_tax":2,"price_excluding_tax":1})")
            .status == 422);
  CHECK(shop.send("POST", "/products", R"({"sku":"x"})").status == 400);
  CHECK(shop.send("POST", "/products", R"({"name":""})").status == 400);
  CHECK(shop.send("POST", "/products", R"({"name":"x","brand_id":"none"})").status == 422);
  CHECK(shop.send("POST", "/products", R"({"name":"x","supply_price":"1"})").status == 422);
  CHECK(shop.state("products")["count"].GetInt() == 60);
}

TEST_CASE("a product update takes common and details and answers an empty object") {
  const TestShop shop;
  const std::string id = create_product(shop, R"({"name":"Mug"})");
  const std::int64_t version = shop.state("products/" + id)["version"].GetInt64();
  const Reply reply = shop.send(
      "PUT", "/products/" + id,
      R"({"common":{"name":"Cup"},"details":{"is_active":false,"price_excluding_tax":19.90}})");
  CHECK(reply.status == 200);
  CHECK(reply.body == "{}");
  const Reply read = shop.get("/products/" + id);
  const auto row = read.json();
  CHECK(std::string(row["data"]["name"].GetString()) == "Cup");
  CHECK_FALSE(row["data"]["active"].GetBool());
  CHECK(read.body.find(R"("price_excluding_tax":19.90)") != std::string::npos);
  CHECK(row["data"]["version"].GetInt64() > version);
}

TEST_CASE("the read shape is not a product update") {
  const TestShop shop;
  const std::string id = create_product(shop, R"({"name":"Mug"})");
  CHECK(shop.send("PUT", "/products/" + id, R"({"name":"Cup"})").status == 422);
  CHECK(shop.send("PUT", "/products/" + id, R"({"common":[]})").status == 400);
  CHECK(shop.send("PUT", "/products/none", R"({"common":{}})").status == 404);
  CHECK(shop.send("PUT", "/products/" + id,
                  R"({"details":{"price_including_tax":2,"price_excluding_tax":1}})")
            .status == 422);
}

TEST_CASE("a product delete is 200 with an empty body") {
  const TestShop shop;
  const std::string id = create_product(shop, R"({"name":"Mug"})");
  const Reply reply = shop.send("DELETE", "/products/" + id, "");
  CHECK(reply.status == 200);
  CHECK(reply.body.empty());
  CHECK(shop.get("/products/" + id).status == 404);
}

TEST_CASE("deleting a family takes its variants") {
  Settings settings = small_shop();
  settings.products = 300;
  const TestShop shop(settings);
  const auto state = shop.state("products");
  std::string parent;
  for (const auto& row : state["data"].GetArray()) {
    if (row["deleted_at"].IsNull() && row["variant_parent_id"].IsString()) {
      parent = row["variant_parent_id"].GetString();
    }
  }
  REQUIRE_FALSE(parent.empty());
  CHECK(shop.send("DELETE", "/products/" + parent + "/all", "").status == 200);
  const auto after = shop.state("products");
  for (const auto& row : after["data"].GetArray()) {
    if (row["variant_parent_id"].IsString() && parent == row["variant_parent_id"].GetString()) {
      CHECK(row["deleted_at"].IsString());
    }
  }
}

TEST_CASE("a changed row keeps the bytes of what did not change") {
  const TestShop shop;
  const std::string before = shop.get("/products?page_size=1").body;
  const std::string id = shop.get("/products?page_size=1").json()["data"][0]["id"].GetString();
  shop.send("PUT", "/products/" + id, R"({"common":{"name":"renamed"}})");
  const std::string after = shop.get("/products/" + id).body;
  const std::size_t begin = before.find("\"supply_price\"");
  const std::size_t end = before.find(",\"created_at\"");
  CHECK(after.find(before.substr(begin, end - begin)) != std::string::npos);
}
