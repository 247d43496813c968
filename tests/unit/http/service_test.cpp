#include <doctest/doctest.h>

#include <thread>

#include "http/curl_library.hpp"
#include "record/batch.hpp"
#include "unit/http/fixtures.hpp"
#include "unit/http/packed.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice;
using namespace sluice::http;
using namespace sluice::http::test;

namespace {

std::string first_line(const std::string& request) { return request.substr(0, request.find('\r')); }

}  // namespace

TEST_CASE("a request carries path, query, headers and the bearer token") {
  ScriptedServer server(always(response(200, "{}")));
  Bench bench;
  Session& session = bench.open(server.origin() + "/api/", R"(,"token":"t0ken-value",)"
                                                           R"("headers":{"X-Shop":"one"})");
  Call call{"GET", {"2.0", "a b"}, {}, 0, {{"after[x]", "1&2"}}, {{"X-Shop", "two"}}};
  auto result = bench.fetch(session, call);
  CHECK(result.status.ok());
  CHECK(result.http_status == 200);
  CHECK(result.body == "{}");
  std::string request = server.seen().at(0).text;
  CHECK(first_line(request) == "GET /api/2.0/a%20b?after%5Bx%5D=1%262 HTTP/1.1");
  CHECK(contains(request, "\r\nAuthorization: Bearer t0ken-value\r\n"));
  CHECK(contains(request, "\r\nX-Shop: two\r\n"));
  CHECK_FALSE(contains(request, "X-Shop: one"));
}

TEST_CASE("a connection is used again") {
  ScriptedServer server(always(response(200, "{}")));
  Bench bench;
  Session& session = bench.open(server.origin());
  for (int i = 0; i < 3; i++) CHECK(bench.fetch(session).status.ok());
  CHECK(server.seen().at(2).connection == 1);
}

TEST_CASE("the connections of a run's threads are closed once no component of it is left") {
  ScriptedServer server(always(response(200, "{}")));
  Bench bench;
  Session& session = bench.open(server.origin());
  for (int run = 0; run < 3; run++) {
    std::thread([&] {
      bench.service.enter("nightly", 1);
      CHECK(bench.fetch(session).status.ok());
      bench.service.leave("nightly");
    }).join();
    bench.service.forget_runs("nightly");
    server.wait_for_hang_up();
  }
  CHECK(server.seen().size() == 3);
}

TEST_CASE("on a kept connection the next request leaves in start, before finish") {
  ScriptedServer server(always(response(200, "{}")));
  Bench bench;
  Session& session = bench.open(server.origin());
  CHECK(bench.fetch(session).status.ok());
  auto next = bench.start(session);
  server.wait_for(2);
  CHECK(Bench::finish(*next).http_status == 200);
}

TEST_CASE("a transport's other transfers go on while one is waited for") {
  ScriptedServer server(always(response(200, "{}")));
  Bench bench;
  Session& session = bench.open(server.origin());
  auto first = bench.start(session, {"GET", {"first"}});
  auto second = bench.start(session, {"GET", {"second"}});
  CHECK(Bench::finish(*second).http_status == 200);
  CHECK(Bench::finish(*first).http_status == 200);
}

TEST_CASE("threads have lanes of their own") {
  ScriptedServer server(always(response(200, "{}")));
  Bench bench;
  Session& session = bench.open(server.origin());
  std::atomic<int> good{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; i++)
    threads.emplace_back([&] {
      for (int n = 0; n < 5; n++) good += bench.fetch(session).http_status == 200;
    });
  for (std::thread& t : threads) t.join();
  CHECK(good == 20);
  CHECK(bench.service.usage().requests == 20);
}

TEST_CASE("headers of the response are found without regard to case") {
  ScriptedServer server(always(response(200, "{}", "X-Thing:  seven \r\n")));
  Bench bench;
  auto exchange = bench.start(bench.open(server.origin()));
  sluice_http_response response{};
  CHECK(exchange->finish(nullptr, &response, nullptr).ok());
  CHECK(view(response.header(&response, slice("x-tHING"))) == "seven");
  CHECK(view(response.header(&response, slice("X-Other"))).empty());
}

TEST_CASE("headers of a 100 Continue do not pass for the response's") {
  ScriptedServer server(always("HTTP/1.1 100 Continue\r\nX-Early: yes\r\n\r\n" +
                               response(200, "{}", "X-Late: yes\r\n")));
  Bench bench;
  auto exchange = bench.start(bench.open(server.origin()));
  sluice_http_response response{};
  CHECK(exchange->finish(nullptr, &response, nullptr).ok());
  CHECK(view(response.header(&response, slice("X-Early"))).empty());
  CHECK(view(response.header(&response, slice("X-Late"))) == "yes");
}

TEST_CASE("a successful body becomes the batch's page, without a copy in the response") {
  ScriptedServer server(always(response(200, R"({"data":[{"id":1},{"id":2}]})")));
  Bench bench;
  record::Batch batch{record::Limits{}};
  auto exchange = bench.start(bench.open(server.origin()));
  sluice_http_response response{};
  CHECK(exchange->finish(batch.abi(), &response, nullptr).ok());
  CHECK(response.body.size == 0);
  CHECK(response.body_size == 28);
  exchange.reset();
  sluice_value envelope{};
  sluice_error error{};
  error.struct_size = sizeof error;
  CHECK(batch.abi()->json->parse_page(batch.abi(), response.body_size, slice("data"), &envelope,
                                      &error) == SLUICE_OK);
  CHECK(batch.abi()->count == 2);
}

