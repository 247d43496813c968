#include <doctest/doctest.h>

#include "sluice/rest/oauth2_forms.hpp"
#include "sluice/rest/oauth2_tokens.hpp"
#include "unit/rest/host_rig.hpp"

using namespace sluice::rest;
using sluice::test::has;
using sluice::test::HostRig;

namespace {

const OAuth2App kApp{"the id", "s&cret", {"a:read", "b:write"}};

}  // namespace

TEST_CASE("the address to authorize at names application, way back, state and scopes") {
  CHECK(authorize_url("https://h/connect", kApp, "http://127.0.0.1:1/c", "st") ==
        "https://h/connect?response_type=code&client_id=the%20id&redirect_uri=http%3A%2F%2F127.0.0."
        "1%3A1%2Fc&state=st&scope=a%3Aread%20b%3Awrite");
  CHECK(has(authorize_url("https://h/c?x=1", kApp, "r", "s"), "?x=1&response_type=code"));
}

TEST_CASE("grants are forms") {
  CHECK(code_form(kApp, "c/1", "http://r") ==
        "grant_type=authorization_code&code=c%2F1&client_id=the%20id&client_secret=s%26cret&"
        "redirect_uri=http%3A%2F%2Fr");
  CHECK(refresh_form(kApp, "r1") ==
        "grant_type=refresh_token&refresh_token=r1&client_id=the%20id&client_secret=s%26cret");
}

TEST_CASE("tokens survive being kept") {
  OAuth2Tokens tokens{"at", "rt", "a b", 100, 200, true};
  auto back = OAuth2Tokens::from_kept(tokens.kept_text());
  REQUIRE(back.ok());
  CHECK(back->access == "at");
  CHECK(back->refresh == "rt");
  CHECK(back->scope == "a b");
  CHECK(back->expires_s == 200);
  CHECK(back->refreshing);
  CHECK_FALSE(OAuth2Tokens::from_kept("nonsense").ok());
  CHECK_FALSE(OAuth2Tokens::from_kept("").ok());
}

TEST_CASE("a response's life is counted by our own clock") {
  HostRig rig;
  auto tokens = OAuth2Tokens::from_response(
      rig.host(),
      R"({"access_token":"at-1234","token_type":"Bearer","expires":99,"expires_in":1000,
          "refresh_token":"rt-1234","domain_prefix":"x","scope":"a b"})",
      5000);
  REQUIRE(tokens.ok());
  CHECK(tokens->expires_s == 6000);
  CHECK(rig.redactor.redact("at-1234 rt-1234").find("1234") == std::string::npos);
  auto absolute =
      OAuth2Tokens::from_response(rig.host(), R"({"access_token":"at-1234","expires":99})", 5000);
  CHECK(absolute->expires_s == 99);
}

TEST_CASE("a response without a usable token is refused and not repeated") {
  HostRig rig;
  for (const char* body : {"", "[]", "<html>", R"({"refresh_token":"rt-secret"})",
                           "{\"access_token\":\"a\\nX: rt-secret\"}"}) {
    auto tokens = OAuth2Tokens::from_response(rig.host(), body, 0);
    CHECK(tokens.status().code() == SLUICE_E_DATA);
    CHECK_FALSE(has(tokens.status().message(), "rt-secret"));
  }
}

TEST_CASE("a token is renewed a margin before it ends: a tenth of its life, a minute at most") {
  OAuth2Tokens day{"at", "rt", "", 0, 86400, false};
  CHECK(day.fresh(86339));
  CHECK_FALSE(day.fresh(86340));
  CHECK_FALSE(day.expired(86399));
  CHECK(day.expired(86400));
  OAuth2Tokens brief{"at", "rt", "", 0, 50, false};
  CHECK(brief.fresh(44));
  CHECK_FALSE(brief.fresh(45));
  OAuth2Tokens endless{"at", "rt", "", 0, 0, false};
  CHECK(endless.fresh(1'000'000'000));
}

TEST_CASE("scopes that are missing are named, alternatives count") {
  std::string lacking;
  CHECK(scopes_cover("a:read b:read", "a:read,b:read", &lacking));
  CHECK(scopes_cover("b", "a or b", &lacking));
  CHECK(scopes_cover("a", "a (ISSUE) or b", &lacking));
  CHECK(scopes_cover("", "", &lacking));
  CHECK(lacking.empty());
  CHECK_FALSE(scopes_cover("a", "a b,c or d,a", &lacking));
  CHECK(lacking == "a b, c or d");
}
