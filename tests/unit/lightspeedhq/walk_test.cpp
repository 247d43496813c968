#include <doctest/doctest.h>

#include <set>

#include "unit/lightspeedhq/simulated_shop.hpp"

using namespace lightspeedhq::test;
using sluice::simulator::Settings;
using sluice::simulator::small_shop;
using sluice::simulator::TestShop;

namespace {

struct LoggedShop : SimulatedShop {
  using SimulatedShop::SimulatedShop;

  // Targets of the API requests so far.
  std::vector<std::string> targets() const {
    auto log = simulator.control("GET", "/requests").json();
    std::vector<std::string> out;
    for (auto& entry : log["requests"].GetArray()) out.emplace_back(entry["target"].GetString());
    return out;
  }
  std::string header(size_t request, const char* name) const {
    auto log = simulator.control("GET", "/requests").json();
    auto& headers = log["requests"][static_cast<rapidjson::SizeType>(request)]["headers"];
    for (auto& h : headers.GetArray())
      if (sluice::http::equal_ignoring_case(h[0].GetString(), name)) return h[1].GetString();
    return "(none)";
  }
  void change(int count) const {
    simulator.control("POST", "/products/change", "{\"count\":" + std::to_string(count) + "}");
  }
};

std::set<std::string> ids(const Polled& walk) {
  std::set<std::string> out;
  for (const std::string& record : walk.records) {
    rapidjson::Document row;
    row.Parse(record.c_str());
    out.insert(row["id"].GetString());
  }
  return out;
}

}  // namespace

TEST_CASE("a walk brings every row once and stores the highest version") {
  LoggedShop shop;
  auto all = shop.rig.walk("products", kSmallPages);
  CHECK(all.status.code() == SLUICE_END);
  CHECK(all.records.size() == 60);
  CHECK(ids(all).size() == 60);
  CHECK(std::stoull(all.cursor) > (uint64_t{1} << 32));
  CHECK(shop.targets().size() == 10);  // nine pages of 7, the last is short, and an empty one
}

TEST_CASE("short, shuffled pages and missing versions lose nothing") {
  Settings settings = small_shop();
  settings.short_pages = true;
  settings.shuffle_rows = true;
  LoggedShop shop(settings);
  shop.simulator.arm(R"({"fault":"version_missing","count":0,"path":"/products"})");
  CHECK(ids(shop.rig.walk("products", kSmallPages)).size() == 60);
  shop.simulator.control("DELETE", "/faults");
}

TEST_CASE("lists without a version member and those with one deeper are walked") {
  LoggedShop shop;
  for (std::string list : {"taxes", "price-books", "price-book-products", "sales", "customers"}) {
    CAPTURE(list);
    auto all = shop.rig.walk(list);
    CHECK(all.status.code() == SLUICE_END);
    CHECK_FALSE(all.records.empty());
    CHECK_FALSE(all.cursor.empty());
  }
  shop.simulator.arm(R"({"fault":"version_missing","count":0,"path":"/sales"})");
  CHECK_FALSE(shop.rig.walk("sales").records.empty());
}

TEST_CASE("the next run sees what has changed since, and nothing if nothing has") {
  LoggedShop shop;
  auto first = shop.rig.walk("products", kSmallPages);
  auto nothing = shop.rig.walk("products", kSmallPages, first.cursor);
  CHECK(nothing.records.empty());
  shop.change(10);
  auto second = shop.rig.walk("products", kSmallPages, first.cursor);
  CHECK(second.records.size() == 10);
  CHECK(shop.rig.walk("products", kSmallPages, second.cursor).records.empty());
}

