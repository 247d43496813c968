// A client of a simulated shop that authorizes with OAuth, on a host that keeps credentials in a
// folder of its own. Several rigs on one folder are several processes' views of it.
#pragma once

#include <Poco/URI.h>

#include <memory>
#include <string>
#include <vector>

#include "client.hpp"
#include "credentials/service.hpp"
#include "sluice/detail/tables.hpp"
#include "sluice/ext/credentials.h"
#include "sluice/ext/http.h"
#include "store/sqlite_shared.hpp"
#include "subscriber.hpp"
#include "support/temp_folder.hpp"
#include "unit/http/fixtures.hpp"
#include "unit/rest/host_rig.hpp"
#include "unit/simulator/shop_client.hpp"

namespace lightspeedhq::test {

using sluice::simulator::Settings;
using sluice::simulator::small_shop;
using sluice::simulator::TestShop;
using sluice::test::has;
using sluice::test::Polled;
using sluice::test::TempFolder;
using sluice::test::TestCancel;

inline std::string oauth_config(const std::string& origin) {
  return R"({"base_uri":")" + origin + R"(","proxy":"","log_requests":"full","oauth":{)" +
         R"("client_id":"simulator","client_secret":"simulator-secret",)" +
         R"("scopes":["products:read","customers:read"],)" + R"("authorize_uri":")" + origin +
         R"(/connect"}})";
}

class OAuthRig : public sluice::test::HostRig {
 public:
  OAuthRig(const TestShop& shop, const TempFolder& folder, bool with_key = true)
      : shop_(shop),
        store((folder / "sluice.db").string()),
        credentials(store, store, with_key ? std::optional(key()) : std::nullopt) {
    environment.offer(SLUICE_EXT_HTTP, sluice::http::Service::table(), &service);
    environment.offer(SLUICE_EXT_CREDENTIALS, sluice::credentials::Service::table(), &credentials);
  }
  ~OAuthRig() { client.reset(); }

  static sluice::credentials::Cipher key() {
    return *sluice::credentials::Cipher::from_text(std::string(64, '5'));
  }

  void open() {
    client = make<Client>(oauth_config(shop_.server.origin()), "clients.shop");
    handle = {sizeof handle, static_cast<sluice::Component*>(client.get()),
              [](void* self, const char* id) {
                return sluice::detail::interface_table(*static_cast<sluice::Component*>(self), id);
              },
              sluice::slice(Client::kId), sluice::slice("clients.shop")};
  }

  // What `sluice auth` does, with a browser that follows at once.
  sluice::Result<std::string> authorize() {
    sluice::Authorization& flow = *client->authorization();
    const auto url = flow.begin("http://127.0.0.1:1/callback", "st");
    const std::string target = url->substr(shop_.server.origin().size());
    const auto response = shop_.raw("GET", target, "", "");
    REQUIRE(response.status == 302);
    const Poco::URI back(response.headers.at("Location"));
    const auto query = back.getQueryParameters();
    std::vector<sluice_pair> pairs;
    for (const auto& [name, value] : query)
      pairs.push_back({sluice::slice(name), sluice::slice(value)});
    return flow.complete("http://127.0.0.1:1/callback", pairs, TestCancel());
  }

  Polled walk(const std::string& entity = "products") {
    const std::string request = R"({"query":{"page_size":20}})";
    auto walker = make<Subscriber>(R"({"entity":")" + entity + R"(","request":)" + request + "}",
                                   "sub", &handle);
    REQUIRE(walker->open(request).ok());
    REQUIRE(walker->seek("").ok());
    return sluice::test::walk(*walker);
  }

  sluice::rest::OAuth2Tokens tokens() const {
    const auto kept = credentials.read(kIdentityPrefix + shop_.server.origin() + " simulator");
    REQUIRE(kept.ok());
    return *sluice::rest::OAuth2Tokens::from_kept(kept->secret);
  }

  static constexpr const char* kIdentityPrefix = "lightspeedhq oauth ";
  const TestShop& shop_;
  sluice::store::SqliteShared store;
  mutable sluice::credentials::Service credentials;
  sluice::http::test::FakeClock clock;
  sluice::record::PagePool pages;
  std::mutex log_mutex;
  sluice::http::Service service{{redactor,
                                 [this](int, std::string_view, std::string_view message) {
                                   std::lock_guard lock(log_mutex);
                                   log_text.append(message).append("\n");
                                 },
                                 clock, 1, 64u << 20, &pages}};
  std::unique_ptr<Client> client;
  sluice_component handle{};
};

// Requests whose path has `part`, as the shop saw them.
inline int requests_to(const TestShop& shop, const std::string& part) {
  const auto log = shop.control("GET", "/requests").json();
  int count = 0;
  for (const auto& one : log["requests"].GetArray()) count += has(one["target"].GetString(), part);
  return count;
}

}  // namespace lightspeedhq::test
