#include <doctest/doctest.h>

#include "services/instance.hpp"
#include "services/interner.hpp"
#include "services/log.hpp"
#include "services/metrics.hpp"
#include "sluice/ext/http.h"
#include "unit/http/fixtures.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice;
using namespace sluice::http;
using namespace sluice::http::test;

namespace {

// A plugin's view: nothing but its host pointer.
struct Plugin {
  Plugin() {
    environment.offer(SLUICE_EXT_HTTP, Service::table(), &bench.service);
    http = static_cast<const sluice_http*>(
        instance.host()->get_extension(instance.host(), SLUICE_EXT_HTTP));
  }

  services::Interner interner;
  services::Metrics metrics;
  Bench bench;
  services::Log log{bench.redactor, [](std::string_view) {}};
  services::Environment environment{log, bench.redactor, interner, metrics};
  services::Instance instance{"clients.shop", environment};
  const sluice_http* http = nullptr;
  sluice_error error{sizeof(sluice_error), 0, 0, 0, "", 0, 0};

  sluice_http_session* open(const std::string& settings) {
    sluice_http_session* session = nullptr;
    status = http->open(instance.host(), slice(settings), {}, &session, &error);
    return session;
  }

  sluice_status status = SLUICE_OK;
};

}  // namespace

TEST_CASE("a plugin reaches the service through its host pointer") {
  ScriptedServer server([](const std::string&, size_t) { return Reply{response(200, "hello")}; });
  Plugin p;
  REQUIRE(p.http);
  auto* session = p.open("{\"base_uri\":\"" + server.origin() + "\",\"proxy\":\"\"}");
  REQUIRE(p.status == SLUICE_OK);
  sluice_http_exchange* exchange = nullptr;
  Call call;
  CHECK(call.with([&](const sluice_http_request& r) {
    return p.http->start(session, &r, &exchange, &p.error);
  }) == SLUICE_OK);
  sluice_http_response response{};
  CHECK(p.http->finish(exchange, nullptr, &response, nullptr, &p.error) == SLUICE_OK);
  CHECK(response.status == 200);
  CHECK(view(response.body) == "hello");
  p.http->release(exchange);
  p.http->close(session);
}

TEST_CASE("wrong settings come back as a status with a JSON pointer") {
  Plugin p;
  CHECK_FALSE(p.open(R"({"base_uri":"https://h","log_requests":"loud"})"));
  CHECK(p.status == SLUICE_E_INVALID);
  CHECK(p.error.code == SLUICE_E_INVALID);
  CHECK(std::string(p.error.message).rfind("/log_requests: ", 0) == 0);
}

TEST_CASE("a refused request gives no exchange") {
  Plugin p;
  auto* session = p.open(R"({"base_uri":"http://127.0.0.1:1","proxy":""})");
  auto* exchange = reinterpret_cast<sluice_http_exchange*>(&p);
  Call call{"GET", {"a", "b/c"}};
  CHECK(call.with([&](const sluice_http_request& r) {
    return p.http->start(session, &r, &exchange, &p.error);
  }) == SLUICE_E_INVALID);
  CHECK_FALSE(exchange);
  CHECK(contains(p.error.message, "clients.shop: path segment 2 of 2"));
  p.http->close(session);
}

TEST_CASE("a failure names instance, request and what to do") {
  Plugin p;
  std::string origin = "http://127.0.0.1:" + std::to_string(unused_port());
  auto* session =
      p.open("{\"base_uri\":\"" + origin + "\",\"proxy\":\"\",\"retry\":{\"attempts\":1}}");
  sluice_http_exchange* exchange = nullptr;
  Call call;
  CHECK(call.with([&](const sluice_http_request& r) {
    return p.http->start(session, &r, &exchange, &p.error);
  }) == SLUICE_OK);
  sluice_http_response response{};
  CHECK(p.http->finish(exchange, nullptr, &response, nullptr, &p.error) == SLUICE_E_UNAVAILABLE);
  CHECK(contains(p.error.message, "clients.shop: GET 127.0.0.1:"));
  CHECK(contains(p.error.message, "check base_uri"));
  p.http->release(exchange);
}

TEST_CASE("a host without the service says so") {
  Plugin p;
  p.environment.offer(SLUICE_EXT_HTTP, Service::table(), nullptr);
  CHECK_FALSE(p.open(R"({"base_uri":"http://h"})"));
  CHECK(p.status == SLUICE_E_UNSUPPORTED);
}

TEST_CASE("releasing and closing nothing is fine") {
  Service::table()->release(nullptr);
  Service::table()->close(nullptr);
  CHECK(Service::table()->struct_size == sizeof(sluice_http));
}
