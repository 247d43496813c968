#include <Poco/URI.h>

#include "shop_client.hpp"

using namespace sluice::simulator;

namespace {

constexpr const char* kClient = "client_id=simulator&client_secret=simulator-secret";
constexpr const char* kConnect =
    "/connect?response_type=code&client_id=simulator&redirect_uri=http%3A%2F%2Flocalhost%3A1%2Fcb"
    "&state=s%261&scope=products%3Aread+customers%3Aread";

std::string location_member(const Reply& reply, const std::string& name) {
  const Poco::URI uri(reply.headers.at("Location"));
  for (const auto& [key, value] : uri.getQueryParameters()) {
    if (key == name) return value;
  }
  return {};
}

Reply token(const TestShop& shop, const std::string& form) {
  return shop.form("/api/1.0/token", form);
}

std::string exchange_form(const std::string& code) {
  return "grant_type=authorization_code&code=" + code +
         "&redirect_uri=http%3A%2F%2Flocalhost%3A1%2Fcb&" + kClient;
}

std::string refresh_form(const std::string& refresh) {
  return "grant_type=refresh_token&refresh_token=" + refresh + "&" + kClient;
}

struct Tokens {
  std::string access;
  std::string refresh;
};

Tokens read_tokens(const Reply& reply) {
  REQUIRE(reply.status == 200);
  const auto json = reply.json();
  return {json["access_token"].GetString(), json["refresh_token"].GetString()};
}

Tokens granted(const TestShop& shop) {
  return read_tokens(shop.control("POST", "/tokens/grant", R"({"scope":"products:read"})"));
}

Settings frozen_shop() {
  Settings settings = small_shop();
  settings.clock = "2026-07-15T15:00:00Z";
  return settings;
}

}  // namespace

TEST_CASE("authorization answers a code once, which the token endpoint turns into seven members") {
  const TestShop shop(frozen_shop());
  const Reply consent = shop.raw("GET", kConnect, "", "");
  CHECK(consent.status == 302);
  CHECK(consent.headers.at("Location").starts_with("http://localhost:1/cb?code="));
  CHECK(location_member(consent, "domain_prefix") == "example");
  CHECK(location_member(consent, "state") == "s&1");
  const std::string code = location_member(consent, "code");
  const Reply reply = token(shop, exchange_form(code));
  REQUIRE(reply.status == 200);
  const auto json = reply.json();
  CHECK(json.MemberCount() == 7);
  CHECK(std::string(json["token_type"].GetString()) == "Bearer");
  CHECK(json["expires"].GetInt64() == 1784127600 + 86400);
  CHECK(json["expires_in"].GetInt() == 86400);
  CHECK(std::string(json["domain_prefix"].GetString()) == "example");
  CHECK(std::string(json["scope"].GetString()) == "products:read customers:read");
  const std::string access = json["access_token"].GetString();
  CHECK(shop.get("/products?page_size=1", access).status == 200);
  CHECK(shop.get("/outlets", access).status == 403);
  const Reply again = token(shop, exchange_form(code));
  CHECK(again.status == 401);
  CHECK(std::string(again.json()["error"].GetString()) == "invalid_grant");
}

TEST_CASE("an authorization without scope is declined, with the state") {
  const TestShop shop;
  const std::string full = kConnect;
  const Reply reply = shop.raw("GET", full.substr(0, full.find("&scope")), "", "");
  CHECK(reply.status == 302);
  CHECK(reply.headers.at("Location") == "http://localhost:1/cb?error=access_denied&state=s%261");
}

TEST_CASE("the deny fault declines one authorization") {
  const TestShop shop;
  shop.arm(R"({"fault":"connect_deny"})");
  CHECK(location_member(shop.raw("GET", kConnect, "", ""), "error") == "access_denied");
  CHECK_FALSE(location_member(shop.raw("GET", kConnect, "", ""), "code").empty());
}

