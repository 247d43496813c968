#include <set>

#include "shop_client.hpp"

using namespace sluice::simulator;

namespace {

Settings list_shop() {
  Settings settings = small_shop();
  settings.rows = 25;
  settings.sales = 45;
  settings.recent_sales = 5;
  return settings;
}

// Walks a list by ids: `limit` rows, the last id as `after`.
std::set<std::string> walk_ids(const TestShop& shop, const std::string& path, const char* rows,
                               const char* more, const char* inner, int& requests) {
  std::set<std::string> ids;
  std::string after = "0";
  for (requests = 0; requests < 50;) {
    const auto page = shop.get(path + "?limit=10&after=" + after).json();
    ++requests;
    for (const auto& row : page[rows].GetArray()) {
      const auto& id = *inner == '\0' ? row["id"] : row[inner]["id"];
      after = id.GetString();
      ids.insert(after);
    }
    if (!page[more].GetBool()) break;
  }
  return ids;
}

}  // namespace

TEST_CASE("quotes and services are walked by id until nothing more follows") {
  const TestShop shop(list_shop());
  int requests = 0;
  CHECK(walk_ids(shop, "/quotes", "Quotes", "HasNext", "", requests).size() == 25);
  CHECK(requests == 3);
  CHECK(walk_ids(shop, "/services", "jobs", "has_next", "service", requests).size() == 25);
  CHECK(requests == 3);
  CHECK(shop.get("/quotes").json()["TotalCount"].GetInt() == 25);
  CHECK(shop.get("/quotes?limit=0").status == 400);
}

TEST_CASE("service items are those of the customer") {
  const TestShop shop(list_shop());
  const std::string customer =
      shop.get("/services").json()["jobs"][0]["service"]["customer_id"].GetString();
  const auto page = shop.get("/service_items/customer/" + customer).json();
  CHECK(page["total_job_items"].GetInt() == 2);
  CHECK(page["job_items"].Size() == 2);
  CHECK_FALSE(page["has_next"].GetBool());
}

TEST_CASE("categories come by path and are walked by what was seen last") {
  const TestShop shop(list_shop());
  std::set<std::string> ids;
  std::string after;
  int requests = 0;
  while (requests < 20) {
    const auto page = shop.get("/product_categories?page_size=10&after=" + after).json();
    ++requests;
    for (const auto& row : page["data"]["categories"].GetArray()) ids.insert(row["id"].GetString());
    after = page["page_info"]["last_seen"].GetString();
    if (!page["page_info"]["has_next"].GetBool()) break;
  }
  CHECK(ids.size() == 25);
  CHECK(requests == 3);
  const auto roots = shop.get("/product_categories?parent=none").json();
  CHECK(roots["data"]["categories"].Size() == 4);
  for (const auto& row : roots["data"]["categories"].GetArray()) {
    CHECK(row["parent_category_id"].IsNull());
  }
}

TEST_CASE("the history of a fulfillment has a cursor that fits no other one") {
  const TestShop shop(list_shop());
  const auto all = shop.get("/fulfillments").json();
  const std::string first = all["data"][0]["id"].GetString();
  const std::string second = all["data"][1]["id"].GetString();
  const auto whole = shop.get("/fulfillments/" + first + "/history").json();
  CHECK(whole["data"].Size() == 3);
  CHECK(std::string(whole["next_cursor"].GetString()).empty());
  const auto page = shop.get("/fulfillments/" + first + "/history?limit=2").json();
  const std::string cursor = page["next_cursor"].GetString();
  REQUIRE(page["data"].Size() == 2);
  const auto rest = shop.get("/fulfillments/" + first + "/history?limit=2&cursor=" + cursor).json();
  CHECK(rest["data"].Size() == 1);
  CHECK(std::string(rest["next_cursor"].GetString()).empty());
  CHECK(shop.get("/fulfillments/" + second + "/history?cursor=" + cursor).status == 400);
  CHECK(shop.get("/fulfillments/" + first + "/history?limit=1001").status == 400);
}

TEST_CASE("promotions/search misses the first row unless the offset is 0, or counts from one") {
  const TestShop shop(list_shop());
  CHECK(shop.get("/promotions/search?offset=0").json()["data"].Size() == 25);
  CHECK(shop.get("/promotions/search").json()["data"].Size() == 24);
  shop.control("POST", "/settings", R"({"promotions_offset_from_one":true})");
  CHECK(shop.get("/promotions/search").json()["data"].Size() == 25);
  CHECK(shop.get("/promotions?end_time_to=a&end_time_from=b").status == 400);
}

TEST_CASE("inventory levels are walked by offset and sorted by what the body asks for") {
  const TestShop shop(list_shop());
  std::set<std::string> seen;
  int requests = 0;
  for (int offset = 0; requests < 20; offset += 50) {
    const auto page =
        shop.send("POST", "/inventory_levels",
                  R"({"size":50,"include_inactive":true,"sort_direction":"asc","offset":)" +
                      std::to_string(offset) + "}")
            .json();
    ++requests;
    for (const auto& row : page.GetArray()) {
      CHECK_FALSE(row.HasMember("id"));
      seen.insert(std::string(row["product_id"].GetString()) + row["location_id"].GetString());
    }
    if (page.Size() < 50) break;
  }
  CHECK(seen.size() == shop.state("inventory")["data"].Size());
  const auto top = shop.send("POST", "/inventory_levels", R"({"size":2})").json();
  CHECK(top[0]["current_inventory_level"].GetDouble() >=
        top[1]["current_inventory_level"].GetDouble());
  CHECK(shop.send("POST", "/inventory_levels", R"({"product_ids":["a"],"root_product_ids":["b"]})")
            .status == 400);
  CHECK(shop.send("POST", "/inventory_levels", R"({"size":10001})").status == 400);
}

