#include "http/session_settings.hpp"

#include <doctest/doctest.h>

using namespace sluice;
using namespace sluice::http;

namespace {

Result<SessionSettings> parse(const std::string& more) {
  services::Redactor redactor;
  return read_session_settings("{\"base_uri\":\"https://h\"}",
                               more.empty() ? "" : "{" + more.substr(1) + "}", 1000, redactor);
}

std::string settings_refusal(const std::string& more) {
  auto settings = parse(more);
  CHECK_FALSE(settings.ok());
  CHECK(settings.status().code() == SLUICE_E_INVALID);
  return settings.status().message();
}

bool starts(const std::string& text, const char* with) { return text.rfind(with, 0) == 0; }

}  // namespace

TEST_CASE("settings not given have defaults") {
  auto s = parse("");
  REQUIRE(s.ok());
  CHECK(s->log == LogLevel::kOff);
  CHECK(s->verify_tls);
  CHECK_FALSE(s->proxy);
  CHECK(s->max_body_bytes == 1000);
  CHECK(s->retry.attempts == 5);
  CHECK(s->budget.limit_header == "X-RateLimit-Limit");
  CHECK(s->budget.reset_header == "X-RateLimit-Reset");
  CHECK(s->budget.window_s == 0);  // nothing is assumed
  CHECK_FALSE(s->same_path);
}

TEST_CASE("redirects may be kept to the path") {
  CHECK(parse(R"(,"redirects":"same_path")")->same_path);
  CHECK_FALSE(parse(R"(,"redirects":"same_origin")")->same_path);
  CHECK(starts(settings_refusal(R"(,"redirects":"all")"),
               "/redirects: \"all\" is none of same_origin, same_path"));
}

TEST_CASE("headers that could start others are refused") {
  for (const char* value :
       {"a\\r\\nX-B: c", "a\\nb", "a\\rb", "a\\u0000b", "a\\u001bb", "a\\u007f"}) {
    CAPTURE(value);
    const std::string more = std::string(",\"headers\":{\"X-A\":\"") + value + "\"}";
    CHECK(starts(settings_refusal(more), "/headers/X-A: holds a line break or control character"));
  }
}

TEST_CASE("values of headers that are not known to be harmless are secrets") {
  services::Redactor redactor;
  REQUIRE(read_session_settings(
              R"({"base_uri":"https://h","headers":{"Api-Key":"k3y-value","X-Pin":"123",)"
              R"("Accept":"text/plain"},"user":"u","password":"pw"})",
              {}, 1000, redactor)
              .ok());
  CHECK(redactor.redact("k3y-value text/plain") == "[redacted] text/plain");
  for (const char* short_one : {"123", "pw"}) CHECK(redactor.is_secret(short_one));
  CHECK_FALSE(redactor.is_secret("12"));
}

TEST_CASE("every setting is taken over") {
  auto s =
      parse(R"(,"headers":{"X-A":"1"},"token":"tok","user_agent":"ua","log_requests":"full",)"
            R"("connect_timeout_ms":1,"first_byte_timeout_ms":2,"stall_timeout_ms":3,)"
            R"("total_timeout_ms":4,"proxy":"http://p:1","ca_file":"/c.pem","verify_tls":false,)"
            R"("http2":false,"max_body_bytes":10,"retry":{"attempts":2,"base_ms":5,"max_ms":6},)"
            R"("rate":{"limit_header":"L","remaining_header":"R","window_s":7,"reserve":8},)"
            R"("name":"shop")");
  REQUIRE(s.ok());
  CHECK(s->headers.find("x-a") == "1");
  CHECK(s->bearer_token == "tok");
  CHECK(s->user_agent == "ua");
  CHECK(s->log == LogLevel::kFull);
  CHECK(s->timeouts.connect == 1);
  CHECK(s->timeouts.first_byte == 2);
  CHECK(s->timeouts.stall == 3);
  CHECK(s->timeouts.total == 4);
  CHECK(s->proxy == "http://p:1");
  CHECK(s->ca_file == "/c.pem");
  CHECK_FALSE(s->verify_tls);
  CHECK_FALSE(s->http2);
  CHECK(s->max_body_bytes == 10);
  CHECK(s->retry.attempts == 2);
  CHECK(s->retry.max_ms == 6);
  CHECK(s->budget.remaining_header == "R");
  CHECK(s->budget.window_s == 7);
  CHECK(s->budget.reserve == 8);
  CHECK(s->name == "shop");
}

