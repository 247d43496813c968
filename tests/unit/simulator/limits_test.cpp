#include "shop_client.hpp"

using namespace sluice::simulator;

namespace {

Settings limited(int limit) {
  Settings settings = small_shop();
  settings.rate_limit = limit;
  settings.clock = "2026-07-15T15:00:01Z";
  settings.tokens = {{"T", {}}, {"U", {}}};
  return settings;
}

}  // namespace

TEST_CASE("the limit follows from the registers and every response tells it") {
  Settings settings = small_shop();
  settings.registers = 2;
  const TestShop shop(settings);
  CHECK(shop.get("/brands").headers.at("X-RateLimit-Limit") == "650");
  CHECK(shop.get("/planets").headers.at("X-RateLimit-Remaining") == "649");
  CHECK(shop.get("/brands?page_size=x").headers.at("X-RateLimit-Remaining") == "648");
}

TEST_CASE("over the limit: 429 with the end of the window as an RFC 1123 date") {
  const TestShop shop(limited(3));
  for (int i = 0; i < 3; ++i) CHECK(shop.get("/brands").status == 200);
  const Reply reply = shop.get("/brands");
  CHECK(reply.status == 429);
  CHECK(reply.headers.at("Retry-After") == "Wed, 15 Jul 2026 15:05:00 GMT");
  CHECK(reply.headers.at("X-RateLimit-Remaining") == "0");
  CHECK(reply.body == R"({"error":"Too Many Requests","message":"Rate limiting enforced"})");
}

TEST_CASE("a request that got 429 has had no effect, and the next window is open again") {
  const TestShop shop(limited(1));
  CHECK(shop.get("/brands").status == 200);
  const std::string body = R"({"name":"late"})";
  CHECK(shop.send("POST", "/brands", body).status == 429);
  CHECK(shop.state("brands")["count"].GetInt() == 9);
  shop.control("POST", "/clock", R"({"advance_s":299})");
  CHECK(shop.send("POST", "/brands", body).status == 200);
  CHECK(shop.state("brands")["count"].GetInt() == 10);
}

TEST_CASE("each token has its own budget, control requests cost none") {
  const TestShop shop(limited(1));
  CHECK(shop.get("/brands").status == 200);
  CHECK(shop.get("/brands").status == 429);
  CHECK(shop.get("/brands", "U").status == 200);
  for (int i = 0; i < 5; ++i) CHECK(shop.control("GET", "/health").status == 200);
}

TEST_CASE("refused requests count, unrouted ones do not") {
  const TestShop shop(limited(2));
  CHECK(shop.get("/planets").status == 404);
  CHECK(shop.get("/brands?after=x").status == 400);
  CHECK(shop.get("/customers/none").status == 404);
  CHECK(shop.get("/brands").status == 429);
}

TEST_CASE("legacy_429 repeats date and limit in the body") {
  const TestShop shop(limited(1));
  shop.control("POST", "/settings", R"({"legacy_429":true})");
  shop.get("/brands");
  const auto body = shop.get("/brands").json();
  CHECK(std::string(body["retry-after"].GetString()) == "Wed, 15 Jul 2026 15:05:00 GMT");
  CHECK(body["limit"].GetInt() == 1);
}

TEST_CASE("a missing, unknown or misplaced token is 401") {
  const TestShop shop;
  for (const char* authorization : {"", "Bearer ", "Bearer wrong", "Basic T", "T"}) {
    CAPTURE(authorization);
    const Reply reply = shop.raw("GET", "/api/2026-07/brands", "", authorization);
    CHECK(reply.status == 401);
    CHECK(reply.body == R"({"error":"Access token is not valid"})");
  }
  CHECK(shop.raw("GET", "/api/2026-07/brands?token=T&access_token=T", "", "").status == 401);
  CHECK(shop.raw("GET", "/api/2026-07/brands", "", "bEARER T").status == 200);
}

TEST_CASE("a token without the scope is 403, and all or one of several scopes count as written") {
  Settings settings = small_shop();
  settings.tokens = {{"R", {"products:read", "products:read:price_books", "customers:read"}}};
  const TestShop shop(settings);
  CHECK(shop.get("/products", "R").status == 200);
  const Reply refused = shop.raw("POST", "/api/2026-07/brands", R"({"name":"x"})", "Bearer R");
  CHECK(refused.status == 403);
  CHECK(refused.body == R"({"error":"user missing required permissions"})");
  CHECK(shop.get("/price_books", "R").status == 403);  // outlets:read is the third one needed
  CHECK(shop.get("/search?type=products", "R").status == 200);
  CHECK(shop.get("/search?type=sales", "R").status == 403);
  shop.control("POST", "/settings", R"({"strict_scopes":false})");
  CHECK(shop.get("/price_books", "R").status == 200);
}

TEST_CASE("scope comes before the body, the body before existence") {
  Settings settings = small_shop();
  settings.tokens = {{"T", {}}, {"R", {"products:read"}}};
  const TestShop shop(settings);
  CHECK(shop.raw("POST", "/api/2026-07/brands", "no json", "Bearer R").status == 403);
  CHECK(shop.send("PUT", "/brands/none", "no json").status == 400);
  CHECK(shop.send("PUT", "/brands/none", R"({"name":"x"})").status == 404);
}

TEST_CASE("the second bucket refuses like the first, with the end of its window") {
  const TestShop shop(limited(5));
  shop.control("POST", "/settings", R"({"all_users_limit":2,"legacy_429":true})");
  CHECK(shop.get("/brands", "T").status == 200);
  CHECK(shop.get("/brands", "U").status == 200);
  const Reply over = shop.get("/brands", "T");
  CHECK(over.status == 429);
  CHECK(over.headers.at("Retry-After") == "Wed, 15 Jul 2026 15:05:00 GMT");
  CHECK(over.headers.at("X-RateLimit-Remaining") == "0");
  CHECK(over.json()["limit"].GetInt() == 2);
  shop.control("POST", "/settings", R"({"all_users_limit":null})");
  CHECK(shop.get("/brands", "T").status == 200);
}

TEST_CASE("what is left is never negative, and the limit comes before the token") {
  const TestShop shop(limited(1));
  CHECK(shop.get("/brands", "unknown").status == 401);
  for (int i = 0; i < 3; ++i) {
    const Reply reply = shop.get("/brands", "unknown");
    CHECK(reply.status == 429);
    CHECK(reply.headers.at("X-RateLimit-Remaining") == "0");
  }
}

TEST_CASE("a personal token has no expiry") {
  const TestShop shop(limited(5));
  shop.control("POST", "/clock", R"({"advance_s":315360000})");
  CHECK(shop.get("/brands").status == 200);
}

TEST_CASE("the log tells the end of the window that a request fell in") {
  const TestShop shop(limited(5));
  shop.get("/brands");
  shop.control("POST", "/clock", R"({"advance_s":299})");
  shop.get("/brands");
  const auto log = shop.control("GET", "/requests").json();
  CHECK(std::string(log["requests"][0]["window_end"].GetString()) == "2026-07-15T15:05:00Z");
  CHECK(std::string(log["requests"][1]["window_end"].GetString()) == "2026-07-15T15:10:00Z");
}
