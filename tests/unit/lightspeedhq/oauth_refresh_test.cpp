// What becomes of a refresh whose response is lost or refused, step by step, with a clock of our
// own.
#include <doctest/doctest.h>

#include "sluice/ext/credentials.h"
#include "sluice/ext/http.h"
#include "sluice/rest/oauth2_authorizer.hpp"
#include "unit/http/scripted_server.hpp"
#include "unit/lightspeedhq/oauth_rig.hpp"

using namespace lightspeedhq::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;
using sluice::rest::OAuth2Authorizer;
using sluice::rest::OAuth2Tokens;

namespace {

constexpr int64_t kExpires = 10'000;
const std::string kNewTokens =
    R"({"access_token":"at-new","refresh_token":"rt-new","expires_in":1000,"scope":"a"})";

// `replies` are the responses in order; an empty one hangs up after the request.
class RefreshRig : public sluice::test::HostRig {
 public:
  explicit RefreshRig(std::vector<std::string> replies)
      : replies_(std::move(replies)), server([this](const std::string&, size_t number) {
          const std::string reply = number <= replies_.size() ? replies_[number - 1] : "";
          return Reply{reply, reply.empty()};
        }) {
    environment.offer(SLUICE_EXT_HTTP, sluice::http::Service::table(), &service);
    environment.offer(SLUICE_EXT_CREDENTIALS, sluice::credentials::Service::table(), &credentials);
    OAuth2Tokens tokens{"at-old", "rt-old", "a", 0, kExpires, false};
    REQUIRE(credentials.replace("shop", 0, tokens.kept_text()).ok());
    const auto own = host();
    auto opened = sluice::HttpSession::open(
        own.abi(), R"({"proxy":"","retry":{"attempts":1},"base_uri":")" + server.origin() + "\"}");
    REQUIRE(opened.ok());
    session = *std::move(opened);
    authorizer = std::make_unique<OAuth2Authorizer>(
        own, *sluice::Credentials::of(own), session,
        sluice::rest::OAuth2Settings{
            {"id", "sec", {}}, "shop", {"token"}, "sluice auth x", "shop", [this] { return now; }});
  }
  ~RefreshRig() {
    authorizer.reset();
    session = {};
  }

  sluice::Result<std::string> header() { return authorizer->header(true, nullptr); }
  OAuth2Tokens kept() { return *OAuth2Tokens::from_kept(credentials.read("shop")->secret); }
  size_t refreshes() {
    size_t count = 0;
    for (const auto& one : server.seen()) count += has(one.text, "POST /token");
    return count;
  }

 private:
  std::vector<std::string> replies_;

 public:
  int64_t now = kExpires - 30;  // within the margin: not fresh, not expired
  TempFolder folder;
  sluice::store::SqliteShared store{(folder / "sluice.db").string()};
  sluice::credentials::Service credentials{store, store, OAuthRig::key()};
  sluice::http::test::FakeClock clock;
  sluice::record::PagePool pages;
  sluice::http::Service service{{redactor, {}, clock, 1, 1u << 20, &pages}};
  ScriptedServer server;
  sluice::HttpSession session;
  std::unique_ptr<OAuth2Authorizer> authorizer;
};

}  // namespace

TEST_CASE("a token is renewed within its margin, and both new ones are stored before use") {
  RefreshRig rig({response(200, kNewTokens)});
  CHECK(*rig.header() == "Bearer at-new");
  CHECK(rig.kept().access == "at-new");
  CHECK(rig.kept().refresh == "rt-new");
  CHECK(*rig.header() == "Bearer at-new");
  CHECK(rig.server.seen().size() == 1);
}

TEST_CASE("a fresh token is used without asking anybody, and without waiting once it is in hand") {
  RefreshRig rig({});
  rig.now = 0;
  CHECK(rig.authorizer->header(false, nullptr).status().code() == SLUICE_E_UNAVAILABLE);
  CHECK(*rig.header() == "Bearer at-old");
  CHECK(*rig.authorizer->header(false, nullptr) == "Bearer at-old");
  CHECK(rig.server.seen().empty());
}

