#include "recording/tape.hpp"

#include <doctest/doctest.h>

#include "recording/line_writer.hpp"
#include "recording/replay_transport.hpp"
#include "support/temp_folder.hpp"

using namespace sluice;
using namespace sluice::recording;

namespace {

http::Request request(const std::string& url, const std::string& body = "",
                      const std::string& token = "") {
  http::Request out;
  out.method = body.empty() ? "GET" : "POST";
  out.url = url;
  out.body = http::Body(body);
  if (!token.empty()) out.headers.set("Authorization", "Bearer " + token);
  return out;
}

Exchange answered(const http::Request& request, int status, const std::string& pipeline = "") {
  Exchange out;
  out.session = "clients.shop";
  out.pipeline = pipeline;
  out.method = request.method;
  out.url = request.url;
  out.headers = request.headers;
  out.body.bytes = request.body.view();
  out.status = status;
  return out;
}

class TapeBench {
 public:
  explicit TapeBench(std::vector<Exchange> exchanges, bool whole = true)
      : recording_(written(std::move(exchanges), whole)) {}

  int status(const http::Request& wanted) {
    const auto entry = tape.take(wanted, "clients.shop");
    return entry ? tape.response(*entry)->status : 0;
  }

  services::Redactor redactor;

 private:
  Recording written(std::vector<Exchange> exchanges, bool whole) {
    std::string text = to_line(Header{"1", 0, {}});
    uint64_t number = 0;
    for (Exchange& exchange : exchanges) {
      if (!exchange.number) exchange.number = ++number;
      exchange.done_ms = static_cast<int64_t>(exchange.number) * 1000;
      text += to_line(exchange);
    }
    if (whole) text += end_line(exchanges.size());
    auto out = Recording::open(folder_.write("r.rec", text));
    REQUIRE_MESSAGE(out.ok(), out.status().message());
    return std::move(*out);
  }

  test::TempFolder folder_;
  Recording recording_;

 public:
  ReplayClock clock{0};
  Tape tape{recording_, clock, redactor};
};

}  // namespace

TEST_CASE("equal requests get their responses in the order of sending") {
  const auto r = request("https://h/a");
  Exchange second = answered(r, 200);
  second.number = 2;
  Exchange first = answered(r, 503);
  first.number = 1;
  TapeBench bench({second, first});  // the second one's response came first
  CHECK(bench.status(r) == 503);
  CHECK(bench.status(r) == 200);
  CHECK(bench.status(r) == 0);
}

TEST_CASE("a pipeline gets what was its own first") {
  const auto r = request("https://h/a");
  TapeBench bench({answered(r, 201, "one"), answered(r, 202, "two")});
  auto of_two = r;
  of_two.pipeline = "two";
  CHECK(bench.status(of_two) == 202);
  CHECK(bench.status(of_two) == 201);
}

TEST_CASE("whoever has the newer token is not refused for the older one") {
  const auto older = request("https://h/a", "", "redacted-1");
  const auto newer = request("https://h/a", "", "redacted-2");
  TapeBench bench({answered(older, 401), answered(newer, 200)});
  CHECK(bench.status(newer) == 200);
}

TEST_CASE("secrets do not matter, the rest of a body does") {
  auto form = [](const std::string& secret, const std::string& grant) {
    auto out = request("https://h/token", "grant=" + grant + "&client_secret=" + secret);
    out.headers.set("Content-Type", "application/x-www-form-urlencoded");
    return out;
  };
  TapeBench bench({answered(form("redacted-4", "refresh"), 200)});
  CHECK(bench.status(form("mine", "code")) == 0);
  CHECK(bench.status(form("mine", "refresh")) == 200);
}

TEST_CASE("a body with another UUID is taken, and counted") {
  TapeBench bench(
      {answered(request("https://h/a", "id 123e4567-e89b-42d3-a456-426614174000"), 200)});
  CHECK(bench.status(request("https://h/a", "id 00000000-e89b-42d3-a456-426614174000")) == 200);
  CHECK(bench.tape.other_uuids() == 1);
}

TEST_CASE("what is missing is named, with what comes closest") {
  TapeBench bench(
      {answered(request("https://h/b?n=1"), 200), answered(request("https://h/a?n=1"), 200)},
      false);
  const std::string told = bench.tape.missing(request("https://h/a?n=2"), "clients.shop").message();
  CHECK(told.find("no response for GET https://h/a?n=2 of clients.shop") != std::string::npos);
  CHECK(told.find("closest is line 3, GET https://h/a?n=1") != std::string::npos);
  CHECK(told.find("was cut off") != std::string::npos);
}

TEST_CASE("a request that is not waited for leaves its response to the next one") {
  const auto r = request("https://h/a");
  TapeBench bench({answered(r, 200)});
  ReplayTransport transport(bench.tape);
  http::SessionSettings settings;
  settings.name = "clients.shop";
  transport.begin(r, settings).reset();
  auto transfer = transport.begin(r, settings);
  CHECK(transport.wait(*transfer, nullptr).response.status == 200);
  CHECK(bench.clock.wall_s() == 1);
}

TEST_CASE("waits pass at once, and move durations but not the date") {
  ReplayClock clock(10'000'000);
  CHECK(clock.wait(60'000, nullptr));
  CHECK(clock.steady_ms() == 60'000);
  CHECK(clock.wall_s() == 10);
  clock.reach(2000);
  CHECK(clock.wall_s() == 12);
}