TEST_CASE("an authorization with a missing or wrong parameter is refused where it is") {
  const TestShop shop;
  CHECK(shop.raw("GET", "/connect", "", "").status == 400);
  CHECK(shop.raw("POST", kConnect, "", "").status == 405);
  std::string other = kConnect;
  other.replace(other.find("simulator"), 9, "stranger");
  CHECK(shop.raw("GET", other, "", "").status == 400);
}

TEST_CASE("a code dies after ten minutes") {
  const TestShop shop(frozen_shop());
  const std::string code = location_member(shop.raw("GET", kConnect, "", ""), "code");
  shop.control("POST", "/clock", R"({"advance_s":600})");
  CHECK(token(shop, exchange_form(code)).status == 401);
}

TEST_CASE("a code needs the redirect URI that it was made for") {
  const TestShop shop;
  const std::string code = location_member(shop.raw("GET", kConnect, "", ""), "code");
  CHECK(token(shop, "grant_type=authorization_code&redirect_uri=http%3A%2F%2Fother&code=" + code +
                        "&" + kClient)
            .status == 401);
}

TEST_CASE("a refresh rotates: the old refresh token and its access token are dead at once") {
  const TestShop shop;
  const Tokens old = granted(shop);
  CHECK(shop.get("/products?page_size=1", old.access).status == 200);
  const Reply reply = token(shop, refresh_form(old.refresh));
  const Tokens fresh = read_tokens(reply);
  CHECK(std::string(reply.json()["scope"].GetString()) == "products:read");
  CHECK(shop.get("/products?page_size=1", old.access).status == 401);
  CHECK(shop.get("/products?page_size=1", fresh.access).status == 200);
  const Reply dead = token(shop, refresh_form(old.refresh));
  CHECK(dead.status == 401);
  CHECK(dead.body ==
        R"({"error":"invalid_grant","error_description":"The refresh token is invalid."})");
  CHECK(token(shop, refresh_form(fresh.refresh)).status == 200);
}

TEST_CASE("an access token dies at its time") {
  const TestShop shop(frozen_shop());
  const Tokens tokens = granted(shop);
  shop.control("POST", "/clock", R"({"advance_s":86399})");
  CHECK(shop.get("/products?page_size=1", tokens.access).status == 200);
  shop.control("POST", "/clock", R"({"advance_s":1})");
  const Reply reply = shop.get("/products?page_size=1", tokens.access);
  CHECK(reply.status == 401);
  CHECK(reply.body == R"({"error":"Access token is not valid"})");
}

TEST_CASE("the token endpoint reads the form body only") {
  const TestShop shop;
  const Tokens old = granted(shop);
  const Reply in_url = shop.raw("POST", "/api/1.0/token?" + refresh_form(old.refresh), "", "");
  CHECK(in_url.status == 400);
  CHECK(std::string(in_url.json()["error"].GetString()) == "invalid_request");
  CHECK(shop.raw("POST", "/api/1.0/token", R"({"grant_type":"refresh_token"})", "").status == 400);
  CHECK(shop.raw("GET", "/api/1.0/token", "", "").status == 405);
}

TEST_CASE("the token endpoint names what it refuses") {
  const TestShop shop;
  const auto error = [](const Reply& reply) {
    return std::to_string(reply.status) + " " + reply.json()["error"].GetString();
  };
  CHECK(error(token(shop, "grant_type=password&" + std::string(kClient))) ==
        "400 unsupported_grant_type");
  CHECK(error(token(shop, "grant_type=refresh_token&" + std::string(kClient))) ==
        "400 invalid_request");
  CHECK(error(token(shop,
                    "grant_type=refresh_token&refresh_token=x&client_id=simulator"
                    "&client_secret=wrong")) == "401 invalid_client");
}

