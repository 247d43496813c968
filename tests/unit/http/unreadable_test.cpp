// A response whose status is known, but whose body cannot be had.
#include <doctest/doctest.h>

#include "unit/http/fixtures.hpp"
#include "unit/http/packed.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice;
using namespace sluice::http;
using namespace sluice::http::test;

namespace {

constexpr uint32_t kBoth = SLUICE_HTTP_RESPONSE_LOST | SLUICE_HTTP_RESPONSE_UNREADABLE;

std::string head(int status, const std::string& more = {}) {
  return "HTTP/1.1 " + std::to_string(status) + " X\r\n" + more;
}

std::string many_headers() {
  std::string out;
  for (int i = 0; i < 300; i++) out += "X-H: " + std::string(1000, 'h') + "\r\n";
  return out;
}

struct Broken {
  const char* what;
  std::string more;  // of the head, behind the status line
  std::string body;
  bool close = false;
};

// What makes a body unreadable, whatever the status.
std::vector<Broken> ways() {
  const std::string half = gzip("{\"ok\":true}").substr(0, 12);
  const auto length = [](size_t bytes) {
    return "Content-Length: " + std::to_string(bytes) + "\r\n";
  };
  return {
      {"no gzip", "Content-Encoding: gzip\r\n" + length(8), "no gzip!"},
      {"half a gzip", "Content-Encoding: gzip\r\n" + length(half.size()), half},
      {"an unknown coding", "Content-Encoding: br\r\n" + length(3), "xyz"},
      {"too large", length(6000), std::string(6000, 'x')},
      {"too large once unpacked",
       "Content-Encoding: gzip\r\n" + length(gzip(std::string(1'000'000, 'z')).size()),
       gzip(std::string(1'000'000, 'z'))},
      {"too large, without a length", "Connection: close\r\n", std::string(6000, 'x'), true},
      {"headers too long", many_headers() + length(0), "", true},
      {"one header too long", "X-H: " + std::string(120'000, 'h') + "\r\n" + length(0), "", true},
      {"cut off", length(10), "abc", true},
      {"cut off in a chunk", "Transfer-Encoding: chunked\r\n", "5\r\nab", true},
      {"a body that stops coming", length(10), "abc"},
  };
}

constexpr const char* kLimits = R"(,"max_body_bytes":5000,"stall_timeout_ms":40)";

}  // namespace

TEST_CASE("a POST answered 2xx is never sent again because its body cannot be read") {
  for (const Broken& one : ways()) {
    CAPTURE(one.what);
    for (const int status : {200, 201, 207}) {
      ScriptedServer server(always(head(status, one.more) + "\r\n" + one.body, one.close));
      Bench bench;
      const auto result = bench.fetch(bench.open(server.origin(), kLimits), {"POST", {"a"}, "{}"});
      INFO(result.status.message());
      CHECK_FALSE(result.status.ok());
      CHECK(result.status.remote_code() == status);
      CHECK(contains(result.status.message(),
                     "response with status " + std::to_string(status) + ", body unreadable: "));
      CHECK(result.http_status == status);
      CHECK(result.flags == kBoth);
      CHECK(result.body.empty());
      CHECK(server.seen().size() == 1);
    }
  }
}

TEST_CASE("a response other than 2xx is its status, whatever its body") {
  for (const Broken& one : ways()) {
    CAPTURE(one.what);
    ScriptedServer server(always(head(422, one.more) + "\r\n" + one.body, one.close));
    Bench bench;
    const auto result = bench.fetch(bench.open(server.origin(), kLimits), {"POST", {"a"}, "{}"});
    CHECK(result.status.ok());
    CHECK(result.http_status == 422);
    CHECK(result.flags == SLUICE_HTTP_RESPONSE_UNREADABLE);
    CHECK(result.body.empty());
    CHECK(contains(bench.log_text(), "response with status 422, body unreadable"));
    CHECK(server.seen().size() == 1);
  }
}

TEST_CASE("a 503 is waited out although its body cannot be unpacked") {
  ScriptedServer server([](const std::string&, size_t number) {
    if (number > 1) return Reply{response(200, "fine")};
    return Reply{response(503, "no gzip", "Content-Encoding: gzip\r\nRetry-After: 7\r\n")};
  });
  Bench bench;
  const auto result = bench.fetch(bench.open(server.origin()), {"POST", {"a"}, "{}"});
  CHECK(result.body == "fine");
  CHECK(result.flags == 0);
  CHECK(bench.clock.waits == std::vector<int64_t>{7000});
}

TEST_CASE("the headers of a response whose body cannot be read are there") {
  ScriptedServer server(always(response(200, "no gzip", "Content-Encoding: gzip\r\nX-Id: 7\r\n")));
  Bench bench;
  auto exchange = bench.start(bench.open(server.origin()), {"POST", {"a"}, "{}"});
  sluice_http_response response{};
  response.struct_size = sizeof response;
  CHECK_FALSE(exchange->finish(nullptr, &response, nullptr).ok());
  CHECK(view(response.header(&response, slice("x-id"))) == "7");
}

TEST_CASE("a GET whose body was cut off is sent again") {
  ScriptedServer server([](const std::string&, size_t number) {
    if (number > 1) return Reply{response(200, "fine")};
    return Reply{head(200, "Content-Length: 10\r\n\r\nabc"), true};
  });
  Bench bench;
  CHECK(bench.fetch(bench.open(server.origin())).body == "fine");
}

TEST_CASE("an interim response says nothing of the final one") {
  ScriptedServer server(always("HTTP/1.1 103 Early Hints\r\n\r\n", true));
  Bench bench;
  const auto result = bench.fetch(bench.open(server.origin()), {"POST", {"a"}, "{}"});
  CHECK(result.http_status == 0);
  CHECK(result.flags == SLUICE_HTTP_RESPONSE_LOST);
}

TEST_CASE("a response with a broken head says nothing, not even its status") {
  ScriptedServer server(always("HTTP/1.1 200 OK\r\nno header at all\r\n", true));
  Bench bench;
  const auto result = bench.fetch(bench.open(server.origin()), {"POST", {"a"}, "{}"});
  CHECK(result.http_status == 0);
  CHECK(result.flags == SLUICE_HTTP_RESPONSE_LOST);
  CHECK(server.seen().size() == 1);
}

TEST_CASE("a request that was cancelled under way may have been carried out") {
  ScriptedServer server(always(""));
  Bench bench;
  Session& session = bench.open(server.origin());
  TestCancel cancel;
  std::thread canceller([&] {
    server.wait_for(1);
    cancel.request();
  });
  const auto result = bench.fetch(session, {"POST", {"a"}, "{}"}, cancel.abi());
  canceller.join();
  CHECK(result.status.code() == SLUICE_E_CANCELLED);
  CHECK(result.flags == SLUICE_HTTP_RESPONSE_LOST);
}

TEST_CASE("a body of several gzip members is read whole") {
  ScriptedServer server(
      always(response(200, gzip("{\"a\"") + gzip(":1}"), "Content-Encoding: gzip\r\n")));
  Bench bench;
  CHECK(bench.fetch(bench.open(server.origin())).body == "{\"a\":1}");
}

TEST_CASE("a byte order mark is no part of JSON, and says of other text what it is") {
  const std::string mark = "\xEF\xBB\xBF";
  for (const char* type :
       {"", "Content-Type: application/json; charset=utf-8\r\n", "Content-Type: text/csv\r\n",
        "Content-Type: application/problem+JSON\r\n"}) {
    ScriptedServer server(always(response(200, mark + "{}", type)));
    Bench bench;
    CHECK(bench.fetch(bench.open(server.origin())).body == "{}");
  }
  for (const std::string& other :
       {response(200, mark + "{}", "Content-Type: image/png\r\n"),
        response(200, mark + "ab", "Content-Type: text/csv\r\n"), response(200, mark)}) {
    ScriptedServer server(always(other));
    Bench bench;
    CHECK(bench.fetch(bench.open(server.origin())).body == other.substr(other.find(mark)));
  }
}
