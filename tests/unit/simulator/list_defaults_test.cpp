// Section 6 of the behaviours: defaults, maxima and what is refused, where the walks of the other
// tests give their sizes themselves.
#include <cstdio>
#include <set>

#include "shop_client.hpp"

using namespace sluice::simulator;

namespace {

std::string first_product(const TestShop& shop, const char* member) {
  return shop.get("/products?page_size=1").json()["data"][0][member].GetString();
}

}  // namespace

TEST_CASE("POST inventory sends 1000 rows unless told") {
  Settings settings = small_shop();
  settings.products = 400;
  const TestShop shop(settings);
  CHECK(shop.send("POST", "/inventory", "{}").json().Size() == 1000);
  CHECK(shop.send("POST", "/inventory", R"({"size":5000})").json().Size() ==
        shop.state("inventory")["data"].Size());
  CHECK(shop.send("POST", "/inventory", R"({"size":0})").status == 400);
  CHECK(shop.send("POST", "/inventory", R"({"after":"x"})").status == 400);
}

TEST_CASE("GET inventory of a product takes its window from the query, and the family on request") {
  const TestShop shop;
  std::string head;
  const auto products = shop.get("/products?page_size=100").json();
  for (const auto& product : products["data"].GetArray()) {
    if (product["variant_parent_id"].IsString()) head = product["variant_parent_id"].GetString();
  }
  REQUIRE_FALSE(head.empty());
  const std::string path = "/inventory/" + head;
  const auto own = shop.get(path).json();
  CHECK(shop.get(path + "?variants=true").json().Size() > own.Size());
  const auto down = shop.get(path + "?order_direction=desc&page_size=2").json();
  REQUIRE(down.Size() == 2);
  CHECK(down[0]["version"].GetInt64() > down[1]["version"].GetInt64());
  CHECK(shop.get(path + "?page_size=5001").status == 400);
}

TEST_CASE("inventory levels send 100 rows unless told, the largest count first") {
  const TestShop shop;
  const auto rows = shop.send("POST", "/inventory_levels", R"({"include_inactive":true})").json();
  REQUIRE(rows.Size() == 100);
  for (unsigned i = 1; i < rows.Size(); ++i) {
    CHECK(rows[i - 1]["current_inventory_level"].GetDouble() >=
          rows[i]["current_inventory_level"].GetDouble());
  }
  CHECK(shop.send("POST", "/inventory_levels", R"({"size":10000})").status == 200);
  CHECK(shop.send("POST", "/inventory_levels", R"({"offset":-1})").status == 400);
}

TEST_CASE("search and the list of fulfillments answer data only") {
  const TestShop shop;
  CHECK(shop.get("/search?type=products").json().MemberCount() == 1);
  CHECK(shop.get("/fulfillments").json().MemberCount() == 1);
  CHECK(shop.get("/gift_cards").json().MemberCount() == 1);
  CHECK(shop.get("/search?type=products&page_size=0").status == 400);
  CHECK(shop.get("/search?type=products&offset=-1").status == 400);
}

TEST_CASE("the history of a fulfillment answers all without a limit and with limit 0") {
  const TestShop shop;
  const auto rows = shop.get("/fulfillments?page_size=1").json();
  const std::string path =
      "/fulfillments/" + std::string(rows["data"][0]["id"].GetString()) + "/history";
  CHECK(shop.get(path + "?limit=0").body == shop.get(path).body);
  CHECK(shop.get(path + "?cursor=made-up").status == 400);
  CHECK(shop.get(path + "?limit=x").status == 400);
}

TEST_CASE("quotes and services send 100 rows unless told") {
  Settings settings = small_shop();
  settings.rows = 120;
  const TestShop shop(settings);
  CHECK(shop.get("/quotes").json()["Quotes"].Size() == 100);
  CHECK(shop.get("/quotes").json()["HasNext"].GetBool());
  CHECK(shop.get("/services").json()["jobs"].Size() == 100);
}

