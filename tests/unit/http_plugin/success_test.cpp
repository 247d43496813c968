#include <doctest/doctest.h>

#include "unit/http_plugin/publish_rig.hpp"

using namespace http_plugin::test;

namespace {

// `count` records, each request answered with 200 and `body`.
Published answered(const std::string& config, const std::string& body, int count = 1) {
  ScriptedServer server(always(200, body));
  PublishRig rig(server.origin());
  auto done = rig.publish(config, numbered(count));
  INFO(done.status.message());
  REQUIRE(done.status.ok());
  return done;
}

}  // namespace

TEST_CASE("the response to one record is its result: a 200 that says no parks it with the reason") {
  const std::string config =
      R"({"path":"/graphql","results":{"status":"success","error":"error"}})";
  auto no = answered(config, R"({"success":false,"error":"quota"})");
  CHECK(no.outcomes[0].status == SLUICE_E_DATA);
  CHECK(has(no.outcomes[0].message, "POST /graphql: refused: quota"));
  CHECK(answered(config, R"({"success":true})").outcomes[0].status == SLUICE_OK);
  // Its own members, not those of the entity that was made.
  auto other = answered(config, R"({"data":{"success":true}})");
  CHECK(has(other.outcomes[0].message, "a result has no success"));
}

TEST_CASE("errors of a GraphQL response park the record with their message") {
  const std::string config = R"({"path":"/graphql","results":{"error":"errors"}})";
  auto no =
      answered(config, R"({"data":null,"errors":[{"message":"no such field","path":["a"]}]})");
  CHECK(no.outcomes[0].status == SLUICE_E_DATA);
  CHECK(has(no.outcomes[0].message, "refused: no such field"));
  CHECK(answered(config, R"({"data":{"id":1}})").outcomes[0].status == SLUICE_OK);
  CHECK(answered(config, R"({"data":{"id":1},"errors":[]})").outcomes[0].status == SLUICE_OK);
}

TEST_CASE("success decides the whole response, for one record and for many") {
  for (const char* format : {"record", "array", "ndjson"}) {
    CAPTURE(format);
    const std::string config =
        R"({"path":"/in","success":"ok && !errors","format":")" + std::string(format) + "\"}";
    for (auto& outcome : answered(config, R"({"ok":true,"errors":[]})", 3).outcomes)
      CHECK(outcome.status == SLUICE_OK);
    for (auto& outcome : answered(config, R"({"ok":true,"errors":["full"]})", 3).outcomes) {
      CHECK(outcome.status == SLUICE_E_DATA);
      CHECK(has(outcome.message, "POST /in: refused: full"));
    }
  }
}

TEST_CASE("a batch that a 200 refuses is neither halved nor sent again") {
  ScriptedServer server(always(200, R"({"success":false,"message":"closed"})"));
  PublishRig rig(server.origin());
  auto done = rig.publish(R"({"path":"/in","format":"array","success":"success"})", numbered(8));
  for (auto& outcome : done.outcomes) CHECK(has(outcome.message, "refused: closed"));
  CHECK(server.seen().size() == 1);
}

TEST_CASE("what is not true is no success: false as a text, null, nothing at all") {
  const std::string config = R"({"path":"/in","success":"success"})";
  for (const char* no : {R"({"success":"false"})", R"({"success":null})", "{}", "", "null", "[]",
                         R"({"success":""})"}) {
    CAPTURE(no);
    CHECK(answered(config, no).outcomes[0].status == SLUICE_E_DATA);
  }
  CHECK(answered(config, R"({"success":"yes"})").outcomes[0].status == SLUICE_OK);
  CHECK(answered(R"({"path":"/in","success":"!errors"})", "").outcomes[0].status == SLUICE_OK);
}

TEST_CASE("where success does not hold, results say which records") {
  const std::string config = R"({"path":"/in","format":"array","success":"!errors",)"
                             R"("results":{"list":"items","status":"s","error":"e"}})";
  auto some = answered(config, R"({"errors":true,"items":[{"s":200},{"s":400,"e":"no"}]})", 2);
  CHECK(some.outcomes[0].status == SLUICE_OK);
  CHECK(has(some.outcomes[1].message, "refused with 400: no"));
  // Who says that all went well need not list it.
  for (auto& outcome : answered(config, R"({"errors":false})", 2).outcomes)
    CHECK(outcome.status == SLUICE_OK);
  for (auto& outcome : answered(config, R"({"errors":true,"e":"quota"})", 2).outcomes)
    CHECK(has(outcome.message, "refused: quota"));
}

TEST_CASE("a response that success cannot decide ends the run and is not repeated") {
  for (const char* body : {"<html>", R"({"n":"no number"})"}) {
    CAPTURE(body);
    ScriptedServer server(always(200, body));
    PublishRig rig(server.origin());
    auto publisher = rig.publisher(R"({"path":"/in","success":"n + `1`"})");
    auto done = PublishRig::publish(*publisher, numbered(3));
    REQUIRE(done.status.ok());
    CHECK(done.outcomes[0].status == SLUICE_E_DATA);
    CHECK(has(done.outcomes[0].message, "may have been carried out"));
    CHECK(done.outcomes[1].status == SLUICE_E_UNAVAILABLE);
    CHECK(PublishRig::publish(*publisher, numbered(2)).status.code() == SLUICE_E_INVALID);
    CHECK(server.seen().size() == 1);
  }
}

TEST_CASE("an expression that is none is refused at check") {
  PublishRig rig("http://127.0.0.1:9");
  CHECK(has(rig.refused(R"({"path":"/in","success":"a &&"})"), "/success: "));
  CHECK(has(rig.refused(R"x({"path":"/in","success":"nosuch(a)"})x"), "/success: "));
}
