#include <doctest/doctest.h>

#include "base/repeat_limit.hpp"
#include "unit/http/fixtures.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice;
using namespace sluice::http;
using namespace sluice::http::test;

namespace {

// Answers the n-th request with the n-th reply, from then on with the last.
ScriptedServer::Script in_turn(std::vector<Reply> replies) {
  return [replies](const std::string&, size_t number) {
    return replies[std::min(number, replies.size()) - 1];
  };
}

std::string limits(int left) {
  return "X-RateLimit-Limit: 350\r\nX-RateLimit-Remaining: " + std::to_string(left) + "\r\n";
}

const Reply kFine{response(200, "fine")};
const Reply kLost{"", true};

}  // namespace

TEST_CASE("a 429 with a date is waited out and repeated") {
  ScriptedServer server(in_turn({{response(429, "",
                                           "Retry-After: Wed, 15 Jul 2020 15:01:30 GMT\r\n"
                                           "Date: Wed, 15 Jul 2020 15:00:00 GMT\r\n")},
                                 kFine}));
  Bench bench;
  auto result = bench.fetch(bench.open(server.origin()));
  CHECK(result.body == "fine");
  CHECK(bench.clock.waits == std::vector<int64_t>{90'000});
  CHECK(contains(bench.log_text(), "answered 429; sent again in 90000 ms (attempt 2 of 5)"));
}

TEST_CASE("a 429 with seconds, with a body member and with nothing is waited out") {
  ScriptedServer server(in_turn({{response(429, "", "Retry-After: 7\r\n")},
                                 {response(429, R"({"retry-after":8})")},
                                 {response(429, "")},
                                 kFine}));
  Bench bench;
  CHECK(bench.fetch(bench.open(server.origin()), {"POST", {"a"}, "{}"}).body == "fine");
  CHECK(bench.clock.waits == std::vector<int64_t>{7000, 8000, 60'000});
}

TEST_CASE("a 429 whose date has passed is no busy loop and ends with the attempts") {
  ScriptedServer server(
      in_turn({{response(429, "late", "Retry-After: Wed, 15 Jul 2020 14:00:00 GMT\r\n")}}));
  Bench bench;
  auto result = bench.fetch(bench.open(server.origin()));
  CHECK(result.status.ok());
  CHECK(result.http_status == 429);
  CHECK(result.body == "late");
  CHECK(bench.clock.waits == std::vector<int64_t>{1000, 1000, 1000, 1000});
}

TEST_CASE("nothing is repeated beyond what the run that calls allows, for its class of failure") {
  ScriptedServer server(in_turn({{response(503, "")}}));
  Bench bench;
  base::RetryRules rules;
  rules.attempts = 4;
  rules.by_status[503] = {2, 100, 100, 0};
  {
    const base::RepeatLimit limit(rules);
    CHECK(bench.fetch(bench.open(server.origin())).http_status == 503);
  }
  CHECK(bench.clock.waits.size() == 1);
  rules.by_status.clear();
  {
    const base::RepeatLimit limit(rules, [](const auto&) { return base::RepeatLimit::Made{2, 0}; });
    CHECK(bench.fetch(bench.open(server.origin())).http_status == 503);
  }
  CHECK(bench.clock.waits.size() == 2);
  CHECK(bench.fetch(bench.open(server.origin())).http_status == 503);
  CHECK(bench.clock.waits.size() == 6);
}

TEST_CASE("nothing is repeated beyond the time that the run that calls allows") {
  ScriptedServer server(in_turn({{response(503, "", "Retry-After: 7\r\n")}}));
  Bench bench;
  base::RetryRules rules;
  rules.within_ms = 8000;
  const base::RepeatLimit limit(rules);
  CHECK(bench.fetch(bench.open(server.origin())).http_status == 503);
  CHECK(bench.clock.waits == std::vector<int64_t>{7000});
}

TEST_CASE("a 429 holds back every session of that credential") {
  ScriptedServer server(in_turn({{response(429, "", "Retry-After: 30\r\n")}, kFine}));
  Bench bench;
  Session& one = bench.open(server.origin(), R"(,"token":"same",)"
                                             R"("retry":{"attempts":1})");
  Session& two = bench.open(server.origin(), R"(,"token":"same")");
  Session& other = bench.open(server.origin(), R"(,"token":"different")");
  CHECK(bench.fetch(one).http_status == 429);
  CHECK(bench.fetch(other).http_status == 200);
  CHECK(bench.clock.waits.empty());
  CHECK(bench.fetch(two).http_status == 200);
  CHECK(bench.clock.waited() == 30'000);
}

TEST_CASE("a lost response of GET is asked for again") {
  ScriptedServer server(in_turn({kLost, kFine}));
  Bench bench;
  CHECK(bench.fetch(bench.open(server.origin())).body == "fine");
  CHECK(server.seen().size() == 2);
}

TEST_CASE("a lost response of POST is an error, not a second POST") {
  ScriptedServer server(in_turn({kLost, kFine}));
  Bench bench;
  auto result = bench.fetch(bench.open(server.origin()), {"POST", {"items"}, "{}"});
  CHECK(result.status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(contains(result.status.message(), "without a response"));
  CHECK(server.seen().size() == 1);
}

TEST_CASE("a lost response on a kept connection is no second POST either") {
  for (const std::string body : {"{}", ""}) {
    for (const std::string method : {"POST", "DELETE", "PUT"}) {
      CAPTURE(method);
      ScriptedServer server(in_turn({kFine, kLost, kFine}));
      Bench bench;
      Session& session = bench.open(server.origin());
      CHECK(bench.fetch(session).body == "fine");
      auto result = bench.fetch(session, {method, {"items"}, body});
      CHECK(result.status.code() == SLUICE_E_UNAVAILABLE);
      CHECK(server.seen().size() == 2);
    }
  }
}

TEST_CASE("a POST the caller calls safe is repeated whole") {
  ScriptedServer server(in_turn({kFine, kLost, kFine}));
  Bench bench;
  Session& session = bench.open(server.origin());
  CHECK(bench.fetch(session).body == "fine");
  Call call{"POST", {"items"}, R"({"client_id":"1"})", SLUICE_HTTP_REQUEST_SAFE};
  CHECK(bench.fetch(session, call).body == "fine");
  auto seen = server.seen();
  REQUIRE(seen.size() == 3);
  CHECK(seen[2].text == seen[1].text);
}

TEST_CASE("a server that dies in mid-body is asked again, then it is an error") {
  Reply half{"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it", true};
  ScriptedServer server(in_turn({half}));
  Bench bench;
  auto result = bench.fetch(bench.open(server.origin(), R"(,"retry":{"attempts":3})"));
  CHECK(result.status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(contains(result.status.message(), "GET 127.0.0.1:"));
  CHECK(contains(result.status.message(),
                 "/items: response with status 200, body unreadable: the response was cut off"));
  CHECK(contains(result.status.message(), "(after 3 attempts)"));
  CHECK(server.seen().size() == 3);
}

TEST_CASE("the second half of a body does not follow the first half of another") {
  Reply half{"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nabcd", true};
  ScriptedServer server(in_turn({half, {response(200, "12345678")}}));
  Bench bench;
  CHECK(bench.fetch(bench.open(server.origin())).body == "12345678");
}

TEST_CASE("500 is repeated for GET and handed back for POST") {
  ScriptedServer server(in_turn({{response(500, "broken")}, kFine}));
  Bench bench;
  CHECK(bench.fetch(bench.open(server.origin())).body == "fine");
  ScriptedServer second(in_turn({{response(500, "broken")}, kFine}));
  CHECK(bench.fetch(bench.open(second.origin()), {"POST", {"a"}, "{}"}).http_status == 500);
}

TEST_CASE("a redirect within the origin is followed, with credentials") {
  ScriptedServer server(in_turn({{response(302, "", "Location: /moved?to=1\r\n")}, kFine}));
  Bench bench;
  CHECK(bench.fetch(bench.open(server.origin(), R"(,"token":"tok-en")")).body == "fine");
  std::string second = server.seen().at(1).text;
  CHECK(contains(second, "GET /moved?to=1 HTTP/1.1"));
  CHECK(contains(second, "Authorization: Bearer tok-en"));
}

TEST_CASE("a 303 after POST leads to a GET without body") {
  ScriptedServer server(in_turn({{response(303, "", "Location: /done\r\n")}, kFine}));
  Bench bench;
  CHECK(bench.fetch(bench.open(server.origin()), {"POST", {"a"}, "{}"}).body == "fine");
  std::string second = server.seen().at(1).text;
  CHECK(contains(second, "GET /done HTTP/1.1"));
  CHECK_FALSE(contains(second, "Content-"));
}

TEST_CASE("a redirect to another origin is refused and gets nothing") {
  ScriptedServer elsewhere(in_turn({kFine}));
  ScriptedServer server(
      in_turn({{response(302, "", "Location: " + elsewhere.origin() + "/x\r\n")}}));
  Bench bench;
  auto result = bench.fetch(bench.open(server.origin(), R"(,"token":"tok-en")"));
  CHECK(result.status.code() == SLUICE_E_INVALID);
  CHECK(contains(result.status.message(), elsewhere.origin()));
  CHECK(elsewhere.seen().empty());
}

TEST_CASE("a redirect loop ends") {
  ScriptedServer server(in_turn({{response(302, "", "Location: /items\r\n")}}));
  Bench bench;
  auto result = bench.fetch(bench.open(server.origin()));
  CHECK(result.status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(server.seen().size() == 6);
}

TEST_CASE("a request over budget waits in finish and leaves when the window ends") {
  ScriptedServer server(
      in_turn({{response(200, "", limits(0))}, {response(200, "", limits(349))}}));
  Bench bench;
  Session& session = bench.open(server.origin(), R"(,"rate":{"window_s":300})");
  CHECK(bench.fetch(session).http_status == 200);
  auto next = bench.start(session);
  CHECK(bench.service.usage().requests == 1);
  CHECK(Bench::finish(*next).http_status == 200);
  CHECK(bench.clock.waited() == 300'000);
  CHECK(contains(bench.log_text(), "the rate budget is used up; waiting 300 s"));
}

TEST_CASE(
    "a request that waits for the rate budget leaves when another response says there is one") {
  ScriptedServer server(
      in_turn({{response(200, "", limits(0))}, {response(200, "", limits(348))}}));
  Bench bench;
  Session& session = bench.open(server.origin(), R"(,"rate":{"window_s":300})");
  CHECK(bench.fetch(session).http_status == 200);
  bench.clock.on_wait = [&] { session.budget().learn(2, {350, 349}, bench.clock.steady_ms()); };
  CHECK(bench.fetch(session).http_status == 200);
  CHECK(bench.clock.waited() <= 1000);
}

TEST_CASE("a profile has waits for the rate budget apart from those before sending again") {
  ScriptedServer server(in_turn({{response(200, "", limits(0))},
                                 {response(503, "", limits(349))},
                                 {response(200, "0123456789", limits(348))}}));
  Bench bench;
  const measure::Ledger ledger(&bench.clock);
  Session& session = bench.open(server.origin(), R"(,"rate":{"window_s":300})");
  CHECK(bench.fetch(session).http_status == 200);
  CHECK(bench.fetch(session).http_status == 200);
  CHECK(ledger.work.waited(measure::Wait::budget) == 300'000 * 1'000'000LL);
  CHECK(ledger.work.waited(measure::Wait::retry) == (bench.clock.waited() - 300'000) * 1'000'000LL);
  CHECK(ledger.work.received == 10);
}

TEST_CASE("a budget wait longer than the call's deadline is said at once") {
  ScriptedServer server(in_turn({{response(200, "", limits(0))}}));
  Bench bench;
  Session& session = bench.open(server.origin(), R"(,"rate":{"window_s":300})");
  CHECK(bench.fetch(session).http_status == 200);
  TestCancel cancel;
  cancel.remaining = 1000;
  auto result = bench.fetch(session, {}, cancel.abi());
  CHECK(result.status.code() == SLUICE_E_RATE_LIMITED);
  CHECK(result.status.retry_after_ms() == 300'000);
  CHECK(bench.clock.waits.empty());
}

TEST_CASE("an exchange is finished once") {
  ScriptedServer server(in_turn({kFine}));
  Bench bench;
  auto exchange = bench.start(bench.open(server.origin()));
  CHECK(Bench::finish(*exchange).status.ok());
  CHECK(Bench::finish(*exchange).status.code() == SLUICE_E_INVALID);
}

TEST_CASE("the token shows in no log and no message, not even when the server sends it back") {
  ScriptedServer server(
      in_turn({{response(503, "you sent t0p-s3cret", "X-Echo: t0p-s3cret\r\n")},
               {"HTTP/1.1 200 t0p-s3cret\r\nContent-Length: 9\r\n\r\nhalf", true}}));
  Bench bench;
  Session& session = bench.open(
      server.origin(), R"(,"token":"t0p-s3cret","log_requests":"full","retry":{"attempts":2})");
  auto result = bench.fetch(session, {"GET", {"x", "t0p-s3cret"}});
  CHECK_FALSE(result.status.ok());
  CHECK_FALSE(contains(result.status.message(), "t0p-s3cret"));
  CHECK_FALSE(contains(bench.log_text(), "t0p-s3cret"));
  CHECK(contains(bench.log_text(), "you sent [redacted]"));
}

TEST_CASE("the window's end that answers tell is waited for") {
  const std::string spent =
      limits(0) + "X-RateLimit-Reset: " + std::to_string(FakeClock::kStart + 7) + "\r\n";
  ScriptedServer server(in_turn({{response(200, "", spent)}, {response(200, "", limits(349))}}));
  Bench bench;
  Session& session = bench.open(server.origin());
  for (int i = 0; i < 2; i++) CHECK(bench.fetch(session).http_status == 200);
  CHECK(bench.clock.waited() == 7000);
}

TEST_CASE("a window that ends in more than an hour is told, not waited for") {
  ScriptedServer server(in_turn({{response(200, "", limits(0) + "X-RateLimit-Reset: 3601\r\n")}}));
  Bench bench;
  Session& session = bench.open(server.origin());
  CHECK(bench.fetch(session).http_status == 200);
  const auto result = bench.fetch(session);
  CHECK(result.status.code() == SLUICE_E_RATE_LIMITED);
  CHECK(result.status.retry_after_ms() == 3'601'000);
  CHECK(bench.clock.waits.empty());
}

TEST_CASE("what a response asks to wait comes with it, in every form") {
  const std::pair<std::string, uint32_t> cases[] = {
      {"Retry-After: 2.5\r\n", 2500},
      {"Retry-After: Wed, 15 Jul 2020 15:00:09 GMT\r\n", 9000},
      {"X-RateLimit-Reset: 4\r\n", 4000},
      {"", 60'000},
  };
  for (const auto& [headers, wait_ms] : cases) {
    CAPTURE(headers);
    ScriptedServer server(in_turn({{response(429, "", headers)}}));
    Bench bench;
    auto exchange = bench.start(bench.open(server.origin(), R"(,"retry":{"attempts":1})"));
    sluice_http_response response{};
    response.struct_size = sizeof response;
    REQUIRE(exchange->finish(nullptr, &response, nullptr).ok());
    CHECK(response.retry_after_ms == wait_ms);
  }
}

TEST_CASE("a refused redirect comes with its status and headers") {
  ScriptedServer server(in_turn({{response(301, "", "Location: https://shop.example/items\r\n")}}));
  Bench bench;
  const auto result = bench.fetch(bench.open(server.origin()), {"POST", {"items"}, "{}"});
  CHECK(result.status.code() == SLUICE_E_INVALID);
  CHECK(contains(result.status.message(), "redirected to https://shop.example/items"));
  CHECK(result.status.remote_code() == 301);
  CHECK(result.http_status == 301);
  CHECK(result.flags == 0);
}

TEST_CASE(
    "a redirect to another path is followed with a warning, or refused where it must not be") {
  const std::vector<Reply> replies = {{response(302, "", "Location: /products\r\n")}, kFine};
  ScriptedServer lenient(in_turn(replies)), strict(in_turn(replies));
  Bench bench;
  CHECK(bench.fetch(bench.open(lenient.origin()), {"GET", {"brands"}}).body == "fine");
  CHECK(contains(bench.log_text(), "/products, which is another resource"));
  Session& session = bench.open(strict.origin(), R"(,"redirects":"same_path")");
  const auto result = bench.fetch(session, {"GET", {"brands"}});
  CHECK(result.status.code() == SLUICE_E_INVALID);
  CHECK(contains(result.status.message(), "another resource than /brands"));
  CHECK(strict.seen().size() == 1);
}

TEST_CASE("the flags of a request put slashes into its path") {
  ScriptedServer server(in_turn({kFine}));
  Bench bench;
  Session& session = bench.open(server.origin());
  Call call{"PUT",
            {"products", "CLE/6"},
            "{}",
            SLUICE_HTTP_REQUEST_SLASHES | SLUICE_HTTP_REQUEST_END_SLASH};
  CHECK(bench.fetch(session, call).http_status == 200);
  CHECK(contains(server.seen()[0].text, "PUT /products/CLE%2F6/ HTTP/1.1"));
}