TEST_CASE("every page's cursor resumes with the very next row") {
  LoggedShop shop;
  auto subscriber = shop.rig.subscriber("products", kSmallPages);
  std::set<std::string> seen;
  for (int page = 0; page < 3; page++) {
    auto polled = sluice::test::poll(*subscriber);
    REQUIRE(polled.status.ok());
    for (const std::string& id : ids(polled)) seen.insert(id);
    auto rest = ids(shop.rig.walk("products", kSmallPages, polled.cursor));
    CHECK(rest.size() == 60 - seen.size());
    for (const std::string& id : seen) CHECK(rest.count(id) == 0);
  }
}

TEST_CASE("the next page's request leaves inside poll") {
  LoggedShop shop;
  auto subscriber = shop.rig.subscriber("products", kSmallPages);
  REQUIRE(sluice::test::poll(*subscriber).status.ok());
  auto usage = shop.rig.service.usage();
  CHECK(usage.requests == 2);
}

TEST_CASE("page size, deleted and token are sent; after only once it is known") {
  LoggedShop shop;
  shop.rig.walk("brands", R"({"query":{"deleted":true}})");
  auto targets = shop.targets();
  REQUIRE(targets.size() >= 2);
  CHECK(targets[0] == "/api/2026-07/brands?deleted=true&page_size=200");
  CHECK(has(targets[1], "&after=5"));
  CHECK(shop.header(0, "authorization") == "Bearer T");
  CHECK(shop.header(0, "accept") == "application/json");
  CHECK(has(shop.header(0, "user-agent"), "Sluice"));
}

TEST_CASE("deleted rows are deletions where they were asked for") {
  LoggedShop shop;
  shop.simulator.control("POST", "/products/delete", R"({"count":3})");
  auto all = shop.rig.walk("products", kSmallPages);
  auto live = shop.rig.walk("products", R"({"query":{"page_size":7}})");
  CHECK(all.deletions >= 3);
  CHECK(all.records.size() == 60);
  CHECK(live.deletions == 0);
  CHECK(live.records.size() == 60 - all.deletions);
}

TEST_CASE("pagination off is one request and no cursor") {
  LoggedShop shop;
  auto page = shop.rig.walk("products", kSmallPages, {}, R"(,"pagination":false)");
  CHECK(page.status.code() == SLUICE_END);
  CHECK(page.records.size() == 7);
  CHECK(page.cursor.empty());
  CHECK(shop.targets().size() == 1);
}

TEST_CASE("a search by sku is never paged") {
  LoggedShop shop;
  auto one = sluice::test::poll(*shop.rig.subscriber("products"));
  rapidjson::Document row;
  row.Parse(one.records.at(0).c_str());
  auto before = shop.targets().size();
  auto found = shop.rig.walk("products",
                             std::string(R"({"query":{"sku":")") + row["sku"].GetString() + "\"}}");
  CHECK(found.status.code() == SLUICE_END);
  CHECK(found.records.size() == 1);
  CHECK(found.cursor.empty());
  auto targets = shop.targets();
  int searches = 0;
  for (size_t i = before; i < targets.size(); i++) searches += has(targets[i], "sku=") ? 1 : 0;
  CHECK(searches == 1);
  CHECK_FALSE(has(targets.back(), "page_size"));
}

TEST_CASE("not incremental: the next run reads everything, an interrupted one goes on") {
  LoggedShop shop;
  const std::string more = R"(,"incremental":false)";
  auto subscriber = shop.rig.subscriber("products", kSmallPages, {}, more);
  auto page = sluice::test::poll(*subscriber);
  CHECK(shop.rig.walk("products", kSmallPages, page.cursor, more).records.size() == 53);
  auto all = shop.rig.walk("products", kSmallPages, {}, more);
  CHECK(shop.rig.walk("products", kSmallPages, all.cursor, more).records.size() == 60);
}

TEST_CASE("a row that changes during the walk comes again at its end, nothing is missed") {
  LoggedShop shop;
  shop.simulator.arm(R"({"fault":"change_during_walk","path":"/products","size":4})");
  auto all = shop.rig.walk("products", kSmallPages);
  CHECK(ids(all).size() == 60);
}
