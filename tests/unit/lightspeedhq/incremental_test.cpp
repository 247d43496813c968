// Where a walk starts, where a run stops, and what is kept.
#include <doctest/doctest.h>

#include "unit/lightspeedhq/scripted_shop.hpp"
#include "unit/lightspeedhq/simulated_shop.hpp"

using namespace lightspeedhq::test;
using sluice::simulator::TestShop;

namespace {

const std::string kLive = R"({"query":{"page_size":7}})";

struct ProductShop : SimulatedShop {
  Polled walk(const std::string& cursor, const std::string& more = {}) {
    return rig.walk("products", kSmallPages, cursor, more);
  }
  Polled live(const std::string& cursor, const std::string& more = {}) {
    return rig.walk("products", kLive, cursor, more);
  }
  size_t requests() const {
    return simulator.control("GET", "/requests").json()["requests"].Size();
  }
  std::string last_target() const {
    auto log = simulator.control("GET", "/requests").json();
    auto& all = log["requests"];
    return all[all.Size() - 1]["target"].GetString();
  }
};

// A shop with quotes 1 to 12.
std::string quotes(const Call& call) {
  const long after = call.number("after", 0), limit = call.number("limit", 100);
  return "{\"Quotes\":" + shop_slice(after + 1, 12, limit) +
         ",\"HasNext\":" + (after + limit < 12 ? "true" : "false") + "}";
}

std::string search(const Call& call) {
  return "{\"data\":" + shop_slice(call.number("offset", 0) + 1, 12, call.number("page_size", 1)) +
         "}";
}

std::string refused(const std::string& config) {
  ShopRig rig("http://127.0.0.1:9");
  auto status = rig.create<lightspeedhq::Subscriber>(config, "sub", &rig.handle).status();
  CHECK(status.code() == SLUICE_E_INVALID);
  return status.message();
}

}  // namespace

TEST_CASE("deleted: true asks for deleted rows by the list's own name") {
  ScriptedShop shop([](const Call& call) {
    return std::string(call.method() == "POST" ? "[]" : R"({"data":[]})");
  });
  shop.rig.walk("brands", "{}", {}, R"(,"deleted":true)");
  shop.rig.walk("inventory", "{}", {}, R"(,"deleted":true)");
  CHECK(shop.calls()[0].query("deleted") == "true");
  CHECK(has(shop.calls()[1].body(), R"("include_deleted":true)"));
  CHECK(
      has(refused(R"({"entity":"taxes","deleted":true})"), "/deleted: list of taxes cannot show"));
  CHECK(has(refused(R"({"entity":"search","deleted":true,"request":{"query":{"type":"sales"}}})"),
            "/deleted: "));
}

TEST_CASE("since is where a walk starts that has no cursor, a kept cursor goes before it") {
  ProductShop shop;
  auto all = shop.walk("");
  const std::string middle = all.records[29].substr(all.records[29].find("\"version\":") + 10, 10);
  const std::string since = ",\"since\":" + middle;
  CHECK(shop.walk("", since).records.size() == 30);
  CHECK(shop.walk(all.cursor, since).records.empty());
  CHECK(shop.walk(all.cursor, since + R"(,"full":true)").records.size() == 30);
}

TEST_CASE("since may be a date where the list has one, and is refused where it has none") {
  ScriptedShop shop([](const Call&) { return std::string(R"({"data":[]})"); });
  const std::string sales = R"({"query":{"type":"sales"}})";
  shop.rig.walk("search", sales, {}, R"(,"since":"2026-11-01")");
  shop.rig.walk("search", sales, {}, R"(,"since":"2026-11-01T08:30:00+02:00")");
  shop.rig.walk("audit-events", "{}", {}, R"(,"since":"2026-11-01T08:30:00")");
  CHECK(shop.calls()[0].query("date_from") == "2026-11-01T00%3A00%3A00Z");
  CHECK(shop.calls()[1].query("date_from") == "2026-11-01T08%3A30%3A00%2B02%3A00");
  CHECK(shop.calls()[2].query("from") == "2026-11-01T08%3A30%3A00Z");

  CHECK(has(refused(R"({"entity":"products","since":"2026-11-01"})"),
            "/since: \"2026-11-01\": list of products goes by version"));
  CHECK(has(refused(R"({"entity":"quotes","since":"2026-11-01"})"), "/since: "));
  for (const char* day : {"2026-01-32", "2026-02-29", "2026-02-30", "2026-03-32", "2026-04-31",
                          "2026-05-32", "2026-06-31", "2026-07-32", "2026-08-32", "2026-09-31",
                          "2026-10-32", "2026-11-31", "2026-12-32", "2026-13-01", "2026-00-01"})
    CHECK_MESSAGE(has(refused(R"({"entity":"audit-events","since":")" + std::string(day) + R"("})"),
                      "starts at a date"),
                  day);
  CHECK(has(refused(R"({"entity":"audit-events","since":"yesterday"})"), "starts at a date"));
  CHECK(has(refused(R"({"entity":"products","since":5,"request":{"query":{"after":4}}})"),
            "has a cursor in its request already"));
}

TEST_CASE("full: true walks everything, whatever was kept, and keeps the new cursor") {
  ProductShop shop;
  auto first = shop.walk("");
  auto full = shop.walk(first.cursor, R"(,"full":true)");
  CHECK(full.records.size() == 60);
  CHECK(full.cursor == first.cursor);
  CHECK(shop.walk(full.cursor).records.empty());
}

