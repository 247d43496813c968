// Acceptance points 1 to 5 and 15: what a walk brings, and how it ends.
#include "shop.hpp"

using namespace lightspeedhq::test;

TEST_CASE("acceptance 1: 1,000 products at 200 a page, short and shuffled, each once") {
  Settings settings = small_shop();
  settings.products = 1000;
  settings.short_pages = true;
  settings.shuffle_rows = true;
  Shop shop(settings);
  auto all = shop.rig.walk("products", R"({"query":{"page_size":200,"deleted":true}})");
  CHECK(all.status.code() == SLUICE_END);
  CHECK(all.records.size() == 1000);
  CHECK(ids_of(all) == shop.ids("products", true));
  // The last request had an empty response: one more finds nothing either.
  auto requests = shop.requests();
  CHECK(requests.size() > 6);
  auto last = shop.simulator.raw("GET", requests.back().target).json();
  CHECK(last["data"].Empty());
  CHECK(shop.rig.walk("products", R"({"query":{"deleted":true}})", all.cursor).records.empty());
}

TEST_CASE("acceptance 2: taxes, whose responses have no version, are walked") {
  Shop shop;
  auto all = shop.rig.walk("taxes", R"({"query":{"page_size":1}})");
  CHECK(all.status.code() == SLUICE_END);
  CHECK(ids_of(all) == shop.ids("taxes"));
  CHECK(shop.requests().size() == all.records.size() + 1);
  CHECK_FALSE(shop.simulator.get("/taxes").json().HasMember("version"));
}

TEST_CASE("acceptance 3: POST inventory, whose default order ends a walk early, is walked whole") {
  Shop shop;
  auto all = shop.rig.walk("inventory", R"({"payload":{"size":7}})");
  CHECK(all.status.code() == SLUICE_END);
  CHECK(ids_of(all) == shop.ids("inventory"));
  CHECK(all.records.size() == ids_of(all).size());
  CHECK(all.records.size() > 14);
  for (const auto& request : shop.requests()) CHECK(has(request.body, R"("sort_direction":"asc")"));
}

TEST_CASE("acceptance 4: a run from the stored cursor sees only what changed, deletions if asked") {
  Shop shop;
  const std::string pages = R"({"query":{"page_size":7}})";
  const auto first = shop.rig.walk("products", pages);
  auto changed = shop.simulator.control("POST", "/products/change", R"({"count":3})").json();
  auto deleted = shop.simulator.control("POST", "/products/delete", R"({"count":2})").json();
  std::set<std::string> gone, live;
  for (auto& id : deleted["ids"].GetArray()) gone.insert(id.GetString());
  for (auto& id : changed["ids"].GetArray())
    if (!gone.count(id.GetString())) live.insert(id.GetString());
  const auto without = shop.rig.walk("products", pages, first.cursor);
  CHECK(ids_of(without) == live);
  CHECK(without.deletions == 0);
  const auto with = shop.rig.walk("products", pages, first.cursor, R"(,"deleted":true)");
  CHECK(with.deletions == 2);
  live.insert(gone.begin(), gone.end());
  CHECK(ids_of(with) == live);
  for (const std::string& record : with.records)
    CHECK(text_at(record, "deleted_at").empty() != (gone.count(text_at(record, "id")) == 1));
}

TEST_CASE("acceptance 5: a list whose cursor stays put ends in an error, not a loop") {
  Shop shop;
  shop.simulator.arm(R"({"fault":"cursor_stuck","skip":1,"count":0,"path":"/products"})");
  auto all = shop.rig.walk("products", R"({"query":{"page_size":7}})");
  CHECK(all.status.code() == SLUICE_E_DATA);
  CHECK(has(all.status.message(), "cursor does not advance"));
  CHECK(shop.requests().size() <= 4);
}

TEST_CASE("acceptance 15: 64-bit versions and decimal strings survive a round trip unchanged") {
  Shop shop;
  auto products = shop.rig.walk("products", R"({"query":{"deleted":true}})");
  for (const std::string& record : products.records)
    CHECK(parsed(record)["version"].GetUint64() > (uint64_t{1} << 32));
  CHECK(std::stoull(products.cursor) > (uint64_t{1} << 32));
  shop.rig.walk("products", "{}", products.cursor);
  CHECK(
      has(shop.requests().back().target, "after=" + std::to_string(std::stoull(products.cursor))));

  // A card's balance, as the shop writes it, goes back as the sum of a transaction.
  auto cards = shop.rig.walk("gift-cards");
  const std::string balance = text_at(cards.records.at(0), "balance");
  const std::string number = text_at(cards.records.at(0), "number");
  const std::string payload = R"({"type":"RELOADING","amount":")" + balance +
                              R"(","client_id":"c-1","note":9007199254740993,"rate":0.10})";
  REQUIRE(shop.publish("gift-card-transactions", "create",
                       R"({"path":{"card_number":")" + number + R"("},"payload":)" + payload + "}")
              .status == SLUICE_OK);
  CHECK(shop.requests().back().body == payload);
}
