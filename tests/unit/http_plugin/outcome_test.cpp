#include <doctest/doctest.h>

#include "unit/http_plugin/publish_rig.hpp"

using namespace http_plugin::test;

namespace {

// 400 for a body that holds `poison`, 200 for others.
ScriptedServer::Script refuses(const std::string& poison, int status = 400) {
  return [=](const std::string& request, size_t) {
    return Reply{response(has(request, poison) ? status : 200, R"({"error":"bad n"})")};
  };
}

size_t failed(const Published& done) {
  size_t out = 0;
  for (auto& outcome : done.outcomes) out += outcome.status != SLUICE_OK;
  return out;
}

}  // namespace

TEST_CASE("accept says what counts: classes, statuses, and nothing else") {
  for (int status : {200, 202, 409}) {
    CAPTURE(status);
    ScriptedServer server(always(status));
    PublishRig rig(server.origin());
    CHECK(failed(rig.publish(R"({"path":"/in","accept":["2xx",409]})", numbered(1))) == 0);
  }
  ScriptedServer server(always(200));
  PublishRig rig(server.origin());
  auto done = rig.publish(R"({"path":"/in","accept":[201,"204"]})", numbered(1));
  CHECK(done.outcomes[0].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[0].message, "answered 200, which accept does not list"));
}

TEST_CASE("a refused record parks with the server's words, its neighbours go through") {
  ScriptedServer server(refuses("\"n\":2}"));
  PublishRig rig(server.origin());
  auto done = rig.publish(R"({"path":"/in"})", numbered(3));
  REQUIRE(done.status.ok());
  CHECK(failed(done) == 1);
  CHECK(done.outcomes[1].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[1].message, "POST /in: client `target`: 400 bad n"));
}

TEST_CASE("a refused array is halved until the record is found") {
  ScriptedServer server(refuses("{\"n\":7}"));
  PublishRig rig(server.origin());
  auto done = rig.publish(R"({"path":"/in","format":"array","batch":{"records":8}})", numbered(16));
  REQUIRE(done.status.ok());
  CHECK(failed(done) == 1);
  CHECK(done.outcomes[6].status == SLUICE_E_DATA);
  // Each of the others arrived in exactly one request that was taken.
  for (int n : {1, 6, 8, 16}) {
    size_t taken = 0;
    for (auto& seen : server.seen())
      taken += has(seen.text, "{\"n\":" + std::to_string(n) + "}") && !has(seen.text, "{\"n\":7}");
    CHECK(taken == 1);
  }
}

TEST_CASE("a server error of one record among good ones is that record's") {
  ScriptedServer server(refuses("\"n\":2}", 500));
  PublishRig rig(server.origin(), kOnce);
  auto put = rig.publish(R"({"path":"/in","method":"PUT"})", numbered(3));
  CHECK(failed(put) == 1);
  CHECK(put.outcomes[1].status == SLUICE_E_UNAVAILABLE);  // the host offers it again
  auto post = rig.publish(R"({"path":"/in"})", numbered(3));
  CHECK(failed(post) == 1);
  CHECK(post.outcomes[1].status == SLUICE_E_DATA);
  CHECK(has(post.outcomes[1].message, "may have been carried out"));
}

TEST_CASE("a response that leaves it open parks an unsafe write, a safe one is repeated") {
  for (int status : {500, 502, 504}) {
    CAPTURE(status);
    ScriptedServer server([=](const std::string&, size_t number) {
      return Reply{response(number == 1 ? status : 200, "")};
    });
    PublishRig rig(server.origin());
    auto done = rig.publish(R"({"path":"/in"})", numbered(2));
    CHECK(done.outcomes[0].status == SLUICE_E_DATA);
    CHECK(has(done.outcomes[0].message, "may have been carried out"));
    CHECK(done.outcomes[1].status == SLUICE_OK);
    CHECK(server.seen().size() == 2);
  }
  for (const char* config :
       {R"({"path":"/in","method":"PUT"})", R"({"path":"/in","safe_to_repeat":true})"}) {
    ScriptedServer server([](const std::string&, size_t number) {
      return Reply{response(number == 1 ? 502 : 200, "")};
    });
    PublishRig rig(server.origin());
    CHECK(failed(rig.publish(config, numbered(1))) == 0);
    CHECK(server.seen().size() == 2);
  }
}

