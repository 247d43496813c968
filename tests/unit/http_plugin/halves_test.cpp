// How many requests it takes to find what is wrong with a body that was refused as a whole.
#include <doctest/doctest.h>

#include "unit/http_plugin/publish_rig.hpp"

using namespace http_plugin::test;

namespace {

const std::string kArray = R"({"path":"/in","format":"array","batch":{"records":100000}})";

size_t count(const Published& done, sluice_status status) {
  size_t out = 0;
  for (auto& outcome : done.outcomes) out += outcome.status == status;
  return out;
}

// 422 for a body that holds one of the first `bad` numbers.
ScriptedServer::Script refuses_first(int bad) {
  return [=](const std::string& request, size_t) {
    const std::string body = body_of(request);
    const int first = std::stoi(body.substr(body.find(':') + 1));
    return Reply{response(first <= bad ? 422 : 200, "")};
  };
}

}  // namespace

TEST_CASE("where everything is refused there are hardly more requests than records that park") {
  for (int status : {400, 413, 422}) {
    CAPTURE(status);
    ScriptedServer server(always(status));
    PublishRig rig(server.origin());
    auto done = rig.publish(kArray, numbered(64));
    REQUIRE(done.status.ok());
    CHECK(count(done, SLUICE_E_DATA) == 64);
    CHECK(server.seen().size() <= 64 + 16);
  }
}

TEST_CASE("after a hundred records in a row that were refused alone the rest is not tried") {
  ScriptedServer server(always(422, R"({"error":"closed"})"));
  PublishRig rig(server.origin());
  auto done = rig.publish(kArray, numbered(5000));
  REQUIRE(done.status.ok());
  CHECK(count(done, SLUICE_E_DATA) == 100);
  CHECK(count(done, SLUICE_E_UNAVAILABLE) == 4900);
  CHECK(has(done.outcomes[4999].message, "not sent after 100 records in a row were refused"));
  CHECK(has(done.outcomes[4999].message, "422 closed"));
  CHECK(server.seen().size() <= 130);
}

TEST_CASE("good records behind many bad ones go through in few requests") {
  ScriptedServer server(refuses_first(40));
  PublishRig rig(server.origin());
  auto done = rig.publish(kArray, numbered(1000));
  REQUIRE(done.status.ok());
  CHECK(count(done, SLUICE_E_DATA) == 40);
  CHECK(count(done, SLUICE_OK) == 960);
  for (int i = 0; i < 40; i++) CHECK(done.outcomes[i].status == SLUICE_E_DATA);
  CHECK(server.seen().size() < 100);
}

TEST_CASE("single bad records among many cost few requests each") {
  ScriptedServer server([](const std::string& request, size_t) {
    const bool bad = has(request, "{\"n\":100}") || has(request, "{\"n\":900}");
    return Reply{response(bad ? 400 : 200, "")};
  });
  PublishRig rig(server.origin());
  auto done = rig.publish(kArray, numbered(1024));
  CHECK(count(done, SLUICE_E_DATA) == 2);
  CHECK(count(done, SLUICE_OK) == 1022);
  CHECK(server.seen().size() <= 2 * 2 * 10 + 1);
}

TEST_CASE("the order of records stays while parts are tried, which leave one after the other") {
  for (const char* in_flight : {"1", "4"}) {
    std::vector<int> taken;
    ScriptedServer server([&](const std::string& request, size_t) {
      const std::string body = body_of(request);
      const bool bad = has(body, "\"n\":3}") || has(body, "\"n\":17}") || has(body, "\"n\":18}");
      for (size_t at = body.find(':'); !bad && at != body.npos; at = body.find(':', at + 1))
        taken.push_back(std::stoi(body.substr(at + 1)));
      return Reply{response(bad ? 400 : 200, "")};
    });
    PublishRig rig(server.origin());
    auto done =
        rig.publish(R"({"path":"/in","format":"array","in_flight":)" + std::string(in_flight) + "}",
                    numbered(30));
    CHECK(count(done, SLUICE_OK) == 27);
    CHECK(taken.size() == 27);
    CHECK(std::is_sorted(taken.begin(), taken.end()));
    for (auto& seen : server.seen()) CHECK(seen.connection == 1);
  }
}