TEST_CASE("the token endpoint has a window of its own and tells it on every response") {
  const TestShop shop(frozen_shop());
  const std::string before = shop.get("/retailer").headers.at("X-RateLimit-Remaining");
  for (int used = 1; used <= 10; ++used) {
    const Reply reply = token(shop, refresh_form("x"));
    CHECK(reply.status == 401);
    CHECK(reply.headers.at("X-RateLimit-Limit") == "10");
    CHECK(reply.headers.at("X-RateLimit-Remaining") == std::to_string(10 - used));
    CHECK(reply.headers.at("X-RateLimit-Reset") == "1784127660");
  }
  CHECK(token(shop, refresh_form("x")).status == 429);
  CHECK(std::stoi(shop.get("/retailer").headers.at("X-RateLimit-Remaining")) ==
        std::stoi(before) - 1);
  shop.control("POST", "/clock", R"({"advance_s":60})");
  CHECK(token(shop, refresh_form("x")).status == 401);
}

TEST_CASE("tokens of one application share its request window") {
  const TestShop shop(frozen_shop());
  const Tokens first = granted(shop);
  const Tokens second = granted(shop);
  shop.get("/products?page_size=1", first.access);
  CHECK(shop.get("/products?page_size=1", second.access).headers.at("X-RateLimit-Remaining") ==
        "348");
}

TEST_CASE("a refresh whose response is lost has rotated all the same") {
  const TestShop shop;
  const Tokens old = granted(shop);
  shop.arm(R"({"fault":"refresh_lost"})");
  CHECK_THROWS_AS(token(shop, refresh_form(old.refresh)), Poco::Exception);
  CHECK(token(shop, refresh_form(old.refresh)).status == 401);
}

TEST_CASE("the token endpoint can be over its limit by a fault") {
  const TestShop shop;
  const Tokens old = granted(shop);
  shop.arm(R"({"fault":"token_429"})");
  CHECK(shop.get("/retailer").status == 200);
  CHECK(token(shop, refresh_form(old.refresh)).status == 429);
  CHECK(token(shop, refresh_form(old.refresh)).status == 200);
}

TEST_CASE("a token revoked in mid-walk stays dead, its refresh token lives") {
  const TestShop shop;
  const Tokens tokens = granted(shop);
  shop.arm(R"({"fault":"revoke_token","skip":1,"path":"/products"})");
  CHECK(shop.get("/products?page_size=1", tokens.access).status == 200);
  CHECK(shop.get("/products?page_size=1", tokens.access).status == 401);
  CHECK(shop.get("/products?page_size=1", tokens.access).status == 401);
  const Tokens fresh = read_tokens(token(shop, refresh_form(tokens.refresh)));
  CHECK(shop.get("/products?page_size=1", fresh.access).status == 200);
}

TEST_CASE("one seed gives one series of tokens") {
  const TestShop first(frozen_shop());
  const TestShop second(frozen_shop());
  CHECK(granted(first).refresh == granted(second).refresh);
}

TEST_CASE("an older contract can answer a newer version") {
  const TestShop shop;
  shop.arm(R"({"fault":"old_contract"})");
  CHECK(shop.send("POST", "/inventory", "{}").status == 405);
  CHECK(shop.send("POST", "/inventory", "{}").status == 200);
}

TEST_CASE("the bucket of all users counts every token") {
  Settings settings = frozen_shop();
  settings.tokens.push_back({"U", {}});
  settings.all_users_limit = 3;
  const TestShop shop(settings);
  CHECK(shop.get("/retailer", "T").status == 200);
  CHECK(shop.get("/retailer", "U").status == 200);
  CHECK(shop.get("/retailer", "T").status == 200);
  CHECK(shop.get("/retailer", "U").status == 429);
}

TEST_CASE("a refused method of the token endpoint tells the endpoint's own limit") {
  const TestShop shop(frozen_shop());
  const Reply reply = shop.raw("GET", "/api/1.0/token", "", "");
  CHECK(reply.status == 405);
  CHECK(reply.headers.at("X-RateLimit-Limit") == "10");
  CHECK(reply.headers.at("X-RateLimit-Reset") == "1784127660");
}