TEST_CASE("a wrong setting is named by its JSON pointer") {
  CHECK(starts(settings_refusal(R"(,"tokn":1)"), "/tokn: unknown key \"tokn\"; did you mean"));
  CHECK(starts(settings_refusal(R"(,"log_requests":"all")"), "/log_requests: \"all\" is none of"));
  CHECK(starts(settings_refusal(R"(,"log_requests":1)"), "/log_requests: "));
  CHECK(starts(settings_refusal(R"(,"connect_timeout_ms":-1)"), "/connect_timeout_ms: "));
  CHECK(starts(settings_refusal(R"(,"connect_timeout_ms":1.5)"), "/connect_timeout_ms: "));
  CHECK(starts(settings_refusal(R"(,"max_body_bytes":1001)"), "/max_body_bytes: "));
  CHECK(starts(settings_refusal(R"(,"verify_tls":"no")"), "/verify_tls: "));
  CHECK(starts(settings_refusal(R"(,"retry":{"attempts":0})"), "/retry/attempts: "));
  CHECK(starts(settings_refusal(R"(,"retry":{"base_ms":10,"max_ms":9})"),
               "/retry/max_ms: is 9, below"));
  CHECK(starts(settings_refusal(R"(,"retry":[])"), "/retry: "));
  CHECK(starts(settings_refusal(R"(,"rate":{"window_s":0})"), "/rate/window_s: "));
  CHECK(starts(settings_refusal(R"(,"rate":{"limit_header":"a b"})"), "/rate/limit_header: "));
  CHECK(starts(settings_refusal(R"(,"proxy":"p:1\r\n")"), "/proxy: "));
  CHECK(starts(settings_refusal(R"(,"user_agent":"a\nb")"), "/user_agent: "));
}

TEST_CASE("a base URI is required and checked") {
  services::Redactor redactor;
  auto message = [&](const char* json) {
    return read_session_settings(json, {}, 1000, redactor).status().message();
  };
  CHECK(starts(message("{}"), "/base_uri: is missing"));
  CHECK(starts(message(R"({"base_uri":"ftp://h"})"), "/base_uri: "));
  CHECK(starts(message("[]"), ": the configuration must be an object"));
  CHECK(starts(message("{"), ": the configuration is not JSON"));
}

TEST_CASE("headers that are none, or the service's own, are refused") {
  CHECK(starts(settings_refusal(R"(,"headers":{"X-A":"1\r\nX-B: 2"})"), "/headers/X-A: "));
  CHECK(starts(settings_refusal(R"(,"headers":{"X A":"1"})"), "/headers/X A: "));
  CHECK(starts(settings_refusal(R"(,"headers":{"content-length":"1"})"),
               "/headers/content-length: "));
  CHECK(starts(settings_refusal(R"(,"headers":{"X-A":1})"), "/headers/X-A: "));
  CHECK(starts(settings_refusal(R"(,"headers":{"a/b":"1\n"})"), "/headers/a~1b: "));
}

TEST_CASE("a token with blanks or line breaks is refused without being shown") {
  for (const char* token : {"abcd efgh", "abcdefgh\\n", "abcdefgh\\r\\nX-A: 1", "abcd\\u00e9fgh"}) {
    std::string message = settings_refusal(std::string(",\"token\":\"") + token + "\"");
    CHECK(starts(message, "/token: "));
    CHECK(message.find("abcd") == std::string::npos);
  }
}

TEST_CASE("secrets among the settings are protected, even if a setting is refused") {
  services::Redactor redactor;
  auto settings = read_session_settings(
      R"({"base_uri":"x","token":"bearer1","headers":{"X-Api-Key":"apikey1"},)"
      R"("proxy":"http://user:proxypass@p:1"})",
      {}, 1000, redactor);
  CHECK_FALSE(settings.ok());
  CHECK(redactor.redact("bearer1 apikey1 proxypass") == "[redacted] [redacted] [redacted]");
}

TEST_CASE("what a component lays over its configuration wins, and null takes a setting away") {
  services::Redactor redactor;
  auto s = read_session_settings(
      R"({"base_uri":"https://h","redirects":"same_origin","retry":{"attempts":7,"base_ms":3},)"
      R"("rate":{"reserve":"10%"}})",
      R"({"base_uri":"https://h/v2","redirects":"same_path","retry":{"base_ms":null},)"
      R"("rate":{"window_s":60}})",
      1000, redactor);
  REQUIRE(s.ok());
  CHECK(s->base.text == "https://h/v2");
  CHECK(s->same_path);
  CHECK(s->retry.attempts == 7);
  CHECK(s->retry.base_ms == 500);
  CHECK(s->budget.window_s == 60);
  CHECK(s->budget.reserve_percent == 10);
}

TEST_CASE("settings of the component's own are no business of the session") {
  services::Redactor redactor;
  auto s = read_session_settings(
      R"({"base_uri":"https://h","api_version":"2026-07","verify_tls":false,"name":"other"})", {},
      1000, redactor);
  REQUIRE(s.ok());
  CHECK(s->verify_tls);  // only the component itself can switch it off
  CHECK(s->name.empty());
}

TEST_CASE("half of a credential, and two of them, are refused") {
  CHECK(starts(settings_refusal(R"(,"user":"u")"), "/password: is missing"));
  CHECK(starts(settings_refusal(R"(,"password":"p")"), "/user: is missing"));
  CHECK(starts(settings_refusal(R"(,"token":"")"), "/token: is empty"));
  CHECK(starts(settings_refusal(R"(,"token":"t","user":"u","password":"p")"), "/token: cannot"));
  CHECK(starts(settings_refusal(R"(,"token":"t","headers":{"authorization":"x"})"),
               "/headers/Authorization: cannot"));
}
