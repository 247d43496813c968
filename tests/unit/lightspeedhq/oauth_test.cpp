#include <doctest/doctest.h>

#include <thread>

#include "unit/lightspeedhq/oauth_rig.hpp"

using namespace lightspeedhq;
using namespace lightspeedhq::test;

namespace {

constexpr int kProducts = 59;  // of 60 one is deleted

// An authorized client.
struct Authorized {
  Authorized() {
    rig.open();
    const auto granted = rig.authorize();
    INFO(granted.status().message());
    REQUIRE(granted.ok());
    shop.control("POST", "/requests/clear");
  }
  // The access token dies at the shop; the client does not know.
  void expire() { shop.control("POST", "/clock", R"({"advance_s":90000})"); }

  TestShop shop{small_shop()};
  TempFolder folder;
  OAuthRig rig{shop, folder};
};

}  // namespace

TEST_CASE("an authorized client walks with its token, and what was granted is told") {
  TestShop shop(small_shop());
  const TempFolder folder;
  OAuthRig rig(shop, folder);
  rig.open();
  CHECK(*rig.authorize() == "scopes products:read customers:read");
  const Polled all = rig.walk();
  CHECK(all.status.code() == SLUICE_END);
  CHECK(all.records.size() == kProducts);
}

TEST_CASE("another process on the store uses the tokens without asking for any") {
  Authorized a;
  OAuthRig other(a.shop, a.folder);
  other.open();
  CHECK(other.walk().records.size() == kProducts);
  CHECK(requests_to(a.shop, "/token") == 0);
}

TEST_CASE("without a key an OAuth client is refused with what to do") {
  TestShop shop(small_shop());
  const TempFolder folder;
  OAuthRig rig(shop, folder, false);
  const auto refused = rig.create<Client>(oauth_config(shop.server.origin()), "clients.shop");
  CHECK(refused.status().code() == SLUICE_E_INVALID);
  CHECK(refused.status().message().find("/oauth: ") == 0);
  CHECK(has(refused.status().message(), "openssl rand -base64 32"));
}

TEST_CASE("a client nobody has authorized says which command does it") {
  TestShop shop(small_shop());
  const TempFolder folder;
  OAuthRig rig(shop, folder);
  rig.open();
  const auto status = rig.walk().status;
  CHECK(status.code() == SLUICE_E_AUTH);
  CHECK(has(status.message(), "sluice auth lightspeedhq shop"));
}

TEST_CASE("two processes' clients on one store cause one refresh") {
  Authorized a;
  OAuthRig other(a.shop, a.folder);
  other.open();
  CHECK(other.walk("customers").records.size() == 20);
  a.expire();
  CHECK(a.rig.walk().records.size() == kProducts);
  CHECK(other.walk().records.size() == kProducts);
  CHECK(requests_to(a.shop, "/token") == 1);
}

TEST_CASE("a lost refresh that the shop carried out needs a person once the shop says so") {
  Authorized a;
  a.expire();
  a.shop.arm(R"({"fault":"refresh_lost"})");
  for (int i = 0; i < 3; i++) {
    const auto status = a.rig.walk().status;
    CHECK(status.code() == SLUICE_E_AUTH);
    if (i == 0) CHECK(has(status.message(), "earlier refresh was lost"));
    CHECK(has(status.message(), "sluice auth lightspeedhq shop"));
  }
  CHECK(requests_to(a.shop, "/token") == 2);
  OAuthRig other(a.shop, a.folder);
  other.open();
  CHECK(other.walk().status.code() == SLUICE_E_AUTH);
  CHECK(requests_to(a.shop, "/token") == 2);
}

TEST_CASE("a declined authorization stores nothing") {
  TestShop shop(small_shop());
  const TempFolder folder;
  OAuthRig rig(shop, folder);
  rig.open();
  shop.arm(R"({"fault":"connect_deny"})");
  const auto declined = rig.authorize();
  CHECK(declined.status().code() == SLUICE_E_AUTH);
  CHECK(has(declined.status().message(), "access_denied"));
  CHECK(rig.walk().status.code() == SLUICE_E_AUTH);
}

TEST_CASE("a domain_prefix that is no host label is refused before the code is sent") {
  TestShop shop(small_shop());
  const TempFolder folder;
  OAuthRig rig(shop, folder);
  rig.open();
  for (const char* prefix : {"", "a.b", "evil.example/x", "-a", "A"}) {
    const std::vector<sluice_pair> query = {
        {sluice::slice("code"), sluice::slice("c-1234")},
        {sluice::slice("domain_prefix"), sluice::slice(prefix)}};
    CHECK(rig.client->authorization()->complete("r", query, TestCancel()).status().code() ==
          SLUICE_E_DATA);
  }
  CHECK(requests_to(shop, "/token") == 0);
}

TEST_CASE("tokens are in no log, no error and no file, at log level full") {
  Authorized a;
  const auto before = a.rig.tokens();
  a.expire();
  const Polled all = a.rig.walk();
  const auto after = a.rig.tokens();
  std::string seen = a.rig.log_text + all.status.message();
  for (const auto& entry : std::filesystem::directory_iterator(a.folder.path()))
    seen += sluice::test::read_file(entry.path());
  CHECK(has(a.rig.log_text, "/api/2026-07/products"));
  for (const std::string& secret : {before.access, before.refresh, after.access, after.refresh,
                                    std::string("simulator-secret"), std::string(64, '5')})
    CHECK_FALSE(has(seen, secret));
}

TEST_CASE("the connection check reaches, authenticates and names missing scopes") {
  Authorized a;
  sluice::ConnectCheck& check = *a.rig.client->connect_check();
  const auto found = check.connect(TestCancel());
  INFO(found.status().message());
  REQUIRE(found.ok());
  CHECK(has(*found, "scopes granted: products:read customers:read"));
  CHECK(check.missing("products:read")->empty());
  CHECK(*check.missing("products:read,customers:write") == "customers:write");
}

TEST_CASE("OAuth beside a token, or neither, is refused") {
  TestShop shop(small_shop());
  const TempFolder folder;
  OAuthRig rig(shop, folder);
  const auto neither = rig.create<Client>(R"({"base_uri":"http://127.0.0.1:1"})", "clients.shop");
  CHECK(has(neither.status().message(), "/token: is missing"));
  std::string both = oauth_config(shop.server.origin());
  both.insert(1, R"("token":"T",)");
  CHECK(has(rig.create<Client>(both, "clients.shop").status().message(),
            "/oauth: cannot be used with"));
}