TEST_CASE("0.9 pages carry pagination only when there is more than one") {
  const TestShop shop(list_shop());
  const auto single = shop.raw("GET", "/api/register_sales").json();
  CHECK_FALSE(single.HasMember("pagination"));
  CHECK(single["register_sales"].Size() == 50);
  const auto page = shop.raw("GET", "/api/register_sales?page_size=20&page=3").json();
  CHECK(page["pagination"]["results"].GetInt() == 50);
  CHECK(page["pagination"]["page"].GetInt() == 3);
  CHECK(page["pagination"]["page_size"].GetInt() == 20);
  CHECK(page["pagination"]["pages"].GetInt() == 3);
  CHECK(page["register_sales"].Size() == 10);
  CHECK(
      shop.raw("GET", "/api/register_sales?page_size=20&page=4").json()["register_sales"].Empty());
  shop.control("POST", "/settings", R"({"legacy_pagination_top_level":true})");
  CHECK(shop.raw("GET", "/api/products?page_size=10").json()["pages"].GetInt() >= 5);
}

TEST_CASE("3.0 products go by since_version") {
  const TestShop shop(list_shop());
  std::set<std::string> ids;
  std::int64_t since = 0;
  while (true) {
    const auto page =
        shop.raw("GET", "/api/3.0/products?page_size=20&include_deleted=true&since_version=" +
                            std::to_string(since))
            .json();
    if (page["data"].Empty()) break;
    for (const auto& row : page["data"].GetArray()) ids.insert(row["id"].GetString());
    since = page["version"]["max"].GetInt64();
  }
  CHECK(ids.size() == 60);
}

TEST_CASE("version lists below another row show its rows only") {
  const TestShop shop(list_shop());
  const auto orders = shop.get("/purchase_orders").json();
  const std::string path = "/purchase_orders/" + std::string(orders["data"][0]["id"].GetString());
  CHECK(shop.get(path + "/line_items").json()["data"].Size() == 4);
  const auto deliveries = shop.get(path + "/deliveries").json();
  REQUIRE(deliveries["data"].Size() == 2);
  const std::string delivery = deliveries["data"][0]["id"].GetString();
  const auto first = shop.get(path + "/deliveries/" + delivery + "/line_items?page_size=3").json();
  CHECK(first["data"].Size() == 3);
  const auto rest = shop.get(path + "/deliveries/" + delivery + "/line_items?page_size=3&after=" +
                             std::to_string(first["version"]["max"].GetInt64()))
                        .json();
  CHECK(rest["data"].Size() == 1);
  CHECK(shop.get("/purchase_orders/x/line_items").status == 404);
}

TEST_CASE("lists filter by their own parameters") {
  const TestShop shop(list_shop());
  const auto transfers = shop.get("/consignments?type=OUTLET").json();
  CHECK(transfers["data"].Size() == 5);
  for (const auto& row : transfers["data"].GetArray()) {
    CHECK(std::string(row["type"].GetString()) == "OUTLET");
  }
  CHECK(shop.get("/consignments?type=NONE").json()["data"].Empty());
}

TEST_CASE("2026-01 shows one inventory level where 2026-04 shows two numbers") {
  const TestShop shop(list_shop());
  const auto row = shop.raw("GET", "/api/2026-01/inventory?page_size=1").json();
  CHECK(row["data"][0].HasMember("inventory_level"));
  CHECK_FALSE(row["data"][0].HasMember("quantity_to_procure"));
}

TEST_CASE("sales of the last days end at the clock, and the shop of one clock is the same bytes") {
  Settings settings = list_shop();
  settings.clock = "2026-07-15T15:00:00Z";
  const TestShop first(settings);
  const TestShop second(settings);
  for (const char* table : {"sales", "gift_cards", "services", "consignments", "promotions"}) {
    CAPTURE(table);
    CHECK(first.control("GET", "/state/" + std::string(table)).body ==
          second.control("GET", "/state/" + std::string(table)).body);
  }
  const auto found = first
                         .get(
                             "/search?type=sales&state=closed&date_from=2026-07-08T15:00:00Z"
                             "&date_to=2026-07-15T15:00:00Z")
                         .json();
  CHECK(found["data"].Size() == 5);
}

TEST_CASE("a list that is told to stand still repeats its first page") {
  const TestShop shop(list_shop());
  shop.arm(R"({"fault":"cursor_stuck","count":0})");
  CHECK(shop.get("/quotes?limit=5&after=51010").body == shop.get("/quotes?limit=5").body);
  const auto page = shop.get("/product_categories?page_size=5").json();
  const std::string seen = page["page_info"]["last_seen"].GetString();
  CHECK(shop.get("/product_categories?page_size=5&after=" + seen).json() == page);
}