TEST_CASE(
    "a lost response of a POST parks every record of its request, and nothing is sent twice") {
  ScriptedServer server([](const std::string&, size_t number) {
    return number == 1 ? Reply{"", true} : Reply{response(200, "")};
  });
  PublishRig rig(server.origin());
  auto done = rig.publish(R"({"path":"/in","format":"array","batch":{"records":2}})", numbered(4));
  REQUIRE(done.status.ok());
  for (size_t i : {0, 1}) {
    CHECK(done.outcomes[i].status == SLUICE_E_DATA);
    CHECK(has(done.outcomes[i].message, "may have been carried out"));
  }
  for (size_t i : {2, 3}) CHECK(done.outcomes[i].status == SLUICE_OK);
  CHECK(server.seen().size() == 2);
}

TEST_CASE("a server that fails for everybody parks three records, then the others wait") {
  ScriptedServer server(always(500));
  PublishRig rig(server.origin());
  auto publisher = rig.publisher(R"({"path":"/in"})");
  auto done = PublishRig::publish(*publisher, numbered(10));
  REQUIRE(done.status.ok());
  for (size_t i = 0; i < 10; i++)
    CHECK(done.outcomes[i].status == (i < 3 ? SLUICE_E_DATA : SLUICE_E_UNAVAILABLE));
  // Offered again to a server that still fails, one more is tried.
  auto again = PublishRig::publish(*publisher, numbered(7));
  CHECK(again.outcomes[0].status == SLUICE_E_DATA);
  CHECK(again.outcomes[1].status == SLUICE_E_UNAVAILABLE);
  CHECK(server.seen().size() == 4);
}

TEST_CASE("server errors count from the last response that was none") {
  ScriptedServer server([](const std::string&, size_t number) {
    return Reply{response(number % 3 ? 500 : 200, "")};
  });
  PublishRig rig(server.origin());
  auto done = rig.publish(R"({"path":"/in"})", numbered(9));
  REQUIRE(done.status.ok());
  for (size_t i = 0; i < 9; i++)
    CHECK(done.outcomes[i].status == (i % 3 == 2 ? SLUICE_OK : SLUICE_E_DATA));
  CHECK(server.seen().size() == 9);
}

TEST_CASE("refused credentials and a wrong address stop the pipeline and park nothing") {
  for (int status : {401, 403, 404, 405}) {
    CAPTURE(status);
    ScriptedServer server(always(status));
    PublishRig rig(server.origin());
    auto done = rig.publish(R"({"path":"/in","in_flight":4})", numbered(9));
    CHECK(done.status.code() == (status < 404 ? SLUICE_E_AUTH : SLUICE_E_INVALID));
    CHECK(has(done.status.message(), "client `target`: " + std::to_string(status)));
  }
}

TEST_CASE("a 404 of a record's own path is the record's") {
  ScriptedServer server(always(404));
  PublishRig rig(server.origin());
  auto done = rig.publish(R"({"path":"/in/{n}","method":"PUT"})", numbered(1));
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_E_DATA);
}

TEST_CASE("without a network every record waits and none parks") {
  PublishRig rig("http://127.0.0.1:" + std::to_string(sluice::http::test::unused_port()), kOnce);
  auto done = rig.publish(R"({"path":"/in","in_flight":2})", numbered(5));
  REQUIRE(done.status.ok());
  for (auto& outcome : done.outcomes) CHECK(outcome.status == SLUICE_E_UNAVAILABLE);
}

TEST_CASE("over the rate limit the rest of the batch waits as long as the server says") {
  ScriptedServer server(
      [](const std::string&, size_t) { return Reply{response(429, "", "Retry-After: 7\r\n")}; });
  PublishRig rig(server.origin(), kOnce);
  auto done = rig.publish(R"({"path":"/in"})", numbered(5));
  REQUIRE(done.status.ok());
  for (auto& outcome : done.outcomes) CHECK(outcome.status == SLUICE_E_RATE_LIMITED);
  CHECK(done.outcomes[0].retry_after_ms == 7000);
  CHECK(server.seen().size() == 1);
}

