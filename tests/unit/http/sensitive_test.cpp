#include "http/policy/sensitive.hpp"

#include <doctest/doctest.h>

using namespace sluice::http;

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

TEST_CASE("headers are harmless only if they are known to be") {
  for (const char* name : {"Accept", "content-type", "ETag", "X-RateLimit-Limit", "RateLimit",
                           "RateLimit-Policy", "Retry-After", "Content-Encoding"})
    CHECK(is_harmless_header(name));
  for (const char* name : {"Authorization", "Api-Key", "X-Auth-Key", "Cookie", "X-Shop", "",
                           "Set-Cookie", "X-Amz-Security-Token"})
    CHECK_FALSE(is_harmless_header(name));
}
