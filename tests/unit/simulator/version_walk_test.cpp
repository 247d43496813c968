#include <algorithm>
#include <set>

#include "shop_client.hpp"

using namespace sluice::simulator;

namespace {

std::size_t live_products(const TestShop& shop) {
  const rapidjson::Document state = shop.state("products");
  const auto rows = state["data"].GetArray();
  return static_cast<std::size_t>(std::count_if(
      rows.begin(), rows.end(), [](const auto& row) { return row["deleted_at"].IsNull(); }));
}

}  // namespace

TEST_CASE("a walk by version brings every row once and ends with an empty page") {
  const TestShop shop;
  const Walk products = walk(shop, "products", "&page_size=7");
  CHECK(products.ids.size() == live_products(shop));
  CHECK(std::set(products.ids.begin(), products.ids.end()).size() == products.ids.size());
  CHECK(products.requests == static_cast<int>((products.ids.size() + 6) / 7 + 1));
}

TEST_CASE("rows come in the order of their versions, above 2^32 and with gaps") {
  const TestShop shop;
  const Walk products = walk(shop, "products", "&page_size=13");
  CHECK(std::is_sorted(products.versions.begin(), products.versions.end()));
  CHECK(products.versions.front() > (std::int64_t{1} << 32));
  CHECK(products.versions.back() - products.versions.front() >=
        static_cast<std::int64_t>(products.versions.size()));
}

TEST_CASE("an empty page has null for both versions") {
  const TestShop shop;
  CHECK(shop.get("/products?after=9000000000000").body ==
        R"({"data":[],"version":{"min":null,"max":null}})");
}

TEST_CASE("short and shuffled pages lose nothing and keep version.max right") {
  Settings settings = small_shop();
  settings.short_pages = true;
  settings.shuffle_rows = true;
  const TestShop shop(settings);
  const Walk products = walk(shop, "products", "&page_size=20");
  CHECK(std::set(products.ids.begin(), products.ids.end()).size() == live_products(shop));
  CHECK_FALSE(std::is_sorted(products.versions.begin(), products.versions.end()));
  CHECK(products.requests > 4);
}

TEST_CASE("a repeated request of a short, shuffled page answers the same bytes") {
  Settings settings = small_shop();
  settings.short_pages = true;
  settings.shuffle_rows = true;
  const TestShop shop(settings);
  CHECK(shop.get("/products?page_size=20").body == shop.get("/products?page_size=20").body);
}

TEST_CASE("deleted rows show only when asked for, with deleted_at") {
  const TestShop shop;
  REQUIRE(shop.control("POST", "/products/delete", R"({"count":3})").status == 200);
  const Walk live = walk(shop, "products", "&page_size=50");
  const Walk all = walk(shop, "products", "&page_size=50&deleted=true");
  CHECK(all.ids.size() == 60);
  CHECK(live.ids.size() <= 57);
}

TEST_CASE("after is exclusive and before inclusive") {
  const TestShop shop;
  const Walk products = walk(shop, "products", "&page_size=50");
  const std::string third = std::to_string(products.versions[2]);
  const std::string fifth = std::to_string(products.versions[4]);
  const auto page = shop.get("/products?after=" + third + "&before=" + fifth).json();
  REQUIRE(page["data"].Size() == 2);
  CHECK(page["version"]["min"].GetInt64() == products.versions[3]);
  CHECK(page["version"]["max"].GetInt64() == products.versions[4]);
}

TEST_CASE("an incremental walk sees exactly the changed rows") {
  const TestShop shop;
  const Walk first = walk(shop, "products", "&page_size=50");
  CHECK(walk(shop, "products", "", first.cursor).requests == 1);
  const auto changed = shop.control("POST", "/products/change", R"({"count":10})").json();
  const Walk second = walk(shop, "products", "&page_size=50", first.cursor);
  std::set<std::string> expected;
  for (const auto& id : changed["ids"].GetArray()) expected.insert(id.GetString());
  CHECK(expected.size() == 10);
  CHECK(std::set(second.ids.begin(), second.ids.end()) == expected);
  CHECK(second.ids.size() == 10);
}