TEST_CASE("the body of an error response stays in the response") {
  ScriptedServer server(always(response(404, R"({"error":"user not found"})")));
  Bench bench;
  record::Batch batch{record::Limits{}};
  auto exchange = bench.start(bench.open(server.origin()));
  sluice_http_response response{};
  CHECK(exchange->finish(batch.abi(), &response, nullptr).ok());
  CHECK(response.status == 404);
  CHECK(view(response.body) == R"({"error":"user not found"})");
  CHECK(batch.abi()->text.size == 0);
}

TEST_CASE("a compressed body is decompressed") {
  std::string body(50'000, 'x');
  ScriptedServer server(always(response(200, gzip(body), "Content-Encoding: gzip\r\n")));
  Bench bench;
  auto result = bench.fetch(bench.open(server.origin()));
  CHECK(result.status.ok());
  CHECK(result.body == body);
  CHECK(contains(server.seen().at(0).text, "gzip"));
}

TEST_CASE("bodies of POST arrive, with a content type and without Expect") {
  ScriptedServer server(always(response(201, "")));
  Bench bench;
  Session& session = bench.open(server.origin());
  std::string body(300'000, 'b');
  CHECK(bench.fetch(session, {"POST", {"items"}, body}).http_status == 201);
  std::string request = server.seen().at(0).text;
  CHECK(contains(request, "Content-Type: application/json\r\n"));
  CHECK_FALSE(contains(request, "Expect:"));
  CHECK(request.substr(request.find("\r\n\r\n") + 4) == body);
}

TEST_CASE("methods without a body are sent as they are") {
  ScriptedServer server(always("HTTP/1.1 204 None\r\n\r\n"));
  Bench bench;
  Session& session = bench.open(server.origin());
  for (const char* method : {"DELETE", "HEAD", "OPTIONS", "POST"})
    CHECK(bench.fetch(session, {method}).http_status == 204);
  CHECK(first_line(server.seen().at(0).text) == "DELETE /items HTTP/1.1");
  CHECK(first_line(server.seen().at(1).text) == "HEAD /items HTTP/1.1");
  CHECK(first_line(server.seen().at(2).text) == "OPTIONS /items HTTP/1.1");
  CHECK(contains(server.seen().at(3).text, "Content-Length: 0\r\n"));
}

TEST_CASE("bad requests are refused before anything is sent") {
  ScriptedServer server(always(response(200, "")));
  Bench bench;
  Session& session = bench.open(server.origin(), R"(,"token":"t0ken-value")");
  auto refusal = [&](const Call& call) {
    auto r = call.with([&](const auto& from) { return bench.service.start(session, from); });
    CHECK(r.status().code() == SLUICE_E_INVALID);
    return r.status().message();
  };
  CHECK(contains(refusal({"GET", {"a", ".."}}), "clients.shop: path segment 2 of 2"));
  CHECK(contains(refusal({"get"}), "method"));
  CHECK(contains(refusal({"CONNECT"}), "method"));
  CHECK(contains(refusal({"GET", {"a"}, {}, 0, {}, {{"X-A", "1\r\nX-B: 2"}}}), "X-A"));
  CHECK(contains(refusal({"GET", {"a"}, {}, 0, {}, {{"X A", "1"}}}), "name"));
  CHECK(contains(refusal({"GET", {"a"}, {}, 0, {}, {{"host", "evil"}}}), "host"));
  CHECK(bench.service.usage().requests == 0);
}

TEST_CASE("usage counts requests, repeats, bytes and the budget") {
  ScriptedServer server([](const std::string&, size_t number) {
    return Reply{response(number == 1 ? 503 : 200, "four",
                          "X-RateLimit-Limit: 350\r\nX-RateLimit-Remaining: " +
                              std::to_string(350 - number) + "\r\n")};
  });
  Bench bench;
  CHECK_FALSE(bench.service.usage().budget_left);
  CHECK(bench.fetch(bench.open(server.origin())).http_status == 200);
  Usage usage = bench.service.usage();
  CHECK(usage.requests == 2);
  CHECK(usage.repeats == 1);
  CHECK(usage.bytes_in == 8);
  CHECK(usage.budget_left == 348);
}

TEST_CASE("a closed session is gone, the others stay") {
  ScriptedServer server(always(response(200, "")));
  Bench bench;
  Session& gone = bench.open(server.origin());
  Session& stays = bench.open(server.origin());
  bench.service.close(&gone);
  CHECK(bench.fetch(stays).http_status == 200);
}

TEST_CASE("buffers of released exchanges are used again") {
  ScriptedServer server(always(response(200, "something")));
  Bench bench;
  bench.fetch(bench.open(server.origin()));
  CHECK(bench.pages.count() == 1);
}

TEST_CASE("who needs libcurl while it is loaded ahead waits until it is there") {
  CurlPreload ahead;
  ahead.begin();
  ahead.begin();
  platform::PollSet sockets;
  CHECK(make_curl_carrier(sockets, nullptr));
}
