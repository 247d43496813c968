#include "http/network_transport.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "unit/http/fixtures.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice;
using namespace sluice::http;
using namespace sluice::http::test;

namespace {

size_t wait_any(const std::vector<std::unique_ptr<Exchange>>& exchanges,
                const sluice_cancel* cancel = nullptr) {
  std::vector<Exchange*> all;
  for (auto& e : exchanges) all.push_back(e.get());
  size_t ready = all.size();
  Status status = Exchange::wait_any(all, cancel, ready);
  INFO(status.message());
  REQUIRE(status.ok());
  return ready;
}

std::string path_of(const std::string& request) {
  return request.substr(request.find(' ') + 1, request.find(" HTTP/") - request.find(' ') - 1);
}

// Passes by one with each look at it; tells a server how far the client has come.
class LookedAt final : public base::TimeSource {
 public:
  int64_t wall_ns() override {
    const std::lock_guard lock(mutex_);
    changed_.notify_all();
    return ++looks_;
  }
  int64_t cpu_ns() override { return 0; }
  int64_t looks() {
    const std::lock_guard lock(mutex_);
    return looks_;
  }
  void wait_for(int64_t looks) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return looks_ >= looks; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int64_t looks_ = 0;
};

}  // namespace

TEST_CASE("a profile tells waiting for a response to begin from waiting for the rest of it") {
  LookedAt time;
  std::string left = response(200, std::string(1000, 'x'));
  int64_t before = 0;
  const auto piece = [&] {
    // Once the client has woken for the one before, or begun to wait for it: three are enough.
    if (before && !left.empty()) time.wait_for(before + 2);
    before = time.looks();
    const std::string out = left.substr(0, 300);
    left.erase(0, 300);
    return out;
  };
  ScriptedServer server([&](const std::string&, size_t) {
    time.wait_for(1);
    return Reply{piece(), false, 0, piece};
  });
  Bench bench;
  Session& session = bench.open(server.origin());
  const measure::Ledger ledger(&time);
  CHECK(bench.fetch(session).body.size() == 1000);
  CHECK(ledger.work.waited(measure::Wait::first_byte) > 0);
  CHECK(ledger.work.waited(measure::Wait::transfer) > 0);
  CHECK(ledger.work.received == 1000);
}

TEST_CASE("wait_any names the request that is answered first, not the one that was sent first") {
  ScriptedServer server([](const std::string& request, size_t) {
    return Reply{response(200, path_of(request)), false, request.find("/slow") < 10 ? 3u : 0u};
  });
  Bench bench;
  Session& session = bench.open(server.origin());
  std::vector<std::unique_ptr<Exchange>> exchanges;
  exchanges.push_back(bench.start(session, {"POST", {"slow"}, "{}"}));
  exchanges.push_back(bench.start(session, {"POST", {"fast"}, "{}"}));
  REQUIRE(wait_any(exchanges) == 1);
  auto fast = Bench::finish(*exchanges[1]);
  INFO(fast.status.message());
  CHECK(fast.body == "/fast");
  exchanges[1] = bench.start(session, {"POST", {"fast"}, "{}"});
  std::set<std::string> bodies;
  for (size_t left = 2; left > 0; left--) {
    size_t which = wait_any(exchanges);
    bodies.insert(Bench::finish(*exchanges[which]).body);
    exchanges.erase(exchanges.begin() + static_cast<ptrdiff_t>(which));
  }
  CHECK(bodies == std::set<std::string>{"/slow", "/fast"});
}

TEST_CASE("wait_any returns at once what is not under way") {
  ScriptedServer server([](const std::string&, size_t) {
    return Reply{response(200, "", "X-RateLimit-Limit: 5\r\nX-RateLimit-Remaining: 0\r\n")};
  });
  Bench bench;
  Session& session = bench.open(server.origin());
  REQUIRE(bench.fetch(session).status.ok());
  std::vector<std::unique_ptr<Exchange>> exchanges;
  exchanges.push_back(bench.start(session));  // over budget: it leaves in finish
  CHECK(wait_any(exchanges) == 0);
  CHECK(server.seen().size() == 1);
  CHECK(Bench::finish(*exchanges[0]).http_status == 200);
}

TEST_CASE("wait_any is cancelled while nothing answers") {
  ScriptedServer server([](const std::string&, size_t) { return Reply{"", false, 99}; });
  Bench bench;
  auto exchange = bench.start(bench.open(server.origin()), {"POST", {"a"}, "{}"});
  http::test::TestCancel cancel;
  cancel.request();
  Exchange* one = exchange.get();
  size_t ready = 0;
  CHECK(Exchange::wait_any({&one, 1}, cancel.abi(), ready).code() == SLUICE_E_CANCELLED);
}

