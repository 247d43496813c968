#include <doctest/doctest.h>

#include "unit/http_plugin/publish_rig.hpp"

using namespace http_plugin::test;

TEST_CASE("settings that contradict each other are refused at check, each with its place") {
  PublishRig rig("http://127.0.0.1:9");
  const std::pair<const char*, const char*> cases[] = {
      {R"({"path":"in"})", "/path: "},
      {R"({"path":"/a/{b"})", "/path: "},
      {R"({"path":"/a//b"})", "/path: "},
      {R"({"path":"/a?x=1"})", "/path: holds \"?\", which does not belong into a path; write para"},
      {R"({"path":"/a/{id}?x=1"})", "/path: holds \"?\""},
      {R"({"path":"/a#top"})", "/path: holds \"#\""},
      {R"({"path":"/a","on_status":{"500":"accept"}})", "/on_status/500: "},
      {R"({"path":"/a","success":"a ||"})", "/success: "},
      {R"({"path":"/a/{id}","format":"array"})", "/path: holds {id}"},
      {R"({"path":"/a","batch":{"records":2}})", "/batch: needs format"},
      {R"({"path":"/a","format":"ndjson","record_is":"request"})", "/format: must be record"},
      {R"({"path":"/a","method":"GET"})", "/method: GET has no body"},
      {R"({"path":"/a","format":"none","method":"DELETE","gzip":true})", "/gzip: needs a body"},
      {R"({"path":"/a","accept":["2xx",500]})", "/accept/1: \"500\" cannot count"},
      {R"({"path":"/a","accept":[429]})", "/accept/0: "},
      {R"({"path":"/a","results":{"list":"x"}})", "/results: needs status or error"},
      {R"({"path":"/a","results":{"status":"s","id":"i"}})", "/results: id and record_id go"},
      {R"({"path":"/a","results":{"error":"e","failures_only":true}})", "/results/failures_only: "},
      {R"({"path":"/a","results":{"status":"s","taken":["ok"],"refused":["OK"]}})",
       "/results/refused: \"ok\" is in taken, too"},
  };
  for (auto& [config, message] : cases) {
    CAPTURE(config);
    const std::string said = rig.refused(config);
    CHECK_MESSAGE(said.rfind(message, 0) == 0, said);
  }
}

TEST_CASE("a publisher without a client says what it needs") {
  PublishRig rig("http://127.0.0.1:9");
  auto status = rig.create<http_plugin::Publisher>(R"({"path":"/a"})", "pub").status();
  CHECK(has(status.message(), "/client: is missing"));
}

TEST_CASE("the address itself is a path") {
  ScriptedServer server(always(200));
  PublishRig rig(server.origin() + "/hook");
  CHECK(rig.publish(R"({"path":"/"})", numbered(1)).outcomes[0].status == SLUICE_OK);
  CHECK(has(server.seen()[0].text, "POST /hook HTTP/1.1"));
}
