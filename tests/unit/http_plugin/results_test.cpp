#include <doctest/doctest.h>

#include "unit/http_plugin/publish_rig.hpp"

using namespace http_plugin::test;

namespace {

// Three records in one array, answered with `body`.
Published three(int status, const std::string& body, const std::string& results,
                const std::string& more = {}) {
  ScriptedServer server(always(status, body));
  PublishRig rig(server.origin());
  return rig.publish(R"({"path":"/in","format":"array","results":)" + results + more + "}",
                     "{\"id\":\"a\"}\n{\"id\":7}\n{\"id\":\"c\"}\n");
}

}  // namespace

TEST_CASE("a 207 without results configured stops: nobody would know what was taken") {
  ScriptedServer server(always(207, "[]"));
  PublishRig rig(server.origin());
  auto done = rig.publish(R"({"path":"/in","format":"array"})", numbered(2));
  CHECK(done.status.code() == SLUICE_E_INVALID);
  CHECK(has(done.status.message(), "answered 207"));
}

TEST_CASE("results go by position: each record gets its own outcome") {
  auto done = three(207, R"([{"code":201},{"code":422,"msg":"no name"},{"code":503}])",
                    R"({"status":"code","error":"msg"})");
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_OK);
  CHECK(done.outcomes[1].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[1].message, "refused with 422: no name"));
  CHECK(done.outcomes[2].status == SLUICE_E_UNAVAILABLE);
}

TEST_CASE("results go by an id, in any order, whether it is a text or a number") {
  auto done = three(
      200, R"({"data":{"items":[{"ref":"c","s":400},{"ref":"7","s":200},{"ref":"a","s":200}]}})",
      R"({"list":"data.items","status":"s","id":"ref","record_id":"id"})");
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_OK);
  CHECK(done.outcomes[1].status == SLUICE_OK);
  CHECK(done.outcomes[2].status == SLUICE_E_DATA);
}

TEST_CASE("a list of failures only: who is not in it was taken") {
  auto done = three(
      200, R"({"failed":[{"id":7,"why":{"reason":"full"}}]})",
      R"({"list":"failed","error":"why.reason","id":"id","record_id":"id","failures_only":true})");
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_OK);
  CHECK(has(done.outcomes[1].message, "refused: full"));
  CHECK(done.outcomes[2].status == SLUICE_OK);
}

TEST_CASE("true and false are statuses, and an empty error is none") {
  auto flags = three(200, R"([{"ok":true},{"ok":false,"e":"no"},{"ok":true}])",
                     R"({"status":"ok","error":"e"})");
  CHECK(flags.outcomes[0].status == SLUICE_OK);
  CHECK(has(flags.outcomes[1].message, "refused: no"));
  auto errors = three(200, R"([{"e":null},{"e":[]},{"e":["x"]}])", R"({"error":"e"})");
  CHECK(errors.outcomes[0].status == SLUICE_OK);
  CHECK(errors.outcomes[1].status == SLUICE_OK);
  CHECK(has(errors.outcomes[2].message, "refused: [\"x\"]"));
}

TEST_CASE("a record the answer does not mention parks") {
  auto done = three(207, R"([{"s":200}])", R"({"status":"s"})");
  CHECK(done.outcomes[0].status == SLUICE_OK);
  CHECK(done.outcomes[1].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[2].message, "does not say what became of it"));
}

TEST_CASE("a result of 500 for an unsafe write parks, for a safe one it is offered again") {
  const std::string body = R"([{"s":200},{"s":500},{"s":200}])";
  auto post = three(207, body, R"({"status":"s"})");
  CHECK(post.outcomes[1].status == SLUICE_E_DATA);
  CHECK(has(post.outcomes[1].message, "may have been carried out"));
  auto put = three(207, body, R"({"status":"s"})", R"(,"method":"PUT")");
  CHECK(put.outcomes[1].status == SLUICE_E_UNAVAILABLE);
}

TEST_CASE("a body that is not what results say stops the pipeline") {
  auto text = three(200, "<html>", R"({"status":"s"})");
  CHECK(text.status.code() == SLUICE_E_INVALID);
  CHECK(has(text.status.message(), "the answer is not JSON"));
  auto other = three(200, R"({"items":[]})", R"({"list":"data","status":"s"})");
  CHECK(other.status.code() == SLUICE_E_INVALID);
  CHECK(has(other.status.message(), "no list at data"));
}
