#include "base/secret_name.hpp"

#include <doctest/doctest.h>

using namespace sluice::base;

TEST_CASE("names of credentials are known in any case") {
  for (const char* name :
       {"Authorization", "PROXY-AUTHORIZATION", "cookie", "Set-Cookie", "x-api-key", "access_token",
        "X-CSRF-Token", "client_secret", "dbPasswordOld"})
    CHECK(names_secret(name));
  for (const char* name : {"Accept", "Content-Type", "author", "id", ""})
    CHECK_FALSE(names_secret(name));
}

TEST_CASE("words of a parameter's name say whether it may be a credential") {
  for (const char* name : {"sig", "key", "apiKey", "api_key", "API-KEY", "X-Amz-Signature", "code",
                           "auth", "sessionId", "pwd", "user_pin", "access_token"})
    CHECK(may_be_secret(name));
  for (const char* name : {"page", "monkey", "keyboard", "design", "country_code", "passenger",
                           "updated_since", "limit", "after", ""})
    CHECK_FALSE(may_be_secret(name));
}
