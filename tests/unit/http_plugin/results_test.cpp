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

// Parked as what may have been done, all of it.
void check_in_doubt(const Published& done, const std::string& why) {
  REQUIRE(done.status.ok());
  for (auto& outcome : done.outcomes) {
    CHECK(outcome.status == SLUICE_E_DATA);
    CHECK_MESSAGE(has(outcome.message, why), outcome.message);
    CHECK(has(outcome.message, "may have been carried out"));
  }
}

}  // namespace

TEST_CASE("a 207 without results configured ends the run: nobody would know what was taken") {
  ScriptedServer server(always(207, "[]"));
  PublishRig rig(server.origin());
  auto publisher = rig.publisher(R"({"path":"/in","format":"array"})");
  check_in_doubt(PublishRig::publish(*publisher, numbered(2)), "response 207");
  auto next = PublishRig::publish(*publisher, numbered(2));
  CHECK(next.status.code() == SLUICE_E_INVALID);
  CHECK(has(next.status.message(), "response 207"));
  CHECK(server.seen().size() == 1);
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
  CHECK(has(errors.outcomes[2].message, "refused: x"));
}

TEST_CASE("a record the response does not mention parks") {
  auto done = three(207, R"([{"s":200}])", R"({"status":"s"})");
  CHECK(done.outcomes[0].status == SLUICE_OK);
  CHECK(done.outcomes[1].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[2].message, "does not say what became of it"));
  CHECK(has(done.outcomes[2].message, "may have been carried out"));
}

TEST_CASE("a result of 500 for an unsafe write parks, for a safe one it is offered again") {
  const std::string body = R"([{"s":200},{"s":500},{"s":200}])";
  auto post = three(207, body, R"({"status":"s"})");
  CHECK(post.outcomes[1].status == SLUICE_E_DATA);
  CHECK(has(post.outcomes[1].message, "may have been carried out"));
  auto put = three(207, body, R"({"status":"s"})", R"(,"method":"PUT")");
  CHECK(put.outcomes[1].status == SLUICE_E_UNAVAILABLE);
}

TEST_CASE(
    "a body that is not what results say ends the run, and what was answered is not repeated") {
  check_in_doubt(three(200, "<html>", R"({"status":"s"})"), "the response is not JSON");
  check_in_doubt(three(200, "", R"({"status":"s"})"), "the response has no list");
  check_in_doubt(three(200, R"({"items":[]})", R"({"list":"data","status":"s"})"),
                 "no list at data");
  check_in_doubt(three(200, R"([{"s":200},{"s":200},{"s":200},{"s":200}])", R"({"status":"s"})"),
                 "4 results for 3 records");
}

TEST_CASE("a body that is not what results say stops what may be sent again, and nothing parks") {
  auto put = three(200, "<html>", R"({"status":"s"})", R"(,"method":"PUT")");
  CHECK(put.status.code() == SLUICE_E_INVALID);
  CHECK(has(put.status.message(), "the response is not JSON"));
}

TEST_CASE("a result's status is a number in any form, true or false as a word, or a status line") {
  for (const char* yes : {"201", "\"201\"", "201.0", "\"201.0\"", "2.01e2", "true", "\"true\"",
                          "\"TRUE\"", "\" 201 \"", "\"201 Created\"", "\"HTTP/1.1 201 Created\""}) {
    CAPTURE(yes);
    auto done = three(207, "[{\"s\":" + std::string(yes) + "},{\"s\":200},{\"s\":200}]",
                      R"({"status":"s"})");
    REQUIRE(done.status.ok());
    CHECK(done.outcomes[0].status == SLUICE_OK);
  }
  for (const char* no :
       {"400", "\"400\"", "422.0", "false", "\"False\"", "\"HTTP/2 404 Not Found\""}) {
    CAPTURE(no);
    auto done = three(207, "[{\"s\":" + std::string(no) + "},{\"s\":200},{\"s\":200}]",
                      R"({"status":"s"})");
    REQUIRE(done.status.ok());
    CHECK(done.outcomes[0].status == SLUICE_E_DATA);
    CHECK(has(done.outcomes[0].message, "refused"));
    CHECK_FALSE(has(done.outcomes[0].message, "may have been"));
    CHECK(done.outcomes[1].status == SLUICE_OK);
  }
}