TEST_CASE("how long to wait is told to the pipeline as seconds, fractions or a date") {
  const std::pair<const char*, uint32_t> cases[] = {
      {"Retry-After: 1.5\r\n", 1500},
      {"Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: Sun, 06 Nov 1994 08:50:07 GMT\r\n",
       30'000}};
  for (auto& [headers, ms] : cases) {
    CAPTURE(headers);
    ScriptedServer server([headers = headers](const std::string&, size_t) {
      return Reply{response(503, "", headers)};
    });
    PublishRig rig(server.origin(), kOnce);
    CHECK(rig.publish(R"({"path":"/in"})", numbered(1)).outcomes[0].retry_after_ms == ms);
  }
}

TEST_CASE("a batch without live records sends nothing") {
  ScriptedServer server(always(200));
  PublishRig rig(server.origin());
  CHECK(rig.publish(R"({"path":"/in","format":"array"})", "").status.ok());
  CHECK(server.seen().empty());
}

TEST_CASE("a host that wants it is told what the system was asked and answered of each record") {
  ScriptedServer server([](const std::string& request, size_t) {
    const bool refused = has(request, "\"n\":2}");
    return Reply{response(refused ? 409 : 201, refused ? R"({"error":"exists"})" : R"({"id":7})")};
  });
  PublishRig rig(server.origin());
  Given given(numbered(2));
  for (sluice_outcome& outcome : given.outcomes) outcome.flags = SLUICE_OUTCOME_WANTS_RESPONSE;
  auto publisher = rig.publisher(R"({"path":"/in/{n}"})");
  REQUIRE(publisher
              ->publish(sluice::Batch(given.batch.abi()), given.view_of_outcomes(),
                        sluice::test::TestCancel())
              .ok());
  CHECK(given.outcomes[0].status == SLUICE_OK);
  CHECK(given.outcomes[0].remote_code == 201);
  CHECK(sluice::view(given.outcomes[0].request) == "POST /in/1");
  CHECK(sluice::view(given.outcomes[0].payload) == R"({"n":1})");
  CHECK(sluice::view(given.outcomes[0].response) == R"({"id":7})");
  CHECK(given.outcomes[1].status == SLUICE_E_DATA);
  CHECK(given.outcomes[1].remote_code == 409);
  CHECK(sluice::view(given.outcomes[1].response) == R"({"error":"exists"})");
}

TEST_CASE("what was asked is told where nothing was answered, but no compressed body") {
  ScriptedServer server([](const std::string&, size_t) { return Reply{"", true}; });
  PublishRig rig(server.origin());
  for (const bool gzip : {false, true}) {
    Given given(numbered(1));
    given.outcomes[0].flags = SLUICE_OUTCOME_WANTS_REFUSAL;
    auto publisher = rig.publisher(gzip ? R"({"path":"/in","gzip":true})" : R"({"path":"/in"})");
    const auto status = publisher->publish(sluice::Batch(given.batch.abi()),
                                           given.view_of_outcomes(), sluice::test::TestCancel());
    CHECK(status.code() != SLUICE_E_INTERNAL);
    CHECK(given.outcomes[0].status != SLUICE_OK);
    CHECK(given.outcomes[0].remote_code == 0);
    CHECK(sluice::view(given.outcomes[0].request) == "POST /in");
    CHECK(sluice::view(given.outcomes[0].payload) == (gzip ? "" : R"({"n":1})"));
    CHECK(given.outcomes[0].response.size == 0);
  }
}

TEST_CASE("a host that does not want responses is not given any, and a long one is cut") {
  const std::string large(100'000, 'x');
  ScriptedServer server([&](const std::string&, size_t) { return Reply{response(200, large)}; });
  PublishRig rig(server.origin());
  for (const bool wants : {false, true}) {
    Given given(numbered(1));
    if (wants) given.outcomes[0].flags = SLUICE_OUTCOME_WANTS_RESPONSE;
    auto publisher = rig.publisher(R"({"path":"/in"})");
    REQUIRE(publisher
                ->publish(sluice::Batch(given.batch.abi()), given.view_of_outcomes(),
                          sluice::test::TestCancel())
                .ok());
    CHECK(given.outcomes[0].response.size == (wants ? SLUICE_OUTCOME_RESPONSE_BYTES : 0));
  }
}
