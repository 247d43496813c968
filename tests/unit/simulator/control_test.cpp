#include "shop_client.hpp"

using namespace sluice::simulator;

TEST_CASE("health tells the time, the last version and the rows") {
  Settings settings = small_shop();
  settings.clock = "2026-11-23T10:00:00Z";
  const TestShop shop(settings);
  const auto health = shop.control("GET", "/health").json();
  CHECK(std::string(health["now"].GetString()) == "2026-11-23T10:00:00Z");
  CHECK(health["rows"]["products"].GetInt() == 60);
  CHECK(health["last_version"].GetInt64() > 5'000'000'000);
}

TEST_CASE("the request log shows raw target, headers, body and status") {
  const TestShop shop;
  shop.raw("PUT", "/api/2026-07/customers/a%2Fb?x=%20y", "{\"first_name\":", "Bearer T");
  const auto log = shop.control("GET", "/requests").json();
  REQUIRE(log["count"].GetInt() == 1);
  const auto& entry = log["requests"][0];
  CHECK(std::string(entry["method"].GetString()) == "PUT");
  CHECK(std::string(entry["target"].GetString()) == "/api/2026-07/customers/a%2Fb?x=%20y");
  CHECK(std::string(entry["body"].GetString()) == "{\"first_name\":");
  CHECK(entry["status"].GetInt() == 400);
  CHECK(entry["fault"].IsNull());
  bool authorization = false;
  for (const auto& header : entry["headers"].GetArray()) {
    authorization = authorization || std::string(header[1].GetString()) == "Bearer T";
  }
  CHECK(authorization);
}

TEST_CASE("the log names the fault that hit a request") {
  const TestShop shop;
  shop.arm(R"({"fault":"reset_after"})");
  CHECK_THROWS_AS(shop.get("/brands"), Poco::Exception);
  const auto log = shop.control("GET", "/requests").json();
  CHECK(std::string(log["requests"][0]["fault"].GetString()) == "reset_after");
}

TEST_CASE("the log can be cleared") {
  const TestShop shop;
  shop.get("/brands");
  CHECK(shop.control("POST", "/requests/clear").status == 200);
  CHECK(shop.control("GET", "/requests").json()["count"].GetInt() == 0);
}

TEST_CASE("a reset brings the seeded shop back and forgets faults and requests") {
  const TestShop shop;
  const std::string before = shop.control("GET", "/state/brands").body;
  shop.send("POST", "/brands", R"({"name":"x"})");
  shop.arm(R"({"fault":"500","count":0})");
  CHECK(shop.control("POST", "/reset").status == 200);
  CHECK(shop.control("GET", "/state/brands").body == before);
  CHECK(shop.control("GET", "/requests").json()["count"].GetInt() == 0);
  CHECK(shop.get("/brands").status == 200);
}

TEST_CASE("a seed can be loaded with other sizes") {
  const TestShop shop;
  const auto health =
      shop.control("POST", "/seed", R"({"seed":9,"products":7,"customers":0})").json();
  CHECK(health["rows"]["products"].GetInt() == 7);
  CHECK_FALSE(health["rows"].HasMember("customers"));
  CHECK(shop.get("/customers").json()["data"].Empty());
}

TEST_CASE("the clock freezes, advances and returns to real time") {
  const TestShop shop;
  shop.control("POST", "/clock", R"({"now":"2026-01-01T00:00:00Z"})");
  const auto later = shop.control("POST", "/clock", R"({"advance_s":90})").json();
  CHECK(std::string(later["now"].GetString()) == "2026-01-01T00:01:30Z");
  CHECK(shop.get("/brands").headers.at("Date") == "Thu, 01 Jan 2026 00:01:30 GMT");
  CHECK(shop.control("POST", "/clock", R"({"now":"noon"})").status == 400);
  const auto real = shop.control("POST", "/clock", R"({"now":null})").json();
  CHECK(std::string(real["now"].GetString()) > "2026-02");
}

TEST_CASE("changing products gives them new versions, names and prices") {
  const TestShop shop;
  const auto changed = shop.control("POST", "/products/change", R"({"count":10})").json();
  CHECK(changed["count"].GetInt() == 10);
  const std::string id = changed["ids"][0].GetString();
  const auto row = shop.state("products/" + id);
  CHECK(std::string(row["name"].GetString()).ends_with(" *"));
}

TEST_CASE("more rows than there are cannot be changed") {
  const TestShop shop;
  CHECK(shop.control("POST", "/products/change", R"({"count":61})").status == 400);
  CHECK(shop.control("POST", "/products/change", R"({"count":-1})").status == 400);
  CHECK(shop.control("POST", "/products/change", "no json").status == 400);
}

TEST_CASE("an unknown control command, table or row is 404") {
  const TestShop shop;
  CHECK(shop.control("GET", "/planets").status == 404);
  CHECK(shop.control("GET", "/health/more").status == 404);
  CHECK(shop.control("POST", "/health").status == 404);
  CHECK(shop.control("GET", "/state/planets").status == 404);
  CHECK(shop.control("GET", "/state/products/none").status == 404);
  CHECK(shop.control("GET", "").status == 404);
}

TEST_CASE("the body rules can be switched on") {
  const TestShop shop;
  shop.control("POST", "/settings", R"({"short_pages":true,"shuffle_rows":true})");
  CHECK(shop.get("/products?page_size=50").json()["data"].Size() < 50);
}
