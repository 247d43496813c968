#include "shop_client.hpp"

using namespace sluice::simulator;

TEST_CASE("brands, tags and suppliers answer a create with the id as data") {
  const TestShop shop;
  for (const char* path : {"/brands", "/tags", "/suppliers"}) {
    CAPTURE(path);
    const Reply reply = shop.send("POST", path, R"({"name":"New"})");
    CHECK(reply.status == 200);
    const auto response = reply.json();
    REQUIRE(response["data"].IsString());
    CHECK(shop.get(path + ("/" + std::string(response["data"].GetString()))).status == 200);
    CHECK(shop.send("POST", path, R"({"name":""})").status == 400);
    CHECK(shop.send("POST", path, "{}").status == 400);
  }
}

TEST_CASE("each delete has the envelope of its contract") {
  const TestShop shop;
  const auto id = [&shop](const char* path) {
    return std::string(shop.get(path).json()["data"][0]["id"].GetString());
  };
  const auto brand = shop.send("DELETE", "/brands/" + id("/brands"), "").json();
  CHECK(brand["payload"]["data"]["job_id"].IsString());
  const auto supplier = shop.send("DELETE", "/suppliers/" + id("/suppliers"), "").json();
  CHECK(supplier["data"]["job_id"].IsString());
}

TEST_CASE("each update has the envelope of its contract") {
  const TestShop shop;
  const auto id = [&shop](const char* path) {
    return std::string(shop.get(path).json()["data"][0]["id"].GetString());
  };
  const std::string name = R"({"name":"Renamed"})";
  const std::string supplier = id("/suppliers");
  CHECK(shop.send("PUT", "/suppliers/" + supplier, name).body == "{\"id\":\"" + supplier + "\"}");
  const std::string brand = id("/brands");
  CHECK(shop.send("PUT", "/brands/" + brand, name).body == "{\"data\":{\"id\":\"" + brand + "\"}}");
  const auto tag = shop.send("PUT", "/tags/" + id("/tags"), name).json();
  CHECK(std::string(tag["data"]["name"].GetString()) == "Renamed");
}

TEST_CASE("a tax with a name that is taken is a conflict") {
  const TestShop shop;
  CHECK(shop.send("POST", "/taxes", R"({"name":"GST","rate":0.1})").status == 409);
  const Reply reply = shop.send("POST", "/taxes", R"({"name":"New","rate":0.10})");
  CHECK(reply.status == 201);
  CHECK(reply.body.find(R"("rates":[{"rate":0.10}])") != std::string::npos);
}

TEST_CASE("single users come as a one-element array, the retailer's version as a string") {
  const TestShop shop;
  const std::string id = shop.get("/users").json()["data"][0]["id"].GetString();
  CHECK(shop.get("/users/" + id).json()["data"].IsArray());
  CHECK(shop.get("/user").json()["data"].IsArray());
  CHECK(shop.get("/retailer").json()["data"]["version"].IsString());
}

TEST_CASE("every simple version list of the seeded shop can be walked to its end") {
  const TestShop shop;
  for (const char* list : {"brands", "tags", "suppliers", "outlets", "registers", "users",
                           "customer_groups", "product_types", "payment_types", "customers"}) {
    CAPTURE(list);
    CHECK_FALSE(walk(shop, list, "&page_size=2").ids.empty());
  }
}
