// Acceptance point 9: each kind of pagination, exact rows and exact requests.
#include "shop.hpp"

using namespace lightspeedhq::test;

namespace {

struct Kind {
  std::string entity, request, more;
  std::string table;        // where the shop keeps the rows
  size_t size;              // rows of a page
  bool empty_page = false;  // an empty page is the end, whatever came before
  const char* member = "id";
  bool short_page = false;  // fewer rows than asked are the end
};

// How many requests a walk over `rows` rows takes.
size_t expected(const Kind& kind, size_t rows) {
  if (kind.empty_page) return (rows + kind.size - 1) / kind.size + 1;
  if (kind.short_page) return rows / kind.size + 1;
  return (rows + kind.size - 1) / kind.size;
}

void walk_exactly(Shop& shop, const Kind& kind) {
  CAPTURE(kind.entity);
  shop.forget_requests();
  auto all = shop.rig.walk(kind.entity, kind.request, {}, kind.more);
  INFO(all.status.message());
  CHECK(all.status.code() == SLUICE_END);
  CHECK(ids_of(all, kind.member) == shop.ids(kind.table, false, kind.member));
  CHECK(all.records.size() == ids_of(all, kind.member).size());
  CHECK(shop.requests().size() == expected(kind, all.records.size()));
  CHECK(all.records.size() > kind.size);
}

}  // namespace

TEST_CASE("acceptance 9: version cursors, in the query, in the body and of bare arrays") {
  Shop shop;
  walk_exactly(shop, {"products", R"({"query":{"page_size":7}})", "", "products", 7, true});
  walk_exactly(shop, {"price-books", R"({"query":{"page_size":1}})", "", "price_books", 1, true});
  walk_exactly(shop, {"sales", R"({"query":{"page_size":50}})", "", "sales", 50, true});
  walk_exactly(shop, {"inventory", R"({"payload":{"size":20}})", "", "inventory", 20, true});
  // A product's rows of the bare array are one for each outlet.
  shop.forget_requests();
  const std::string product = shop.first("products");
  auto rows = shop.rig.walk(
      "inventory", R"({"path":{"product_id":")" + product + R"("},"query":{"page_size":1}})", {},
      R"(,"action":"get")");
  CHECK(rows.records.size() == 3);
  CHECK(shop.requests().size() == 4);
}

TEST_CASE("acceptance 9: offsets, in the query and in the body") {
  Shop shop;
  walk_exactly(shop, {"audit-events", R"({"query":{"page_size":40}})", "", "auditlog_events", 40,
                      false, "id", true});
  walk_exactly(shop, {"promotions", R"({"query":{"page_size":4}})", R"(,"action":"search")",
                      "promotions", 4, false, "id", true});
  shop.forget_requests();
  auto levels = shop.rig.walk("inventory-levels", R"({"payload":{"size":9}})");
  CHECK(levels.status.code() == SLUICE_END);
  CHECK(shop.requests().size() == levels.records.size() / 9 + 1);
  CHECK(levels.records.size() > 9);
  shop.forget_requests();
  auto found = shop.rig.walk("search", R"({"query":{"type":"products","page_size":8}})");
  CHECK(ids_of(found) == shop.ids("products"));
  CHECK(shop.requests().size() == found.records.size() / 8 + 1);
}

TEST_CASE("acceptance 9: page numbers") {
  Shop shop;
  walk_exactly(shop, {"fulfillments", R"({"query":{"page_size":6}})", "", "fulfillments", 6, false,
                      "id", true});
}

TEST_CASE("acceptance 9: ids of the last row, upwards and downwards") {
  Shop shop;
  walk_exactly(shop, {"quotes", R"({"query":{"limit":7}})", "", "quotes", 7});
  walk_exactly(shop, {"services", R"({"query":{"limit":7}})", "", "services", 7});
  walk_exactly(shop, {"gift-cards", R"({"query":{"page_size":7}})", "", "gift_cards", 7, true});
}

TEST_CASE("acceptance 9: cursors that the server makes") {
  Shop shop;
  walk_exactly(shop,
               {"product-categories", R"({"query":{"page_size":7}})", "", "product_categories", 7});
  const std::string fulfillment = shop.first("fulfillments");
  const std::string path = R"({"path":{"fulfillment_id":")" + fulfillment + "\"}";
  auto whole = shop.rig.walk("fulfillment-history", path + R"(,"query":{"limit":0}})");
  shop.forget_requests();
  auto pages = shop.rig.walk("fulfillment-history", path + R"(,"query":{"limit":1}})");
  CHECK(pages.records == whole.records);
  CHECK(pages.records.size() > 1);
  CHECK(shop.requests().size() == pages.records.size());
}

TEST_CASE("acceptance 9: pages of pages and since_version of older versions") {
  Shop shop;
  walk_exactly(shop,
               {"sales", R"({"query":{"page_size":50}})", R"(,"version":"0.9")", "sales", 50});
  walk_exactly(shop, {"products", R"({"query":{"page_size":7}})", R"(,"version":"3.0")", "products",
                      7, true});
}

TEST_CASE("acceptance 9: lists without pages are one request") {
  Shop shop;
  for (std::string entity : {"channels", "promotions", "variant-attributes", "service-statuses"}) {
    CAPTURE(entity);
    shop.forget_requests();
    auto all = shop.rig.walk(entity);
    CHECK(all.status.code() == SLUICE_END);
    CHECK_FALSE(all.records.empty());
    CHECK(shop.requests().size() == 1);
  }
}
