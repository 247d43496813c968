#include "http/policy/sensitive.hpp"

#include <doctest/doctest.h>

using namespace sluice::http;

TEST_CASE("names of credentials are known in any case") {
  for (const char* name :
       {"Authorization", "PROXY-AUTHORIZATION", "cookie", "Set-Cookie", "x-api-key", "access_token",
        "X-CSRF-Token", "client_secret", "dbPasswordOld"})
    CHECK(is_sensitive(name));
  for (const char* name : {"Accept", "Content-Type", "author", "id", ""})
    CHECK_FALSE(is_sensitive(name));
}

TEST_CASE("sensitive query parameters are masked") {
  CHECK(mask_url("http://h/p?a=1&access_token=xyz&b=2") ==
        "http://h/p?a=1&access_token=[redacted]&b=2");
  CHECK(mask_url("http://h/p?tok%65n=xyz") == "http://h/p?tok%65n=[redacted]");
  CHECK(mask_url("http://h/token/p") == "http://h/token/p");
  CHECK(mask_url("http://h/p?") == "http://h/p?");
  CHECK(mask_form("token") == "token");
  CHECK(mask_form("") == "");
}

TEST_CASE("sensitive JSON members are masked, whatever their value is") {
  CHECK(mask_json(R"({"a":1,"token":"x\"y","b":2})") == R"({"a":1,"token":[redacted],"b":2})");
  CHECK(mask_json(R"({"secret" : 12, "b":2})") == R"({"secret" : [redacted], "b":2})");
  CHECK(mask_json(R"({"tokens":["a",{"b":"}"}],"c":3})") == R"({"tokens":[redacted],"c":3})");
  CHECK(mask_json(R"([{"in":{"password":null}}])") == R"([{"in":{"password":[redacted]}}])");
  CHECK(mask_json(R"({"tok\u0065n":"x"})") == R"({"tok\u0065n":[redacted]})");
}

TEST_CASE("JSON cut anywhere is masked up to its end") {
  std::string whole = R"({"a":"b","token":"abcdefgh","c":[{"secret":{"d":"hgfedcba"}}]})";
  for (size_t n = 0; n <= whole.size(); n++) {
    std::string masked = mask_json(whole.substr(0, n));
    CAPTURE(masked);
    CHECK(masked.find("abc") == std::string::npos);
    CHECK(masked.find("hgf") == std::string::npos);
  }
}

TEST_CASE("other text comes back as it is") {
  for (const char* text :
       {"", "plain token", "<html a=\"token\">", "{\"a\":\"token\"}", "\"", "\\"})
    CHECK(mask_json(text) == text);
}

TEST_CASE("words of a parameter's name say whether it may be a credential") {
  for (const char* name : {"sig", "key", "apiKey", "api_key", "API-KEY", "X-Amz-Signature", "code",
                           "auth", "sessionId", "pwd", "user_pin", "access_token"})
    CHECK(is_sensitive_parameter(name));
  for (const char* name : {"page", "monkey", "keyboard", "design", "country_code", "passenger",
                           "updated_since", "limit", "after", ""})
    CHECK_FALSE(is_sensitive_parameter(name));
}

TEST_CASE("headers are harmless only if they are known to be") {
  for (const char* name : {"Accept", "content-type", "ETag", "X-RateLimit-Limit", "RateLimit",
                           "RateLimit-Policy", "Retry-After", "Content-Encoding"})
    CHECK(is_harmless_header(name));
  for (const char* name : {"Authorization", "Api-Key", "X-Auth-Key", "Cookie", "X-Shop", "",
                           "Set-Cookie", "X-Amz-Security-Token"})
    CHECK_FALSE(is_harmless_header(name));
}
