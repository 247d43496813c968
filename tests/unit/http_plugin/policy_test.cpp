#include <doctest/doctest.h>

#include "unit/http_plugin/publish_rig.hpp"

using namespace http_plugin::test;

namespace {

std::string policy(const std::string& on_status, const std::string& more = {}) {
  return R"({"path":"/in","on_status":)" + on_status + more + "}";
}

// One record, always answered with `status`.
Published answered(int status, const std::string& config, int count = 1) {
  ScriptedServer server(always(status, R"({"error":"because"})"));
  PublishRig rig(server.origin(), kOnce);
  return rig.publish(config, numbered(count));
}

}  // namespace

TEST_CASE("on_status says what a status means, over the defaults") {
  auto parked = answered(403, policy(R"({"403":"park"})"));
  REQUIRE(parked.status.ok());
  CHECK(parked.outcomes[0].status == SLUICE_E_DATA);
  CHECK(has(parked.outcomes[0].message, "403 because"));
  CHECK(answered(409, policy(R"({"409":"accept"})")).outcomes[0].status == SLUICE_OK);
  CHECK(answered(404, policy(R"({"4xx":"park"})")).outcomes[0].status == SLUICE_E_DATA);
  CHECK(answered(409, policy(R"({"4xx":"retry"})")).outcomes[0].status == SLUICE_E_UNAVAILABLE);
  auto stopped = answered(422, policy(R"({"422":"stop"})"), 3);
  CHECK(stopped.status.code() == SLUICE_E_INVALID);
  CHECK(has(stopped.status.message(), "422 because"));
  CHECK(answered(401, policy(R"({"4xx":"park"})")).status.code() == SLUICE_E_AUTH);
}

TEST_CASE("on_status goes over accept, and may refuse a success") {
  CHECK(answered(409, policy(R"({"409":"park"})", R"(,"accept":["2xx",409])")).outcomes[0].status ==
        SLUICE_E_DATA);
  auto parked = answered(202, policy(R"({"202":"park"})"));
  CHECK(parked.outcomes[0].status == SLUICE_E_DATA);
  CHECK(has(parked.outcomes[0].message, "answered 202"));
  // Not the system's trouble: nothing waits for it to pass.
  for (auto& outcome : answered(202, policy(R"({"202":"park"})"), 6).outcomes)
    CHECK(outcome.status == SLUICE_E_DATA);
}

TEST_CASE("a status that is accepted is taken whatever the body says") {
  const std::string config = policy(R"({"409":"accept"})", R"(,"success":"ok")");
  CHECK(answered(409, config).outcomes[0].status == SLUICE_OK);
  CHECK(answered(200, config).outcomes[0].status == SLUICE_E_DATA);
}

TEST_CASE("what is in doubt stays in doubt, whatever on_status says") {
  for (const char* action : {"park", "retry", "stop"}) {
    CAPTURE(action);
    for (int status : {500, 524}) {
      const std::string on_status = "{\"5xx\":\"" + std::string(action) + "\"}";
      ScriptedServer server(always(status));
      PublishRig rig(server.origin(), kOnce);
      auto publisher = rig.publisher(policy(on_status));
      auto done = PublishRig::publish(*publisher, numbered(1));
      REQUIRE(done.status.ok());
      CHECK(done.outcomes[0].status == SLUICE_E_DATA);
      CHECK(has(done.outcomes[0].message, "may have been carried out"));
      const bool stops = std::string(action) == "stop";
      CHECK(publisher->finish(TestCancel()).ok() != stops);
      CHECK(PublishRig::publish(*publisher, numbered(1)).status.ok() != stops);
    }
  }
}

TEST_CASE("a server error that is parked by on_status parks what may be sent again, too") {
  auto put = answered(500, policy(R"({"500":"park"})", R"(,"method":"PUT")"));
  CHECK(put.outcomes[0].status == SLUICE_E_DATA);
  CHECK_FALSE(has(put.outcomes[0].message, "may have been"));
  CHECK(answered(503, policy(R"({"503":"park"})")).outcomes[0].status == SLUICE_E_DATA);
}

TEST_CASE("a batch that on_status parks is halved until the record is found") {
  ScriptedServer server([](const std::string& request, size_t) {
    return Reply{response(has(request, "\"n\":3}") ? 403 : 200, "")};
  });
  PublishRig rig(server.origin());
  auto done = rig.publish(policy(R"({"403":"park"})", R"(,"format":"array")"), numbered(6));
  REQUIRE(done.status.ok());
  for (size_t i = 0; i < 6; i++) CHECK((done.outcomes[i].status == SLUICE_OK) == (i != 2));
}

TEST_CASE("on_status is about the statuses of results, too") {
  ScriptedServer server(always(207, R"([{"s":409},{"s":404},{"s":200},{"s":429},{"s":"403"}])"));
  PublishRig rig(server.origin());
  auto publisher = rig.publisher(policy(R"({"409":"accept","404":"retry","403":"stop"})",
                                        R"(,"format":"array","results":{"status":"s"})"));
  auto done = PublishRig::publish(*publisher, numbered(5));
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_OK);
  CHECK(done.outcomes[1].status == SLUICE_E_UNAVAILABLE);
  CHECK(done.outcomes[2].status == SLUICE_OK);
  CHECK(done.outcomes[3].status == SLUICE_E_RATE_LIMITED);
  CHECK(done.outcomes[4].status == SLUICE_E_UNAVAILABLE);
  auto next = PublishRig::publish(*publisher, numbered(1));
  CHECK(next.status.code() == SLUICE_E_INVALID);
  CHECK(has(next.status.message(), "refused with 403: on_status stops"));
}

TEST_CASE("a wrong on_status is refused at check") {
  PublishRig rig("http://127.0.0.1:9");
  CHECK(has(rig.refused(policy(R"({"500":"accept"})")), "/on_status/500: cannot be accept"));
  CHECK(has(rig.refused(policy(R"({"4x4":"park"})")), "/on_status/4x4: write a status"));
}
