#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <sstream>

#include "unit/http_plugin/publish_rig.hpp"

using namespace http_plugin::test;

namespace {

std::string id_of(const rapidjson::Value& action) {
  auto id = action.FindMember("_id");
  return id == action.MemberEnd() ? "" : id->value.GetString();
}

// Reads a bulk request as Elasticsearch does; documents with "bad" are refused.
struct Bulk {
  std::string items;
  size_t documents = 0;
  bool well_formed = true;

  explicit Bulk(const std::string& body) {
    well_formed = !body.empty() && body.back() == '\n';
    std::istringstream lines(body);
    for (std::string line; well_formed && std::getline(lines, line);) take(line, lines);
  }
  void take(const std::string& line, std::istringstream& lines) {
    rapidjson::Document action;
    action.Parse(line.c_str());
    well_formed =
        action.IsObject() && action.MemberCount() == 1 && action.MemberBegin()->value.IsObject();
    if (!well_formed) return;
    const std::string name = action.MemberBegin()->name.GetString();
    well_formed = name == "index" || name == "create" || name == "delete";
    std::string document;
    if (well_formed && name != "delete") well_formed = bool(std::getline(lines, document));
    const bool bad = has(document, "bad");
    items += (items.empty() ? "" : ",") + ("{\"" + name) + "\":{\"_id\":\"" +
             id_of(action.MemberBegin()->value) + "\",\"status\":" +
             (bad ? R"(400,"error":{"type":"x","reason":"failed to parse"}}})" : "201}}");
    documents++;
  }
};

Reply search_response(const std::string& request, size_t) {
  Bulk bulk(body_of(request));
  if (!bulk.well_formed)
    return Reply{response(400, R"({"error":{"reason":"Malformed action/metadata line"}})")};
  return Reply{response(200, "{\"errors\":true,\"items\":[" + bulk.items + "]}")};
}

const std::string kLines = "{\"id\":\"a\"}\n{\"id\":\"b\",\"bad\":1}\n{\"id\":\"c\"}\n";

void check_only_the_bad_one_parks(const Published& done) {
  INFO(done.status.message());
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_OK);
  CHECK(done.outcomes[1].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[1].message, "refused with 400: "));
  CHECK(has(done.outcomes[1].message, "failed to parse"));
  CHECK(done.outcomes[2].status == SLUICE_OK);
}

}  // namespace

TEST_CASE("a bulk request has an action line before each document, however batches are cut") {
  for (const char* batch :
       {R"({})", R"({"records":1})", R"({"records":2})", R"({"bytes":40})", R"({"bytes":1})"}) {
    CAPTURE(batch);
    ScriptedServer server(search_response);
    PublishRig rig(server.origin());
    check_only_the_bad_one_parks(rig.publish(
        R"({"path":"/shop/_bulk","format":"ndjson","batch":)" + std::string(batch) +
            R"(,"results":{"list":"items","status":"*.status","error":"*.error.reason"}})",
        kLines));
  }
}

TEST_CASE(
    "an address called _bulk gets action lines, and its results are below the action's name") {
  ScriptedServer server(search_response);
  PublishRig rig(server.origin());
  check_only_the_bad_one_parks(rig.publish(
      R"({"path":"/_bulk","format":"ndjson","results":{"list":"items","status":"status","error":"error.reason"}})",
      kLines));
  CHECK(body_of(server.seen()[0].text).rfind("{\"index\":{}}\n{\"id\":\"a\"}\n", 0) == 0);
}

TEST_CASE("members of the record are filled into the action line as JSON text") {
  ScriptedServer server(always(200));
  PublishRig rig(server.origin());
  auto done = rig.publish(
      R"({"path":"/_bulk","format":"ndjson","batch":{"action":{"index":{"_id":"{id}","routing":"s-{shop.n}","retry_on_conflict":3}}}})",
      "{\"id\":\"a\\\"b\",\"shop\":{\"n\":7}}\n");
  REQUIRE(done.status.ok());
  CHECK(body_of(server.seen()[0].text) ==
        "{\"index\":{\"_id\":\"a\\\"b\",\"routing\":\"s-7\",\"retry_on_conflict\":3}}\n"
        "{\"id\":\"a\\\"b\",\"shop\":{\"n\":7}}\n");
}

TEST_CASE("a record the action line cannot be made of parks alone") {
  ScriptedServer server(search_response);
  PublishRig rig(server.origin());
  auto done = rig.publish(
      R"({"path":"/_bulk","format":"ndjson","batch":{"action":{"create":{"_id":"{id}"}}}})",
      "{\"n\":1}\n{\"id\":\"a\"}\n{\"id\":{}}\n{\"id\":null}\n{\"id\":\"b\"}\n");
  REQUIRE(done.status.ok());
  for (size_t i : {1, 4}) CHECK(done.outcomes[i].status == SLUICE_OK);
  for (size_t i : {0, 2, 3}) CHECK(done.outcomes[i].status == SLUICE_E_DATA);
  CHECK(has(done.outcomes[0].message, "record /id: is missing, but the action line needs it"));
  CHECK(has(done.outcomes[2].message, "record /id: is not text or a number"));
  REQUIRE(server.seen().size() == 1);
  CHECK(Bulk(body_of(server.seen()[0].text)).documents == 2);
}

TEST_CASE("records none of which an action line can be made of send nothing") {
  ScriptedServer server(always(200));
  PublishRig rig(server.origin());
  auto done = rig.publish(
      R"({"path":"/_bulk","format":"ndjson","in_flight":2,"batch":{"action":{"create":{"_id":"{id}"}}}})",
      numbered(3));
  REQUIRE(done.status.ok());
  for (auto& outcome : done.outcomes) CHECK(outcome.status == SLUICE_E_DATA);
  CHECK(server.seen().empty());
}

