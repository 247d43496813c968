// Every kind of pagination through the real plugin over real HTTP: exact rows, exact requests.
#include <doctest/doctest.h>

#include "unit/lightspeedhq/scripted_shop.hpp"

using namespace lightspeedhq::test;

namespace {

constexpr long kVersions = 5'000'000'000;

// What a walk of `entity` over this shop brought and asked for.
struct Kind {
  Kind(ScriptedShop::Response response, const std::string& entity, const std::string& request,
       const std::string& more = {})
      : shop(std::move(response)), walk(shop.rig.walk(entity, request, {}, more)) {
    INFO(walk.status.message());
    CHECK(walk.status.code() == SLUICE_END);
    for (const Call& call : shop.calls()) {
      targets.push_back(call.target());
      bodies.push_back(call.body());
    }
  }
  ScriptedShop shop;
  Polled walk;
  std::vector<std::string> targets, bodies;
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("version cursor, exact rows and requests") {
  Kind kind(
      [](const Call& call) {
        const long after = call.number("after", kVersions) - kVersions;
        const std::string page = shop_slice(after + 1, 12, 5);
        const std::string max = std::to_string(kVersions + std::min(12L, after + 5));
        return "{\"data\":" + page + R"(,"version":{"min":null,"max":)" +
               (after < 12 ? max : "null") + "}}";
      },
      "brands", R"({"query":{"page_size":5}})");
  CHECK(ids_of(kind.walk) == count_up(1, 12));
  CHECK(kind.targets == Texts{"/brands?page_size=5", "/brands?page_size=5&after=5000000005",
                              "/brands?page_size=5&after=5000000010",
                              "/brands?page_size=5&after=5000000012"});
}

TEST_CASE("bare array with a version cursor, exact rows and requests") {
  Kind kind(
      [](const Call& call) {
        return shop_slice(call.number("after", kVersions) - kVersions + 1, 12, 5);
      },
      "inventory", R"({"path":{"product_id":"p"},"query":{"page_size":5}})", R"(,"action":"get")");
  CHECK(ids_of(kind.walk) == count_up(1, 12));
  CHECK(kind.targets.size() == 4);
  CHECK(kind.targets[0] == "/inventory/p?page_size=5&order_direction=asc");
  CHECK(kind.targets[3] == "/inventory/p?page_size=5&order_direction=asc&after=5000000012");
}

TEST_CASE("version cursor in the body, exact rows and requests") {
  Kind kind(
      [](const Call& call) {
        CHECK(call.method() == "POST");
        return shop_slice(call.number("after", kVersions) - kVersions + 1, 12, 5);
      },
      "inventory", R"({"payload":{"size":5}})");
  CHECK(ids_of(kind.walk) == count_up(1, 12));
  CHECK(kind.bodies == Texts{R"({"size":5,"sort_direction":"asc"})",
                             R"({"size":5,"sort_direction":"asc","after":5000000005})",
                             R"({"size":5,"sort_direction":"asc","after":5000000010})",
                             R"({"size":5,"sort_direction":"asc","after":5000000012})"});
}

TEST_CASE("offset in the body, exact rows and requests") {
  Kind kind([](const Call& call) { return shop_slice(call.number("offset", 0) + 1, 12, 5); },
            "inventory-levels", R"({"payload":{"size":5,"include_inactive":true}})");
  CHECK(ids_of(kind.walk) == count_up(1, 12));
  CHECK(kind.bodies == Texts{R"({"size":5,"include_inactive":true,"offset":0})",
                             R"({"size":5,"include_inactive":true,"offset":5})",
                             R"({"size":5,"include_inactive":true,"offset":10})"});
}

TEST_CASE("offset, exact rows and requests, and 0 is sent where the default is 1") {
  const auto shop = [](const Call& call) {
    return "{\"data\":" + shop_slice(call.number("offset", 1) + 1, 10, 5) + "}";
  };
  Kind promotions(shop, "promotions", R"({"query":{"page_size":5}})", R"(,"action":"search")");
  CHECK(ids_of(promotions.walk) == count_up(1, 10));
  CHECK(promotions.targets == Texts{"/promotions/search?page_size=5&offset=0",
                                    "/promotions/search?page_size=5&offset=5",
                                    "/promotions/search?page_size=5&offset=10"});
  Kind one(shop, "promotions", R"({"query":{"page_size":5}})",
           R"(,"action":"search","pagination":false)");
  CHECK(one.targets == Texts{"/promotions/search?page_size=5&offset=0"});
  CHECK(one.walk.cursor.empty());
}

TEST_CASE("page number, exact rows and requests") {
  Kind kind(
      [](const Call& call) {
        return "{\"data\":" + shop_slice((call.number("page_number", 1) - 1) * 5 + 1, 12, 5) + "}";
      },
      "fulfillments", R"({"query":{"page_size":5,"outlet_id":["a","b"]}})");
  CHECK(ids_of(kind.walk) == count_up(1, 12));
  CHECK(kind.targets.size() == 3);
  CHECK(kind.targets[2] == "/fulfillments?page_size=5&outlet_id=a&outlet_id=b&page_number=3");
}

TEST_CASE("after-id, exact rows and requests, whatever the envelope is called") {
  const auto shop = [](const char* rows, const char* flag) {
    return [=](const Call& call) {
      const long after = call.number("after", 0);
      return "{\"" + std::string(rows) + "\":" + shop_slice(after + 1, 12, 5) + ",\"" + flag +
             "\":" + (after + 5 < 12 ? "true" : "false") + "}";
    };
  };
  Kind quotes(shop("Quotes", "HasNext"), "quotes", R"({"query":{"limit":5}})");
  CHECK(ids_of(quotes.walk) == count_up(1, 12));
  CHECK(quotes.targets ==
        Texts{"/quotes?limit=5", "/quotes?limit=5&after=5", "/quotes?limit=5&after=10"});
  CHECK(quotes.walk.cursor.empty());
  Kind items(shop("job_items", "has_next"), "service-items",
             R"({"path":{"customer_id":"c"},"query":{"limit":5}})");
  CHECK(ids_of(items.walk) == count_up(1, 12));
  CHECK(items.targets.size() == 3);
}

TEST_CASE("services keep their id a level deeper") {
  Kind kind(
      [](const Call& call) {
        return call.query("after") == "-"
                   ? R"({"jobs":[{"service":{"id":"7"}},{"service":{"id":"9"}}],"has_next":true})"
                   : R"({"jobs":[{"service":{"id":"11"}}],"has_next":false,"total_jobs":3})";
      },
      "services", "{}");
  CHECK(kind.walk.records.size() == 3);
  CHECK(kind.targets == Texts{"/services?limit=100", "/services?limit=100&after=9"});
}

TEST_CASE("last seen, exact rows and requests") {
  Kind kind(
      [](const Call& call) {
        const long after = call.number("after", 0), last = std::min(12L, after + 5);
        return R"({"data":{"categories":)" + shop_slice(after + 1, 12, 5) +
               R"(},"page_info":{"has_next":)" + (last < 12 ? "true" : "false") +
               R"(,"last_seen":")" + std::to_string(last) + "\"}}";
      },
      "product-categories", R"({"query":{"page_size":5}})");
  CHECK(ids_of(kind.walk) == count_up(1, 12));
  CHECK(kind.targets == Texts{"/product_categories?page_size=5",
                              "/product_categories?page_size=5&after=5",
                              "/product_categories?page_size=5&after=10"});
}

TEST_CASE("before-id, newest first, exact rows and requests") {
  Kind kind(
      [](const Call& call) {
        const long from = call.number("before", 13) - 1;
        return "{\"data\":" + (from < 1 ? "[]" : shop_rows(from, std::max(1L, from - 4))) + "}";
      },
      "gift-cards", R"({"query":{"page_size":5}})");
  auto down = count_up(1, 12);
  CHECK(ids_of(kind.walk) == std::vector<long>(down.rbegin(), down.rend()));
  CHECK(kind.targets == Texts{"/gift_cards?page_size=5", "/gift_cards?page_size=5&before=8",
                              "/gift_cards?page_size=5&before=3",
                              "/gift_cards?page_size=5&before=1"});
}

TEST_CASE("opaque cursor, exact rows and requests") {
  Kind kind(
      [](const Call& call) {
        if (call.query("cursor") == "-")
          return "{\"data\":" + shop_rows(1, 5) + R"(,"next_cursor":"a b+/="})";
        CHECK(call.query("cursor") == "a%20b%2B%2F%3D");
        return "{\"data\":" + shop_rows(6, 7) + R"(,"next_cursor":""})";
      },
      "fulfillment-history", R"({"path":{"fulfillment_id":"f1"},"query":{"limit":5}})");
  CHECK(ids_of(kind.walk) == count_up(1, 7));
  CHECK(kind.targets.size() == 2);
}

TEST_CASE("lists without pages are one request, and no size is asked for") {
  const auto shop = [](const Call&) { return "{\"data\":" + shop_rows(1, 3) + "}"; };
  for (std::string entity : {"webhooks", "channels", "promotions", "variant-attributes"}) {
    CAPTURE(entity);
    Kind kind(shop, entity, "{}");
    CHECK(ids_of(kind.walk) == count_up(1, 3));
    REQUIRE(kind.targets.size() == 1);
    CHECK_FALSE(has(kind.targets[0], "?"));
    CHECK(kind.walk.cursor.empty());
  }
}

TEST_CASE("a list's own largest page is asked for, and never more") {
  const auto shop = [](const Call&) { return std::string(R"({"data":[]})"); };
  CHECK(Kind(shop, "search", R"({"query":{"type":"sales","page_size":5000}})").targets ==
        Texts{"/search?type=sales&page_size=1000&offset=0"});
  CHECK(Kind(shop, "audit-events", "{}").targets ==
        Texts{"/auditlog_events?page_size=100&offset=0"});
  CHECK(Kind(shop, "brands", "{}").targets == Texts{"/brands?page_size=200"});
}

TEST_CASE("promotion products come from two lists, each record says which") {
  Kind kind(
      [](const Call& call) {
        return call.query("offset") == "0"
                   ? R"({"data":{"condition_products":[{"id":"1"}],"action_products":[{"id":"2"},{"id":"3"}]}})"
                   : R"({"data":{"condition_products":[],"action_products":[]}})";
      },
      "promotion-products", R"({"path":{"promotion_id":7},"query":{"page_size":2}})");
  CHECK(kind.walk.records == Texts{R"({"id":"1","list":"condition_products"})",
                                   R"({"id":"2","list":"action_products"})",
                                   R"({"id":"3","list":"action_products"})"});
  CHECK(kind.targets.size() == 2);
  CHECK(has(kind.targets[1], "offset=2"));
}
