#include "sluice/rest/rest_client.hpp"

#include <doctest/doctest.h>

#include "sluice/ext/http.h"
#include "sluice/rest/api_version.hpp"
#include "unit/http/fixtures.hpp"
#include "unit/http/scripted_server.hpp"
#include "unit/rest/host_rig.hpp"

using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;
using sluice::rest::Additions;
using sluice::rest::ClientTraits;
using sluice::test::has;

namespace {

constexpr sluice::rest::ApiVersion kReleases[] = {{"v1", ""}, {"v2", ""}};
constexpr sluice::rest::Catalogue kReleased("acme", {}, kReleases, "v1");

class AcmeClient final : public sluice::rest::RestClient {
 public:
  static constexpr std::string_view kId = "acme.client";
  // Set by the test, before it makes a client.
  static inline ClientTraits traits = {};
  static auto create(sluice::Context& context) { return make<AcmeClient>(context, traits); }
  using RestClient::RestClient;

 protected:
  void add_to(Additions& add) const override {
    if (!add.version.empty()) add.prefix = {std::string(add.version)};
    add.query = {{"key", "k"}};
    add.headers = {{"X-Acme", "1"}};
  }
};

class ClientRig : public sluice::test::HostRig {
 public:
  explicit ClientRig(ClientTraits traits = {}) {
    environment.offer(SLUICE_EXT_HTTP, sluice::http::Service::table(), &service);
    AcmeClient::traits = std::move(traits);
  }
  std::unique_ptr<AcmeClient> client(const std::string& config) {
    return make<AcmeClient>(config, "clients.acme");
  }

  sluice::http::test::FakeClock clock;
  sluice::http::Service service{
      {redactor, [](int, std::string_view, std::string_view) {}, clock, 1, 1 << 20}};
};

std::string at(const ScriptedServer& server) {
  return R"("proxy":"","base_uri":")" + server.origin() + "\"";
}

}  // namespace

TEST_CASE("a request carries what the client adds, and its response's body comes back") {
  ScriptedServer server([](const std::string&, size_t) { return Reply{response(200, "[1]")}; });
  ClientRig rig;
  auto client = rig.client("{" + at(server) + "}");
  const sluice::rest::Request request{
      .method = "POST", .segments = {"a b"}, .query = {{"q", "1"}}, .body = "{}"};
  auto body = client->ask(request, sluice::test::TestCancel());
  REQUIRE(body.ok());
  CHECK(*body == "[1]");
  const std::string sent = server.seen()[0].text;
  CHECK(has(sent, "POST /a%20b?q=1&key=k HTTP/1.1\r\n"));
  CHECK(has(sent, "X-Acme: 1\r\n"));
  CHECK(has(sent, "Accept: application/json\r\n"));
  CHECK(has(sent, "Content-Type: application/json\r\n"));
}

TEST_CASE("a response that means failure is told by the client's name, with its status") {
  ScriptedServer server(
      [](const std::string&, size_t) { return Reply{response(404, R"({"error":"no such"})")}; });
  ClientRig rig;
  auto client = rig.client("{" + at(server) + "}");
  const auto failed = client->ask({.segments = {"x"}}, sluice::test::TestCancel()).status();
  CHECK(failed.remote_code() == 404);
  CHECK(has(failed.message(), "acme"));
  CHECK(has(failed.message(), "no such"));
}

TEST_CASE("a connector may make the base URI from a setting of its own") {
  ScriptedServer server([](const std::string&, size_t) { return Reply{response(200, "")}; });
  const std::string made = server.origin() + "/shops/north";
  ClientRig rig({.overlay = R"({"base_uri":")" + made + "\"}", .address = made});
  auto client = rig.client(R"({"shop":"north","proxy":""})");
  CHECK(client->identity() == made);
  REQUIRE(client->ask({.segments = {"x"}}, sluice::test::TestCancel()).ok());
  CHECK(has(server.seen()[0].text, "GET /shops/north/x?"));
}

TEST_CASE("a request asks for the client's version of the API, or one of its own") {
  ScriptedServer server([](const std::string&, size_t) { return Reply{response(200, "")}; });
  ClientRig rig({.catalogue = &kReleased});
  auto usual = rig.client("{" + at(server) + "}");
  REQUIRE(usual->ask({.segments = {"x"}}, sluice::test::TestCancel()).ok());
  REQUIRE(usual->ask({.segments = {"x"}, .version = "v2"}, sluice::test::TestCancel()).ok());
  auto newer = rig.client("{" + at(server) + R"(,"api_version":"v2"})");
  REQUIRE(newer->ask({.segments = {"x"}}, sluice::test::TestCancel()).ok());
  const auto seen = server.seen();
  CHECK(has(seen[0].text, "GET /v1/x?"));
  CHECK(has(seen[1].text, "GET /v2/x?"));
  CHECK(has(seen[2].text, "GET /v2/x?"));
  CHECK_FALSE(has(seen[1].text, "api-version"));
}

TEST_CASE("credentials that would cross the network in clear are warned of") {
  const auto log_of = [](const std::string& more, ClientTraits traits = {}) {
    ClientRig rig(std::move(traits));
    rig.client(R"({"base_uri":"http://192.0.2.1","proxy":"")" + more + "}");
    return rig.log_text;
  };
  CHECK(has(log_of(R"(,"token":"t")"), "http://192.0.2.1 is not https: the credentials"));
  CHECK(has(log_of(R"(,"headers":{"authorization":"x"})"), "is not https"));
  CHECK(has(log_of("", {.credentials = true}), "is not https"));
  CHECK_FALSE(has(log_of(""), "is not https"));
}