TEST_CASE("an unknown word parks its record in doubt, keeps the others and ends the run by name") {
  for (const char* word : {"\"submitted\"", "0", "1", "201.5", "99", "600", "\"2o1\"", "\"\"",
                           "{\"a\":1}", "\"201x\""}) {
    CAPTURE(word);
    ScriptedServer server(
        always(200, "[{\"s\":\"201\"},{\"s\":" + std::string(word) + "},{\"s\":\"400\"}]"));
    PublishRig rig(server.origin());
    auto publisher = rig.publisher(R"({"path":"/in","format":"array","results":{"status":"s"}})");
    auto done = PublishRig::publish(*publisher, numbered(3));
    REQUIRE(done.status.ok());
    CHECK(done.outcomes[0].status == SLUICE_OK);
    CHECK(done.outcomes[1].status == SLUICE_E_DATA);
    CHECK(has(done.outcomes[1].message, word));
    CHECK(has(done.outcomes[1].message, "may have been carried out"));
    CHECK(has(done.outcomes[2].message, "refused with 400"));
    CHECK(publisher->finish(TestCancel()).code() == SLUICE_E_INVALID);
    auto next = PublishRig::publish(*publisher, numbered(1));
    CHECK(next.status.code() == SLUICE_E_INVALID);
    CHECK(has(next.status.message(), word));
    CHECK(has(next.status.message(), "say with results.taken or results.refused"));
    CHECK(server.seen().size() == 1);
    CHECK(publisher->finish(TestCancel()).ok());  // said once
  }
}

TEST_CASE("an unknown word of what may be sent again leaves its record for the next run") {
  auto put = three(207, R"([{"s":"ok"},{"s":"ok"},{"s":"ok"}])", R"({"status":"s"})",
                   R"(,"method":"PUT")");
  REQUIRE(put.status.ok());
  for (auto& outcome : put.outcomes) CHECK(outcome.status == SLUICE_E_UNAVAILABLE);
}

TEST_CASE("words that mean taken or refused come from the settings") {
  auto done = three(200, R"([{"s":"Submitted"},{"s":0},{"s":"failed","e":"full"}])",
                    R"({"status":"s","error":"e","taken":["submitted",0],"refused":["FAILED"]})");
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_OK);
  CHECK(done.outcomes[1].status == SLUICE_OK);
  CHECK(has(done.outcomes[2].message, "refused: full"));
  auto other_way = three(200, R"([{"s":true},{"s":200},{"s":false}])",
                         R"({"status":"s","taken":["false"],"refused":[200,"true"]})");
  CHECK(other_way.outcomes[0].status == SLUICE_E_DATA);
  CHECK(other_way.outcomes[1].status == SLUICE_E_DATA);
  CHECK(other_way.outcomes[2].status == SLUICE_OK);
}

TEST_CASE("a result without the status that is configured is not taken for a success") {
  auto done = three(200, R"([{"s":200},{"other":1},{"s":null}])", R"({"status":"s"})");
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_OK);
  for (size_t i : {1, 2}) {
    CHECK(done.outcomes[i].status == SLUICE_E_DATA);
    CHECK(has(done.outcomes[i].message, "a result has no s: results.status says where"));
  }
  auto with_error = three(200, R"([{"s":200},{"e":"no"},{"s":null,"e":"full"}])",
                          R"({"status":"s","error":"e"})");
  CHECK(has(with_error.outcomes[1].message, "refused: no"));
  CHECK(has(with_error.outcomes[2].message, "refused: full"));
}

TEST_CASE("of failures only, nothing listed means that nothing failed") {
  const std::string results =
      R"({"list":"errors","error":"m","id":"id","record_id":"id","failures_only":true})";
  for (const char* body :
       {"", " \n", "null", "{}", R"({"ok":true})", R"({"errors":null})", R"({"errors":[]})",
        R"({"errors":{}})", R"({"errors":false})", R"({"errors":""})"}) {
    for (int status : {200, 204}) {
      if (status == 204 && *body) continue;
      CAPTURE(body);
      auto done = three(status, body, results);
      REQUIRE(done.status.ok());
      for (auto& outcome : done.outcomes) CHECK(outcome.status == SLUICE_OK);
    }
  }
  check_in_doubt(three(200, R"({"errors":true})", results), "no list at errors");
  check_in_doubt(three(200, "oops", results), "is not JSON");
}

TEST_CASE("a failure that names none of the records is not taken for none") {
  auto done =
      three(200, R"({"errors":[{"id":7,"m":"full"},{"id":"unknown","m":"quota"}]})",
            R"({"list":"errors","error":"m","id":"id","record_id":"id","failures_only":true})");
  REQUIRE(done.status.ok());
  CHECK(has(done.outcomes[1].message, "refused: full"));
  for (size_t i : {0, 2}) {
    CHECK(done.outcomes[i].status == SLUICE_E_DATA);
    CHECK(has(done.outcomes[i].message, "none of these records"));
    CHECK(has(done.outcomes[i].message, "may have been carried out"));
  }
}
