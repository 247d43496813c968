#include <set>

#include "shop_client.hpp"

using namespace sluice::simulator;

TEST_CASE("fulfillments go by page number, ten a page, and a page past the end is empty") {
  const TestShop shop;
  std::set<std::string> ids;
  for (int number = 1; number <= 5; ++number) {
    const auto page = shop.get("/fulfillments?page_number=" + std::to_string(number)).json();
    CHECK_FALSE(page.HasMember("version"));
    CHECK(page["data"].Size() == (number < 5 ? 10 : 3));
    for (const auto& row : page["data"].GetArray()) ids.insert(row["id"].GetString());
  }
  CHECK(ids.size() == 43);
  CHECK(shop.get("/fulfillments?page_number=6").body == R"({"data":[]})");
  CHECK(shop.get("/fulfillments?page_number=9223372036854775807&page_size=100").body ==
        R"({"data":[]})");
}

TEST_CASE("fulfillments refuse page sizes outside 1 to 100") {
  const TestShop shop;
  CHECK(shop.get("/fulfillments?page_size=101").status == 400);
  CHECK(shop.get("/fulfillments?page_size=0").status == 400);
  CHECK(shop.get("/fulfillments?page_number=0").status == 400);
  CHECK(shop.get("/fulfillments?page_size=100").json()["data"].Size() == 43);
}

TEST_CASE("filters of fulfillments may repeat") {
  const TestShop shop;
  const auto all = shop.get("/fulfillments?page_size=100").json();
  const std::string first = all["data"][0]["sale_id"].GetString();
  const std::string second = all["data"][1]["sale_id"].GetString();
  CHECK(shop.get("/fulfillments?sale_id=" + first + "&sale_id=" + second).json()["data"].Size() ==
        2);
}

TEST_CASE("audit events go by offset, newest first, at most 100 a page") {
  const TestShop shop;
  std::vector<std::string> times;
  for (int offset = 0; offset < 400; offset += 100) {
    const auto page =
        shop.get("/auditlog_events?page_size=500&offset=" + std::to_string(offset)).json();
    for (const auto& row : page["data"].GetArray()) times.push_back(row["occurred_at"].GetString());
  }
  CHECK(times.size() == 230);
  CHECK(std::is_sorted(times.rbegin(), times.rend()));
  CHECK(shop.get("/auditlog_events?from=yesterday").status == 400);
  CHECK(shop.get("/auditlog_events?offset=-1").status == 400);
}

TEST_CASE("search needs a type and walks by offset") {
  const TestShop shop;
  CHECK(shop.get("/search").status == 400);
  CHECK(shop.get("/search?type=planets").status == 400);
  std::set<std::string> ids;
  for (int offset = 0; offset <= 60; offset += 20) {
    const auto page =
        shop.get("/search?type=products&page_size=20&offset=" + std::to_string(offset)).json();
    for (const auto& row : page["data"].GetArray()) ids.insert(row["id"].GetString());
  }
  CHECK(ids.size() == walk(shop, "products", "&page_size=50").ids.size());
}

TEST_CASE("search finds a sku in lower case only") {
  const TestShop shop;
  const auto first = shop.get("/products?page_size=1").json();
  CHECK(std::string(first["data"][0]["sku"].GetString()) == "SKU-000001");
  CHECK(shop.get("/search?type=products&sku=sku-000001").json()["data"].Size() == 1);
  CHECK(shop.get("/search?type=products&sku=SKU-000001").json()["data"].Size() == 0);
}

TEST_CASE("search filters repeat, and a leading minus excludes") {
  const TestShop shop;
  const auto all = shop.get("/search?type=products&page_size=1000").json()["data"].Size();
  CHECK(shop.get("/search?type=products&sku=sku-000001&sku=sku-000002").json()["data"].Size() == 2);
  CHECK(shop.get("/search?type=products&page_size=1000&-sku=sku-000001").json()["data"].Size() ==
        all - 1);
}

TEST_CASE("search cuts its page size at 1000 without a word") {
  Settings settings = small_shop();
  settings.products = 1100;
  const TestShop shop(settings);
  CHECK(shop.get("/search?type=products&page_size=5000").json()["data"].Size() == 1000);
}

TEST_CASE("POST inventory answers a bare array, newest first unless asc is asked for") {
  const TestShop shop;
  const auto newest = shop.send("POST", "/inventory", R"({"size":3})").json();
  REQUIRE(newest.IsArray());
  REQUIRE(newest.Size() == 3);
  CHECK(newest[0]["version"].GetInt64() > newest[2]["version"].GetInt64());
  std::set<std::string> ids;
  std::int64_t after = 0;
  while (true) {
    const auto page =
        shop.send("POST", "/inventory",
                  R"({"size":50,"sort_direction":"asc","after":)" + std::to_string(after) + "}")
            .json();
    if (page.Empty()) break;
    for (const auto& row : page.GetArray()) ids.insert(row["id"].GetString());
    after = page[page.Size() - 1]["version"].GetInt64();
  }
  CHECK(ids.size() == shop.state("inventory")["data"].Size());
  CHECK(shop.send("POST", "/inventory", R"({"size":5001})").status == 400);
}

TEST_CASE("GET inventory of a product goes oldest first") {
  const TestShop shop;
  const Walk products = walk(shop, "products", "&page_size=50");
  const auto rows = shop.get("/inventory/" + products.ids.front()).json();
  REQUIRE(rows.Size() == 3);
  CHECK(rows[0]["version"].GetInt64() < rows[2]["version"].GetInt64());
  CHECK(std::string(rows[1]["product_id"].GetString()) == products.ids.front());
}
