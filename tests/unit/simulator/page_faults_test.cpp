#include <algorithm>
#include <set>

#include "shop_client.hpp"

using namespace sluice::simulator;

TEST_CASE("a stuck cursor brings rows and the version that was asked for") {
  const TestShop shop;
  shop.arm(R"({"fault":"cursor_stuck","count":2})");
  const auto page = shop.get("/products?page_size=3&after=5").json();
  CHECK(page["data"].Size() == 3);
  CHECK(page["version"]["max"].GetInt64() == 5);
}

TEST_CASE("a page without version still has its rows") {
  const TestShop shop;
  shop.arm(R"({"fault":"version_missing"})");
  const auto page = shop.get("/products?page_size=3").json();
  CHECK(page["data"].Size() == 3);
  CHECK_FALSE(page.HasMember("version"));
}

TEST_CASE("a short page holds half and its version fits what it holds") {
  const TestShop shop;
  shop.arm(R"({"fault":"short_page"})");
  const auto page = shop.get("/products?page_size=10").json();
  REQUIRE(page["data"].Size() == 5);
  CHECK(page["version"]["max"].GetInt64() == page["data"][4]["version"].GetInt64());
}

TEST_CASE("a shuffled page holds the same rows in another order") {
  const TestShop shop;
  const std::string plain = shop.get("/products?page_size=20").body;
  shop.arm(R"({"fault":"shuffled"})");
  const std::string shuffled = shop.get("/products?page_size=20").body;
  CHECK(shuffled != plain);
  CHECK(shuffled.size() == plain.size());
}

TEST_CASE("duplicate rows come twice in one page") {
  const TestShop shop;
  shop.arm(R"({"fault":"duplicate_rows"})");
  const auto page = shop.get("/products?page_size=4").json();
  REQUIRE(page["data"].Size() == 8);
  CHECK(page["data"][0]["id"] == page["data"][4]["id"]);
}

TEST_CASE("a row changed during the walk comes again with a later version") {
  const TestShop shop;
  shop.arm(R"({"fault":"change_during_walk","size":2})");
  const Walk products = walk(shop, "products", "&page_size=10");
  const std::set<std::string> unique(products.ids.begin(), products.ids.end());
  CHECK(products.ids.size() == unique.size() + 2);
  CHECK(products.ids.back() == products.ids[1]);
}

TEST_CASE("extra members show in rows and beside data") {
  const TestShop shop;
  shop.arm(R"({"fault":"extra_members"})");
  const auto page = shop.get("/products?page_size=2").json();
  CHECK(page["data"][0]["x_flag"].GetBool());
  CHECK(page.HasMember("x_paging"));
}

TEST_CASE("invalid UTF-8 is invalid") {
  const TestShop shop;
  shop.arm(R"({"fault":"invalid_utf8"})");
  const Reply reply = shop.get("/products?page_size=2");
  rapidjson::Document document;
  document.Parse<rapidjson::kParseValidateEncodingFlag>(reply.body.c_str());
  CHECK(document.HasParseError());
}

TEST_CASE("a huge record is 20 MiB") {
  const TestShop shop;
  shop.arm(R"({"fault":"huge_record"})");
  const Reply reply = shop.get("/products?page_size=2");
  CHECK(reply.body.size() > (20U << 20));
  CHECK(reply.json()["data"].Size() == 2);
}

TEST_CASE("deep nesting goes 1000 levels down") {
  const TestShop shop;
  shop.arm(R"({"fault":"deep_nesting"})");
  const std::string body = shop.get("/products?page_size=2").body;
  CHECK(body.find(std::string(1000, '[') + std::string(1000, ']')) != std::string::npos);
}

TEST_CASE("a page fault waits for a list") {
  const TestShop shop;
  shop.arm(R"({"fault":"version_missing"})");
  CHECK(shop.get("/retailer").status == 200);
  CHECK_FALSE(shop.get("/products").json().HasMember("version"));
}
