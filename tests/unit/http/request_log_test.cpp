#include "http/policy/request_log.hpp"

#include <doctest/doctest.h>

using namespace sluice;
using namespace sluice::http;

namespace {

constexpr const char* kToken = "t0k-en/value+";

struct Logged {
  Logged() {
    redactor.protect(kToken);
    request = {"POST", "https://h/a?page=2&access_token=plain", {}, "{\"n\":1}", false};
    request.headers.add("Authorization", std::string("Bearer ") + kToken);
    request.headers.add("X-Request-Id", "one");
    outcome.response.status = 201;
    outcome.response.headers.add("Set-Cookie", "session=abcdef");
    outcome.response.headers.add("X-Echo", kToken);
    body("{\"ok\":true}");
  }

  void body(std::string_view text) {
    outcome.response.body = record::PageBuffer(1 << 20);
    CHECK(outcome.response.body.append(text.data(), text.size()));
  }

  std::string at(LogLevel level) {
    SessionSettings settings;
    settings.name = "clients.shop";
    settings.log = level;
    std::string out;
    LogSink sink = [&](int, std::string_view instance, std::string_view message) {
      out += std::string(instance) + ": " + std::string(message) + "\n";
    };
    RequestLog(redactor, sink, settings).write(request, outcome, 12);
    return out;
  }

  services::Redactor redactor;
  Request request;
  Outcome outcome;
};

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != text.npos;
}

}  // namespace

TEST_CASE("off writes nothing") { CHECK(Logged().at(LogLevel::kOff) == ""); }

TEST_CASE("headers writes one entry without bodies") {
  std::string text = Logged().at(LogLevel::kHeaders);
  CHECK(contains(text,
                 "clients.shop: POST https://h/a?page=2&access_token=[redacted] 201, 12 ms, "
                 "11 bytes | >"));
  CHECK(contains(text, "| > X-Request-Id: one |"));
  CHECK(contains(text, "| > Authorization: [redacted] |"));
  CHECK(contains(text, "| < Set-Cookie: [redacted] |"));
  CHECK_FALSE(contains(text, "{"));
}

TEST_CASE("full writes bodies, too") {
  std::string text = Logged().at(LogLevel::kFull);
  CHECK(contains(text, "> {\"n\":1}"));
  CHECK(contains(text, "< {\"ok\":true}"));
}

TEST_CASE("a secret shows nowhere, in no form") {
  Logged log;
  log.request.url = "https://h/t0k-en%2Fvalue%2B/x?q=t0k-en%2Fvalue%2B";
  log.request.body = R"({"a":"t0k-en\/value+","password":"other-pass"})";
  log.body(std::string("echo ") + kToken);
  std::string text = log.at(LogLevel::kFull);
  CHECK_FALSE(contains(text, "t0k-en"));
  CHECK_FALSE(contains(text, "other-pass"));
}

TEST_CASE("a form's secrets are masked by name") {
  Logged log;
  log.request.headers.add("Content-Type", "application/x-www-form-urlencoded");
  log.request.body = "grant_type=code&client_secret=hidden";
  CHECK(contains(log.at(LogLevel::kFull), "> grant_type=code&client_secret=[redacted]"));
}

TEST_CASE("long bodies are cut, and a secret across the cut stays hidden") {
  for (size_t before = RequestLog::kMaxBody - 60; before < RequestLog::kMaxBody + 60; before++) {
    Logged log;
    log.body(std::string(before, 'x') + kToken + std::string(200, 'y'));
    std::string text = log.at(LogLevel::kFull);
    CHECK_FALSE(contains(text, "t0k"));
    CHECK(text.size() < RequestLog::kMaxBody + 600);
    CHECK(contains(text, "bytes in all)"));
  }
}

TEST_CASE("line breaks in values cannot fake entries") {
  Logged log;
  log.body("a\r\nclients.shop: GET https://fake 200\x1b[31m");
  std::string text = log.at(LogLevel::kFull);
  CHECK(contains(text, "< a\\r\\nclients.shop: GET https://fake 200\\x1b[31m"));
}

TEST_CASE("a failure is an entry, too") {
  Logged log;
  log.outcome = Outcome();
  log.outcome.delivery = Delivery::kLost;
  log.outcome.status = Status(SLUICE_E_UNAVAILABLE, "the connection was lost");
  CHECK(contains(log.at(LogLevel::kHeaders), " failed: the connection was lost, 12 ms"));
}

TEST_CASE("the value of a header shows only if the header is known to be harmless") {
  Logged log;
  for (const char* name : {"Api-Key", "X-Auth-Key", "X-Shop", "X-Anything", "Key"})
    log.request.headers.add(name, "hidden-here");
  log.outcome.response.headers.add("X-Session", "hidden-there");
  log.outcome.response.headers.add("X-RateLimit-Remaining", "349");
  log.outcome.response.headers.add("Content-Type", "application/json");
  const std::string text = log.at(LogLevel::kHeaders);
  CHECK_FALSE(contains(text, "hidden"));
  CHECK(contains(text, "| > Api-Key: [redacted]"));
  CHECK(contains(text, "| < X-RateLimit-Remaining: 349"));
  CHECK(contains(text, "| < Content-Type: application/json"));
}

TEST_CASE("query parameters that may be credentials do not show, nor do addresses' in headers") {
  Logged log;
  log.request.url = "https://h/a?sig=hidden&api-key=hidden&X-Amz-Signature=hidden&page=2";
  log.outcome.response.headers.add("Location", "https://h/b?sig=hidden&page=3");
  log.outcome.response.headers.add("Link", "<https://h/c?key=hidden>; rel=\"next\"");
  const std::string text = log.at(LogLevel::kHeaders);
  CHECK_FALSE(contains(text, "hidden"));
  CHECK(contains(text, "page=2"));
  CHECK(contains(text, "page=3"));
}

TEST_CASE("a short secret does not show where it is a whole value") {
  Logged log;
  log.redactor.protect("ab1");
  log.request.url = "https://h/ab1x?name=ab1&other=ab12&enc=%61b1";
  log.request.headers.add("User-Agent", "ab1");
  log.request.body = R"({"name":"ab1","n":"ab12"})";
  const std::string text = log.at(LogLevel::kFull);
  CHECK(contains(text, "https://h/ab1x?name=[redacted]&other=ab12&enc=[redacted]"));
  CHECK(contains(text, "User-Agent: [redacted]"));
  CHECK(contains(text, R"({"name":[redacted],"n":"ab12"})"));
}
