#include <doctest/doctest.h>

#include <utility>

#include "unit/http/fixtures.hpp"
#include "unit/http/packed.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice;
using namespace sluice::http;
using namespace sluice::http::test;

namespace {

Status failure(const std::string& origin, const std::string& more) {
  Bench bench;
  return bench.fetch(bench.open(origin, more)).status;
}

}  // namespace

TEST_CASE("a refused connection is tried again and then named") {
  Bench bench;
  std::string origin = "http://127.0.0.1:" + std::to_string(unused_port());
  auto result = bench.fetch(bench.open(origin, R"(,"retry":{"attempts":3})"), {"POST"});
  CHECK(result.status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(contains(result.status.message(), "clients.shop: POST 127.0.0.1:"));
  CHECK(contains(result.status.message(), "could not connect"));
  CHECK(bench.clock.waits.size() == 2);
}

TEST_CASE("a name that cannot be resolved is named") {
  Status s = failure("http://no-such-host.invalid", kOnce);
  CHECK(s.code() == SLUICE_E_UNAVAILABLE);
  CHECK(contains(s.message(), "could not be resolved"));
}

TEST_CASE("TLS with a server that speaks none fails without a hang") {
  ScriptedServer server(always("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"));
  // The client's hello is no request: the server hangs up once it sees garbage enough.
  std::string origin = "https://127.0.0.1:" + std::to_string(server.port());
  Status s = failure(origin, R"(,"retry":{"attempts":1},"connect_timeout_ms":50)");
  CHECK(s.code() == SLUICE_E_TIMEOUT);
  CHECK(contains(s.message(), "connect_timeout_ms"));
}

TEST_CASE("a missing ca_file is a wrong setting") {
  ScriptedServer server(always(""));
  std::string origin = "https://127.0.0.1:" + std::to_string(server.port());
  Status s = failure(origin, R"(,"ca_file":"/nonexistent/ca.pem")");
  CHECK(s.code() == SLUICE_E_INVALID);
  CHECK(contains(s.message(), "/nonexistent/ca.pem"));
}

TEST_CASE("of a server that ends kept connections without a word one POST is lost, no second") {
  // The first request of a connection is answered, a second one ends it.
  size_t last = 0;
  ScriptedServer* running = nullptr;
  ScriptedServer server([&](const std::string&, size_t) {
    const size_t connection = running->seen().back().connection;
    return std::exchange(last, connection) == connection ? Reply{"", true}
                                                         : Reply{response(200, "")};
  });
  running = &server;
  Bench bench;
  Session& session = bench.open(server.origin(), kOnce);
  size_t lost = 0;
  for (int i = 0; i < 10; i++) lost += !bench.fetch(session, {"POST"}).status.ok();
  CHECK(lost == 1);
  CHECK(server.seen().size() == 10);
}

TEST_CASE("a silent server meets the first-byte time-out") {
  ScriptedServer server(always(""));
  Status s = failure(server.origin(), R"(,"retry":{"attempts":1},"first_byte_timeout_ms":30)");
  CHECK(s.code() == SLUICE_E_TIMEOUT);
  CHECK(contains(s.message(), "first_byte_timeout_ms"));
  server.wait_for_hang_up();
}

TEST_CASE("a server that stops in the middle meets the stall time-out") {
  ScriptedServer server(always("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"));
  Status s = failure(server.origin(), R"(,"retry":{"attempts":1},"stall_timeout_ms":30)");
  CHECK(s.code() == SLUICE_E_TIMEOUT);
  CHECK(contains(s.message(), "stall_timeout_ms"));
}

TEST_CASE("the total time-out ends an attempt") {
  ScriptedServer server(always("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"));
  Status s = failure(server.origin(), R"(,"retry":{"attempts":1},"total_timeout_ms":30)");
  CHECK(s.code() == SLUICE_E_TIMEOUT);
  CHECK(contains(s.message(), "total_timeout_ms"));
}

TEST_CASE("a time-out of GET is repeated, one of POST is not") {
  ScriptedServer server([](const std::string&, size_t number) {
    return number == 1 ? Reply{} : Reply{response(200, "fine")};
  });
  Bench bench;
  const char* hasty = R"(,"first_byte_timeout_ms":30)";
  CHECK(bench.fetch(bench.open(server.origin(), hasty)).body == "fine");
  ScriptedServer silent(always(""));
  auto result = bench.fetch(bench.open(silent.origin(), hasty), {"POST", {"a"}, "{}"});
  CHECK(result.status.code() == SLUICE_E_TIMEOUT);
  CHECK(silent.seen().size() == 1);
}

TEST_CASE("the host's deadline ends a call") {
  ScriptedServer server(always(""));
  Bench bench;
  TestCancel cancel;
  cancel.remaining = 0;
  CHECK(bench.fetch(bench.open(server.origin()), {}, cancel.abi()).status.code() ==
        SLUICE_E_TIMEOUT);
}

TEST_CASE("cancelling ends the wait for a silent server and hangs up") {
  ScriptedServer server(always(""));
  Bench bench;
  Session& session = bench.open(server.origin());
  TestCancel cancel;
  std::thread canceller([&] {
    server.wait_for(1);
    cancel.request();
  });
  auto exchange = bench.start(session);
  Status status = Bench::finish(*exchange, cancel.abi()).status;
  canceller.join();
  CHECK(status.code() == SLUICE_E_CANCELLED);
  server.wait_for_hang_up();
}

TEST_CASE("cancelling ends the wait before a repeat") {
  ScriptedServer server(always(response(503, "")));
  Bench bench;
  TestCancel cancel;
  bench.clock.on_wait = [&] { cancel.request(); };
  auto result = bench.fetch(bench.open(server.origin()), {}, cancel.abi());
  CHECK(result.status.code() == SLUICE_E_CANCELLED);
  CHECK(server.seen().size() == 1);
}

TEST_CASE("releasing an exchange under way hangs up") {
  ScriptedServer server(always(""));
  Bench bench;
  Session& session = bench.open(server.origin());
  {
    auto exchange = bench.start(session);
    TestCancel cancel;
    std::thread canceller([&] {
      server.wait_for(1);
      cancel.request();
    });
    auto other = bench.start(session, {"GET", {"other"}});
    CHECK(Bench::finish(*other, cancel.abi()).status.code() == SLUICE_E_CANCELLED);
    canceller.join();
  }
  server.wait_for_hang_up();
}

TEST_CASE("a body over the limit is refused, also without a length and when compressed") {
  std::string big(5000, 'x');
  for (const std::string& bytes :
       {response(200, big), "HTTP/1.1 200 OK\r\n\r\n" + big,
        response(200, gzip(std::string(1'000'000, 'z')), "Content-Encoding: gzip\r\n")}) {
    ScriptedServer server(always(bytes, true));
    Status s = failure(server.origin(), R"(,"max_body_bytes":4999)");
    CHECK(s.code() == SLUICE_E_DATA);
    CHECK(contains(s.message(), "4999 bytes (max_body_bytes)"));
    CHECK(server.seen().size() == 1);
  }
}

TEST_CASE("a body as large as the limit is taken") {
  ScriptedServer server(always(response(200, std::string(5000, 'x'))));
  CHECK(failure(server.origin(), R"(,"max_body_bytes":5000)").ok());
}

TEST_CASE("a length that lies about a huge body allocates nothing for it") {
  ScriptedServer server(always("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\nx", true));
  CHECK(contains(failure(server.origin(), kOnce).message(), "cut off"));
}

TEST_CASE("endless headers are refused") {
  std::string headers;
  for (int i = 0; i < 400; i++) headers += "X-H: " + std::string(1000, 'h') + "\r\n";
  ScriptedServer server(always(response(200, "", headers), true));
  Status s = failure(server.origin(), kOnce);
  CHECK(s.code() == SLUICE_E_DATA);
  CHECK(contains(s.message(), "headers are larger"));
}

TEST_CASE("a body that cannot be decompressed is refused") {
  ScriptedServer server(always(response(200, "no gzip at all", "Content-Encoding: gzip\r\n")));
  Status s = failure(server.origin(), kOnce);
  CHECK(s.code() == SLUICE_E_DATA);
  CHECK(contains(s.message(), "could not be decompressed"));
}

TEST_CASE("a response that is not HTTP is refused") {
  ScriptedServer server(always("SSH-2.0-OpenSSH_9.2\r\n", true));
  CHECK(failure(server.origin(), kOnce).code() == SLUICE_E_UNAVAILABLE);
}

TEST_CASE("an empty response is named") {
  ScriptedServer server(always("", true));
  CHECK(contains(failure(server.origin(), kOnce).message(), "closed the connection"));
}