TEST_CASE("a refresh whose response is lost is sent again at once") {
  for (const std::string& first : {std::string(), response(500, "{}"), response(200, "no JSON")}) {
    RefreshRig rig({first, response(200, kNewTokens)});
    CHECK(*rig.header() == "Bearer at-new");
    CHECK(rig.refreshes() == 2);
    CHECK_FALSE(rig.kept().refreshing);
  }
}

TEST_CASE("a lost refresh needs no person while the old refresh token works, however old it is") {
  for (int64_t late : {0, 100'000}) {
    RefreshRig rig({"", "", response(200, kNewTokens)});
    rig.now = kExpires + late;
    CHECK(rig.header().status().code() == SLUICE_E_UNAVAILABLE);
    CHECK(rig.kept().refreshing);
    CHECK(rig.kept().refresh == "rt-old");
    CHECK(*rig.header() == "Bearer at-new");
  }
}

TEST_CASE("a refused access token after a lost refresh is renewed with the old refresh token") {
  RefreshRig rig({response(200, kNewTokens)});
  OAuth2Tokens marked = rig.kept();
  marked.refreshing = true;
  REQUIRE(rig.credentials.replace("shop", 1, marked.kept_text()).ok());
  CHECK(rig.authorizer->refused("Bearer at-old", nullptr).ok());
  CHECK(*rig.header() == "Bearer at-new");
}

TEST_CASE("a lost refresh that was carried out needs a person, once the server says so") {
  RefreshRig rig({"", response(400, R"({"error":"invalid_grant"})")});
  for (int i = 0; i < 2; i++) {
    const auto header = rig.header();
    CHECK(header.status().code() == SLUICE_E_AUTH);
    CHECK(has(header.status().message(), "sluice auth x"));
    if (i == 0) CHECK(has(header.status().message(), "earlier refresh was lost"));
  }
  CHECK(rig.refreshes() == 2);
}

TEST_CASE("a refresh that another process lost is tried again with the same token") {
  RefreshRig rig({response(200, kNewTokens)});
  OAuth2Tokens marked = rig.kept();
  marked.refreshing = true;
  REQUIRE(rig.credentials.replace("shop", 1, marked.kept_text()).ok());
  rig.now = kExpires + 1;
  CHECK(*rig.header() == "Bearer at-new");
  CHECK(rig.refreshes() == 1);
}

TEST_CASE("a response without effect keeps the tokens for the next try") {
  for (int status : {429, 503}) {
    RefreshRig rig({response(status, "{}"), response(200, kNewTokens)});
    const auto waits = rig.header();
    CHECK(waits.status().code() == (status == 429 ? SLUICE_E_RATE_LIMITED : SLUICE_E_UNAVAILABLE));
    CHECK_FALSE(rig.kept().refreshing);
    CHECK(rig.kept().refresh == "rt-old");
    CHECK(*rig.header() == "Bearer at-new");
  }
}

TEST_CASE("wrong settings of the application do not cost the tokens") {
  RefreshRig rig({response(401, R"({"error":"invalid_client"})"), response(200, kNewTokens)});
  const auto refused = rig.header();
  CHECK(refused.status().code() == SLUICE_E_AUTH);
  CHECK(has(refused.status().message(), "application's settings"));
  CHECK(*rig.header() == "Bearer at-new");
}

TEST_CASE("a refresh that never left keeps the tokens") {
  RefreshRig rig({});
  const auto own = rig.host();
  auto nobody = sluice::HttpSession::open(
      own.abi(), R"({"proxy":"","retry":{"attempts":1},"base_uri":"http://127.0.0.1:)" +
                     std::to_string(sluice::http::test::unused_port()) + "\"}");
  REQUIRE(nobody.ok());
  const sluice::HttpSession gone = *std::move(nobody);
  OAuth2Authorizer authorizer(
      own, *sluice::Credentials::of(own), gone,
      {{"id", "sec", {}}, "shop", {"token"}, "c", "shop", [&rig] { return rig.now; }});
  CHECK(authorizer.header(true, nullptr).status().code() == SLUICE_E_UNAVAILABLE);
  CHECK_FALSE(rig.kept().refreshing);
}