TEST_CASE("wait_any notices a request whose time-out passes") {
  ScriptedServer server([](const std::string&, size_t) { return Reply{"", false, 99}; });
  Bench bench;
  Session& session =
      bench.open(server.origin(), R"(,"first_byte_timeout_ms":20,"retry":{"attempts":1})");
  std::vector<std::unique_ptr<Exchange>> exchanges;
  exchanges.push_back(bench.start(session, {"POST", {"a"}, "{}"}));
  REQUIRE(wait_any(exchanges) == 0);
  auto result = Bench::finish(*exchanges[0]);
  CHECK(result.status.code() == SLUICE_E_TIMEOUT);
  CHECK(result.status.message().find("first_byte_timeout_ms") != std::string::npos);
}

TEST_CASE("a response that came while nobody waited counts, however late it is looked at") {
  ScriptedServer server([](const std::string& request, size_t) {
    return Reply{response(200, ""), false, path_of(request) == "/late" ? 5u : 0u};
  });
  Bench bench;
  Session& session =
      bench.open(server.origin(), R"(,"first_byte_timeout_ms":300,"retry":{"attempts":1})");
  std::vector<std::unique_ptr<Exchange>> exchanges;
  for (int i = 0; i < 2; i++) exchanges.push_back(bench.start(session, {"POST", {"first"}, "{}"}));
  for (auto& exchange : exchanges) REQUIRE(Bench::finish(*exchange).status.ok());
  exchanges.clear();  // on kept connections curl has no timer of its own
  exchanges.push_back(bench.start(session, {"POST", {"late"}, "{}"}));
  exchanges.push_back(bench.start(session, {"POST", {"soon"}, "{}"}));
  REQUIRE(wait_any(exchanges) == 1);
  exchanges.push_back(bench.start(session, {"POST", {"third"}, "{}"}));
  server.wait_for(5);
  const auto begun = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() - begun < std::chrono::milliseconds(400))
    std::this_thread::yield();
  CHECK(Bench::finish(*exchanges[0]).status.ok());
}

TEST_CASE("a handle used before sends nothing of the request before") {
  ScriptedServer server([](const std::string&, size_t) { return Reply{response(200, "")}; });
  Bench bench;
  Session& session = bench.open(server.origin());
  const std::string large(200'000, 'l');
  const std::vector<Call> calls = {
      {"POST", {"a"}, "{\"first\":1}", 0, {}, {{"X-One", "1"}}},
      {"GET", {"b"}},
      {"PUT", {"a"}, large},
      {"DELETE", {"a"}},
      {"HEAD", {"c"}},
      {"POST", {"a"}, "{\"second\":2}", 0, {}, {{"X-Two", "2"}}},
      {"PATCH", {"a"}, ""},
  };
  for (const Call& call : calls) REQUIRE(bench.fetch(session, call).status.ok());
  auto seen = server.seen();
  REQUIRE(seen.size() == calls.size());
  for (size_t i = 0; i < calls.size(); i++) {
    const std::string& text = seen[i].text;
    INFO(text.substr(0, 300));
    CHECK(text.rfind(calls[i].method + " /" + calls[i].segments[0] + " HTTP/1.1\r\n", 0) == 0);
    CHECK(text.substr(text.find("\r\n\r\n") + 4) == calls[i].body);
    CHECK((text.find("X-One") != text.npos) == (i == 0));
    CHECK((text.find("X-Two") != text.npos) == (i == 5));
    CHECK((text.find("Content-Type: ") != text.npos) == !calls[i].body.empty());
    CHECK(seen[i].connection == 1);
  }
}

TEST_CASE("sessions do not share handles: each keeps its own headers and time-outs") {
  ScriptedServer server([](const std::string&, size_t) { return Reply{response(200, "")}; });
  Bench bench;
  Session& one = bench.open(server.origin(), R"(,"token":"one")");
  Session& two = bench.open(server.origin(), R"(,"token":"two")");
  for (Session* session : {&one, &two, &one}) REQUIRE(bench.fetch(*session).status.ok());
  const char* tokens[] = {"Bearer one", "Bearer two", "Bearer one"};
  for (size_t i = 0; i < 3; i++) CHECK(server.seen()[i].text.find(tokens[i]) != std::string::npos);
}

TEST_CASE("a borrowed body leaves as it is, also when it is sent again") {
  ScriptedServer server([](const std::string&, size_t number) {
    return Reply{response(number == 1 ? 503 : 200, "")};
  });
  Bench bench;
  Session& session = bench.open(server.origin());
  const std::string body = "{\"borrowed\":true}";
  sluice_slice segment = slice("a");
  sluice_http_request request{};
  request.struct_size = sizeof request;
  request.flags = SLUICE_HTTP_REQUEST_BORROWED;
  request.method = slice("POST");
  request.segments = &segment;
  request.segment_count = 1;
  request.body = slice(body);
  auto exchange = bench.service.start(session, request);
  REQUIRE(exchange.ok());
  CHECK(Bench::finish(**exchange).http_status == 200);
  REQUIRE(server.seen().size() == 2);
  for (auto& seen : server.seen()) CHECK(seen.text.find("\r\n\r\n" + body) != seen.text.npos);
}