TEST_CASE("include brings the children or the family of a category") {
  const TestShop shop;
  const auto ids = [&shop](const std::string& query) {
    std::set<std::string> found;
    const auto page = shop.get("/product_categories?" + query).json();
    for (const auto& row : page["data"]["categories"].GetArray())
      found.insert(row["id"].GetString());
    return found;
  };
  const auto made = shop.send("POST", "/product_categories/bulk",
                              R"({"categories":[{"name":"a","payload_id":"a"},
                                  {"name":"b","payload_id":"b","payload_parent_category_id":"a"},
                                  {"name":"c","payload_id":"c","payload_parent_category_id":"b"},
                                  {"name":"d","payload_id":"d","payload_parent_category_id":"c"}]})")
                        .json();
  std::vector<std::string> id;
  for (const auto& row : made["data"].GetArray()) id.push_back(row["id"].GetString());
  REQUIRE(id.size() == 4);
  const std::string below = "parent=" + id[0];
  CHECK(ids(below) == std::set<std::string>{id[1]});
  CHECK(ids(below + "&include=children") == std::set<std::string>{id[1], id[2]});
  CHECK(ids(below + "&include=family") == std::set<std::string>{id[1], id[2], id[3]});
  CHECK(shop.get("/product_categories?after=nobody").status == 400);
}

TEST_CASE("0.9 cuts its page size at 200") {
  Settings settings = small_shop();
  settings.products = 300;
  const TestShop shop(settings);
  const auto page = shop.raw("GET", "/api/products?page_size=1000").json();
  CHECK(page["products"].Size() == 200);
  CHECK(page["pagination"]["page_size"].GetInt() == 200);
}

TEST_CASE("3.0 products leave the deleted ones out unless told") {
  const TestShop shop;
  shop.control("POST", "/products/delete", R"({"count":4})");
  const auto count = [&shop](const char* more) {
    return shop.raw("GET", std::string("/api/3.0/products?page_size=200") + more)
        .json()["data"]
        .Size();
  };
  CHECK(count("&include_deleted=true") == 60);
  CHECK(count("") <= 56);
}

TEST_CASE("name and family_name of products switch the cursor off like sku") {
  const TestShop shop;
  const std::pair<std::string, const char*> lookups[] = {{"name", "variant_name"},
                                                         {"family_name", "name"}};
  for (const auto& lookup : lookups) {
    CAPTURE(lookup.first);
    const std::string name = first_product(shop, lookup.second);
    std::string query;
    for (const char c : name) {
      char text[8];
      std::snprintf(text, sizeof text, "%%%02X", static_cast<unsigned char>(c));
      query += text;
    }
    const auto found =
        shop.get("/products?after=9000000000000&" + lookup.first + "=" + query).json();
    REQUIRE_FALSE(found["data"].Empty());
    CHECK(found["data"][0][lookup.second].GetString() == name);
  }
}

TEST_CASE("a row changed between two pages moves to the end") {
  const TestShop shop;
  const auto first = shop.get("/customers?page_size=5").json();
  const std::string id = first["data"][0]["id"].GetString();
  shop.send("PUT", "/customers/" + id, R"({"first_name":"z","last_name":"z"})");
  const Walk rest = walk(shop, "customers", "&page_size=5", first["version"]["max"].GetInt64());
  CHECK(rest.ids.back() == id);
}

TEST_CASE("purchase orders, adjustments and reasons have page sizes of their own") {
  Settings settings = small_shop();
  settings.rows = 130;
  settings.default_page_size = 7;
  const TestShop shop(settings);
  CHECK(shop.get("/purchase_orders").json()["data"].Size() == 100);
  CHECK(shop.get("/purchase_orders?page_size=5000").json()["data"].Size() > 100);
  CHECK(shop.get("/brands").json()["data"].Size() == 7);
  CHECK(shop.get("/custom_inventory_adjustment_reasons?page_size=1000").json()["data"].Size() <=
        100);
}