TEST_CASE("taxes, price books and price book products have no version member, their rows do") {
  const TestShop shop;
  for (const char* list : {"/taxes", "/price_books", "/price_book_products"}) {
    CAPTURE(list);
    const auto page = shop.get(list).json();
    CHECK_FALSE(page.HasMember("version"));
    REQUIRE_FALSE(page["data"].Empty());
    CHECK(page["data"][0]["version"].IsInt64());
  }
}

TEST_CASE("a sale keeps its version in _metadata") {
  const TestShop shop;
  const auto page = shop.get("/sales?page_size=5").json();
  CHECK_FALSE(page["data"][0].HasMember("version"));
  CHECK(page["data"][4]["_metadata"]["version"].GetInt64() == page["version"]["max"].GetInt64());
}

TEST_CASE("cursor and page size that are not numbers are refused") {
  const TestShop shop;
  for (const char* query : {"after=x", "after=1.5", "before=", "page_size=abc", "page_size=0",
                            "page_size=-1", "after=99999999999999999999"}) {
    CAPTURE(query);
    const Reply reply = shop.get(std::string("/products?") + query);
    CHECK(reply.status == 400);
    CHECK(reply.json()["error"].IsString());
  }
}

TEST_CASE("a page size above the maximum is cut, a missing one is the default") {
  Settings settings = small_shop();
  settings.default_page_size = 4;
  settings.max_page_size = 9;
  const TestShop shop(settings);
  CHECK(shop.get("/products").json()["data"].Size() == 4);
  CHECK(shop.get("/products?page_size=5000").json()["data"].Size() == 9);
}

TEST_CASE("page is ignored on a version list") {
  const TestShop shop;
  CHECK(shop.get("/products?page_size=3&page=2").body == shop.get("/products?page_size=3").body);
}

TEST_CASE("sku switches the cursor off") {
  const TestShop shop;
  const auto first = shop.get("/products?page_size=1").json();
  const std::string sku = first["data"][0]["sku"].GetString();
  const auto found = shop.get("/products?after=9000000000000&sku=" + sku).json();
  REQUIRE(found["data"].Size() == 1);
  CHECK(found["data"][0]["sku"].GetString() == sku);
}

TEST_CASE("include_images=false drops the image members") {
  const TestShop shop;
  const auto with = shop.get("/products?page_size=1").json();
  const auto without = shop.get("/products?page_size=1&include_images=false").json();
  CHECK(with["data"][0].HasMember("images"));
  CHECK_FALSE(without["data"][0].HasMember("images"));
  CHECK_FALSE(without["data"][0].HasMember("image_url"));
}

TEST_CASE("one seed and one clock answer byte for byte the same") {
  Settings settings = small_shop();
  settings.seed = 42;
  settings.clock = "2026-11-23T10:00:00Z";
  std::vector<std::string> first;
  for (int run = 0; run < 2; ++run) {
    const TestShop shop(settings);
    std::vector<std::string> bodies = {
        shop.get("/products?page_size=1000").body,
        shop.get("/customers").body,
        shop.get("/sales").body,
        shop.send("POST", "/brands", R"({"name":"new"})").body,
        shop.control("POST", "/products/change", R"({"count":5})").body,
        shop.control("GET", "/state/products").body,
        shop.get("/fulfillments").headers["Date"]};
    if (run == 0) {
      first = bodies;
    } else {
      CHECK(first == bodies);
    }
  }
}

TEST_CASE("another seed is another shop") {
  Settings settings = small_shop();
  const std::string one = TestShop(settings).get("/products").body;
  settings.seed = 2;
  CHECK(one != TestShop(settings).get("/products").body);
}

TEST_CASE("seeded products hold what a parser must survive") {
  Settings settings = small_shop();
  settings.products = 400;
  const std::string body = TestShop(settings).get("/products?page_size=400").body;
  for (const char* part : {"\\u00", "\\n", "\\\"", "\\\\", "null", "-0.25", "1.5e0", "\xC3\xB6",
                           "\\uD83D\\uDC55", "\"current_amount\":-"}) {
    CAPTURE(part);
    CHECK(body.find(part) != std::string::npos);
  }
  CHECK(body.size() / 400 > 1100);
}