TEST_CASE("a delete has no document behind its line") {
  ScriptedServer server(always(200));
  PublishRig rig(server.origin());
  auto done = rig.publish(
      R"({"path":"/_bulk","format":"ndjson","batch":{"action":{"delete":{"_id":"{id}"}}}})",
      "{\"id\":1}\n{\"id\":2}\n");
  REQUIRE(done.status.ok());
  CHECK(body_of(server.seen()[0].text) ==
        "{\"delete\":{\"_id\":\"1\"}}\n{\"delete\":{\"_id\":\"2\"}}\n");
}

TEST_CASE("a bulk request that is refused as a whole is halved between pairs") {
  ScriptedServer server([](const std::string& request, size_t) {
    const Bulk bulk(body_of(request));
    return Reply{response(bulk.well_formed && !has(request, "bad") ? 200 : 400, "")};
  });
  PublishRig rig(server.origin());
  auto done = rig.publish(R"({"path":"/_bulk","format":"ndjson"})",
                          kLines + "{\"id\":\"d\"}\n{\"id\":\"e\"}\n");
  REQUIRE(done.status.ok());
  for (size_t i = 0; i < 5; i++) CHECK((done.outcomes[i].status == SLUICE_OK) == (i != 1));
  for (auto& seen : server.seen()) CHECK(Bulk(body_of(seen.text)).well_formed);
}

TEST_CASE("an empty action asks for no such lines") {
  ScriptedServer server(always(200));
  PublishRig rig(server.origin());
  CHECK(rig.publish(R"({"path":"/_bulk","format":"ndjson","batch":{"action":{}}})", numbered(2))
            .status.ok());
  CHECK(body_of(server.seen()[0].text) == "{\"n\":1}\n{\"n\":2}\n");
}

TEST_CASE("an array may stand in an object with further members") {
  ScriptedServer server(always(200));
  PublishRig rig(server.origin());
  auto done = rig.publish(
      R"({"path":"/in","format":"array","batch":{"records":2,"wrap":"docs","with":{"new_edits":true,"q\"":[1]}}})",
      numbered(3));
  REQUIRE(done.status.ok());
  for (auto& outcome : done.outcomes) CHECK(outcome.status == SLUICE_OK);
  REQUIRE(server.seen().size() == 2);
  CHECK(body_of(server.seen()[0].text) ==
        R"({"new_edits":true,"q\"":[1],"docs":[{"n":1},{"n":2}]})");
  CHECK(body_of(server.seen()[1].text) == R"({"new_edits":true,"q\"":[1],"docs":[{"n":3}]})");
  CHECK(has(server.seen()[0].text, "Content-Type: application/json\r\n"));
}

TEST_CASE("the bound of a body counts the object around its records") {
  const std::string two = R"({"docs":[{"n":1},{"n":2}]})";
  for (size_t bytes : {two.size() + 1, two.size() - 1}) {
    CAPTURE(bytes);
    ScriptedServer server(always(200));
    PublishRig rig(server.origin());
    rig.publish(R"({"path":"/in","format":"array","batch":{"wrap":"docs","bytes":)" +
                    std::to_string(bytes) + "}}",
                numbered(4));
    for (auto& seen : server.seen()) CHECK(body_of(seen.text).size() <= bytes);
    CHECK(server.seen().size() == (bytes > two.size() ? 2 : 4));
  }
}

TEST_CASE("halves of a wrapped array are wrapped, too, and results find their records") {
  ScriptedServer server([](const std::string& request, size_t) {
    const std::string body = body_of(request);
    const bool whole = body.rfind("{\"inputs\":[", 0) == 0 && has(body, "]}");
    return Reply{response(whole && !has(body, "\"n\":3}") ? 200 : 400, "")};
  });
  PublishRig rig(server.origin());
  auto done =
      rig.publish(R"({"path":"/in","format":"array","batch":{"wrap":"inputs"}})", numbered(4));
  REQUIRE(done.status.ok());
  for (size_t i = 0; i < 4; i++) CHECK((done.outcomes[i].status == SLUICE_OK) == (i != 2));
}

TEST_CASE("what is around records is checked") {
  PublishRig rig("http://127.0.0.1:9");
  const std::pair<const char*, const char*> cases[] = {
      {R"("format":"ndjson","batch":{"wrap":"docs"})", "/batch/wrap: needs format: array"},
      {R"("format":"array","batch":{"with":{"a":1}})", "/batch/with: needs wrap"},
      {R"("format":"array","batch":{"wrap":"a","with":{"a":1}})", "/batch/with/a: "},
      {R"("format":"array","batch":{"action":{"index":{}}})", "/batch/action: needs format"},
      {R"("format":"ndjson","batch":{"action":{"index":1}})", "/batch/action: must have one"},
      {R"("format":"ndjson","batch":{"action":{"index":{},"b":{}}})", "/batch/action: must have"},
      {R"("format":"ndjson","batch":{"action":{"index":{"_id":"{"}}})",
       "/batch/action/index/_id: has {"},
      {R"("format":"ndjson","batch":{"action":{"index":{"_id":"{}"}}})",
       "/batch/action/index/_id: has {"},
      {R"("format":"ndjson","batch":{"action":{"index":{"_id":"{a..b}"}}})",
       "/batch/action/index/_id: "},
  };
  for (auto& [config, message] : cases) {
    CAPTURE(config);
    const std::string said = rig.refused(R"({"path":"/a",)" + std::string(config) + "}");
    CHECK_MESSAGE(said.rfind(message, 0) == 0, said);
  }
}
