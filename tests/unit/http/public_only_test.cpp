// A session with public_only: what it connects to is decided by address, when it connects.
#include <doctest/doctest.h>

#include "support/own_name.hpp"
#include "unit/http/fixtures.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice;
using namespace sluice::http::test;

namespace {

const char* kPublicOnly = R"(,"public_only":true)";

}  // namespace

TEST_CASE("a loopback address is not connected to, in whatever form it is written") {
  ScriptedServer server(always(response(200, "fine")));
  for (const char* host : {"127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "0.0.0.0",
                           "[::1]", "[::ffff:127.0.0.1]"}) {
    CAPTURE(host);
    Bench bench;
    const auto got = bench.fetch(bench.open(http_at(host, server.port()), kPublicOnly));
    CHECK(got.status.code() == SLUICE_E_DATA);
    CHECK(contains(got.status.message(), "may not be connected to"));
    CHECK(bench.clock.waits.empty());  // a further attempt would end so, too
  }
  CHECK(server.seen().empty());
}

TEST_CASE("the message says which address it was, and of what kind") {
  Bench bench;
  const auto got = bench.fetch(bench.open("http://169.254.169.254", kPublicOnly));
  CHECK(contains(got.status.message(), "169.254.169.254 is a link-local address"));
}

TEST_CASE("a name is decided by the address it leads to, also where a connection is kept") {
  const std::string name = sluice::test::own_name();
  if (name.empty()) {
    MESSAGE("skipped: this machine's name does not lead to 127.0.0.1");
    return;
  }
  ScriptedServer server(always(response(200, "fine")));
  Bench bench;
  REQUIRE(bench.fetch(bench.open(http_at(name, server.port()))).body == "fine");
  const auto got = bench.fetch(bench.open(http_at(name, server.port()), kPublicOnly));
  CHECK(got.status.code() == SLUICE_E_DATA);
  CHECK(contains(got.status.message(), "is a loopback address"));
  CHECK(server.seen().size() == 1);
}

TEST_CASE("without public_only nothing is decided") {
  ScriptedServer server(always(response(200, "fine")));
  Bench bench;
  CHECK(bench.fetch(bench.open(server.origin(), R"(,"public_only":false)")).body == "fine");
}

TEST_CASE("a proxy cannot be used with public_only, and none is taken from the environment") {
  Bench bench;
  auto refused =
      bench.service.open("test", R"({"base_uri":"http://a.example","proxy":"http://p.example"})",
                         R"({"public_only":true})");
  CHECK(contains(refused.status().message(), "/proxy: cannot be used with public_only"));
  ::setenv("http_proxy", "http://127.0.0.1:1", 1);
  auto session =
      bench.service.open("test", {}, R"({"base_uri":"http://10.0.0.1","public_only":true})");
  REQUIRE(session.ok());
  CHECK(contains(bench.fetch(**session).status.message(), "10.0.0.1 is a private address"));
  ::unsetenv("http_proxy");
}