TEST_CASE("an interrupted full walk is resumed as one, an interrupted run of changes is not") {
  ProductShop shop;
  const std::string full = R"(,"full":true)";
  auto walker = shop.rig.subscriber("products", kSmallPages, {}, full);
  auto page = sluice::test::poll(*walker);
  CHECK(has(page.cursor, ";full"));
  CHECK(shop.walk(page.cursor, full).records.size() == 53);
  CHECK(shop.walk(page.cursor).records.size() == 53);
  auto changes = shop.rig.subscriber("products", kSmallPages);
  CHECK(shop.walk(sluice::test::poll(*changes).cursor, full).records.size() == 60);
}

TEST_CASE("incremental: false after incremental runs reads everything at once") {
  ProductShop shop;
  auto first = shop.walk("");
  auto all = shop.walk(first.cursor, R"(,"incremental":false)");
  CHECK(all.records.size() == 60);
}

TEST_CASE("max_pages ends a run, and the next one goes on where it stopped") {
  ProductShop shop;
  const std::string brake = R"(,"max_pages":2)";
  auto first = shop.walk("", brake);
  CHECK(first.status.code() == SLUICE_PAUSED);
  CHECK(first.records.size() == 14);
  CHECK(shop.requests() == 2);
  CHECK_FALSE(has(first.cursor, ";end"));
  size_t read = first.records.size();
  std::string cursor = first.cursor;
  for (int run = 0; run < 4; run++) {
    auto next = shop.walk(cursor, brake);
    read += next.records.size();
    cursor = next.cursor;
    if (next.status.code() == SLUICE_END) break;
  }
  CHECK(read == 60);
  CHECK(has(cursor, ";end"));
}

TEST_CASE("max_records ends a run with the page that reaches it") {
  ProductShop shop;
  auto some = shop.walk("", R"(,"max_records":10)");
  CHECK(some.status.code() == SLUICE_PAUSED);
  CHECK(some.records.size() == 14);
  CHECK(shop.requests() == 2);
  auto few = shop.walk("", R"(,"max_records":3)");
  CHECK(few.records.size() == 3);
  CHECK(has(shop.last_target(), "page_size=3"));
}

TEST_CASE("a brake on a walk that can be resumed pauses it, on another it ends it") {
  ScriptedShop by_id(quotes);
  auto paused = by_id.rig.walk("quotes", R"({"query":{"limit":5}})", {}, R"(,"max_pages":1)");
  CHECK(paused.status.code() == SLUICE_PAUSED);
  CHECK(paused.cursor == "5");
  CHECK_FALSE(paused.partial);
  CHECK(ids_of(by_id.rig.walk("quotes", R"({"query":{"limit":5}})", paused.cursor)) ==
        count_up(6, 12));

  ScriptedShop by_offset(search);
  auto ended = by_offset.rig.walk("search", R"({"query":{"type":"sales","page_size":5}})", {},
                                  R"(,"max_pages":1)");
  CHECK(ended.status.code() == SLUICE_END);
  CHECK(ended.cursor.empty());
  CHECK(ended.partial);
  CHECK(by_offset.calls().size() == 1);
}

TEST_CASE("a brake that the last page reaches ends the walk as without it") {
  ProductShop shop;
  auto all = shop.walk("", R"(,"max_pages":100,"max_records":100000)");
  CHECK(all.status.code() == SLUICE_END);
  CHECK(all.records.size() == 60);
}

TEST_CASE("a finished walk that keeps nothing between walks leaves no cursor") {
  const auto last_batch = [](sluice::Subscriber& subscriber) {
    for (;;) {
      sluice::record::Batch batch{sluice::record::Limits{}};
      TestCancel cancel;
      auto status = subscriber.poll(sluice::Batch(batch.abi()), cancel);
      REQUIRE((status.ok() || status.code() == SLUICE_END));
      if (status.code() == SLUICE_END)
        return std::pair(batch.cursor_cleared(), batch.abi()->cursor.size);
    }
  };
  using Last = std::pair<bool, size_t>;
  ScriptedShop by_id(quotes);
  CHECK(last_batch(*by_id.rig.subscriber("quotes", R"({"query":{"limit":5}})")) == Last(true, 0));
  ScriptedShop by_offset(search);
  CHECK(last_batch(*by_offset.rig.subscriber("search", R"({"query":{"type":"sales"}})")) ==
        Last(false, 0));
  ProductShop shop;
  CHECK(last_batch(*shop.rig.subscriber("products", kSmallPages, {}, R"(,"incremental":false)")) ==
        Last(true, 0));
  CHECK(last_batch(*shop.rig.subscriber("products", kSmallPages)).second > 0);
}

TEST_CASE("a cursor does not belong to the page size, in the query or in the body") {
  ShopRig rig("http://127.0.0.1:9");
  const auto identity = [&](const std::string& entity, const std::string& request) {
    auto subscriber = rig.make<lightspeedhq::Subscriber>(
        "{\"entity\":\"" + entity + "\",\"request\":" + request + "}", "sub", &rig.handle);
    return *subscriber->open(request);
  };
  CHECK(identity("quotes", "{}") == identity("quotes", R"({"query":{"limit":3}})"));
  CHECK(identity("inventory", R"({"payload":{"size":3,"product_id":"p"}})") ==
        identity("inventory", R"({"payload":{"product_id":"p"}})"));
  CHECK(identity("inventory", R"({"payload":{"product_id":"p"}})") !=
        identity("inventory", R"({"payload":{"product_id":"q"}})"));
}
