#include <doctest/doctest.h>

#include <algorithm>

#include "unit/http_plugin/publish_rig.hpp"

using namespace http_plugin::test;

namespace {

// Where a record of this text came in, from 1; 0: it did not.
size_t place(ScriptedServer& server, const std::string& text) {
  const auto seen = server.seen();
  for (size_t i = 0; i < seen.size(); i++)
    if (has(seen[i].text, text)) return i + 1;
  return 0;
}

std::string keyed(const std::string& key, int n) {
  return "{\"k\":\"" + key + "\",\"n\":" + std::to_string(n) + "}\n";
}

}  // namespace

TEST_CASE("a slow response holds back its own key's next record and nobody else's") {
  // The first response comes when the others have arrived: without overtaking this would never end.
  ScriptedServer server([](const std::string& request, size_t) {
    return Reply{response(200, ""), false, has(request, "\"n\":1}") ? 4u : 0u};
  });
  PublishRig rig(server.origin());
  auto done =
      rig.publish(R"({"path":"/in","in_flight":3})",
                  keyed("a", 1) + keyed("a", 2) + keyed("b", 3) + keyed("c", 4) + "{\"n\":5}\n");
  INFO(done.status.message());
  REQUIRE(done.status.ok());
  for (auto& outcome : done.outcomes) CHECK(outcome.status == SLUICE_OK);
  CHECK(place(server, "\"n\":1}") == 1);
  CHECK(place(server, "\"n\":2}") == 5);
}

TEST_CASE("records of one key arrive in order, whatever overtakes them") {
  ScriptedServer server([](const std::string&, size_t number) {
    return Reply{response(200, ""), false, number % 5 == 0 && number < 40 ? number + 1 : 0};
  });
  PublishRig rig(server.origin());
  std::string lines;
  for (int i = 0; i < 60; i++) lines += keyed(std::string(1, "abcd"[i % 4]), i);
  auto done = rig.publish(R"({"path":"/in","in_flight":8})", lines + "{}\n{}\n{}\n");
  REQUIRE(done.status.ok());
  for (const char* key : {"\"a\"", "\"b\"", "\"c\"", "\"d\""}) {
    std::vector<int> numbers;
    for (auto& seen : server.seen())
      if (has(seen.text, key))
        numbers.push_back(std::stoi(seen.text.substr(seen.text.rfind(':') + 1)));
    CHECK(numbers.size() == 15);
    CHECK(std::is_sorted(numbers.begin(), numbers.end()));
  }
}

TEST_CASE("records of one key may share a request, and keep their order in it and across") {
  ScriptedServer server(always(200));
  PublishRig rig(server.origin());
  std::string lines;
  for (int i = 0; i < 9; i++) lines += keyed("a", i);
  auto done =
      rig.publish(R"({"path":"/in","format":"array","batch":{"records":4},"in_flight":4})", lines);
  REQUIRE(done.status.ok());
  REQUIRE(server.seen().size() == 3);
  CHECK(place(server, "\"n\":0}") == 1);
  CHECK(place(server, "\"n\":4}") == 2);
  CHECK(place(server, "\"n\":8}") == 3);
}

TEST_CASE("what waits behind a record that is offered again is offered again, too") {
  ScriptedServer server([](const std::string& request, size_t) {
    return Reply{response(has(request, "\"n\":1}") ? 503 : 200, "")};
  });
  PublishRig rig(server.origin(), kOnce);
  auto done =
      rig.publish(R"({"path":"/in","in_flight":8})", keyed("a", 1) + keyed("a", 2) + keyed("b", 3));
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_E_UNAVAILABLE);
  CHECK(done.outcomes[1].status == SLUICE_E_UNAVAILABLE);
  CHECK(has(done.outcomes[1].message, "same order_by value"));
  CHECK(done.outcomes[2].status == SLUICE_OK);
  CHECK(place(server, "\"n\":2}") == 0);
}

TEST_CASE("one request at a time keeps the order, too, when a record is offered again") {
  ScriptedServer server([](const std::string& request, size_t) {
    return Reply{response(has(request, "\"n\":1}") ? 503 : 200, "")};
  });
  PublishRig rig(server.origin(), kOnce);
  auto done = rig.publish(R"({"path":"/in"})", keyed("a", 1) + keyed("a", 2) + keyed("b", 3));
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[1].status == SLUICE_E_UNAVAILABLE);
  CHECK(done.outcomes[2].status == SLUICE_OK);
  CHECK(place(server, "\"n\":2}") == 0);
}

TEST_CASE("no more requests are under way than in_flight says") {
  ScriptedServer server([](const std::string&, size_t number) {
    return Reply{response(200, ""), false, number <= 3 ? 3u : 0u};
  });
  PublishRig rig(server.origin());
  auto done = rig.publish(R"({"path":"/in","in_flight":3})", numbered(20));
  REQUIRE(done.status.ok());
  size_t connections = 0;
  for (auto& seen : server.seen()) connections = std::max(connections, seen.connection);
  CHECK(connections == 3);
}

TEST_CASE("a cancelled call lets go of requests under way, which may have been carried out") {
  ScriptedServer server([](const std::string&, size_t) { return Reply{"", false, 99}; });
  PublishRig rig(server.origin());
  auto publisher = rig.publisher(R"({"path":"/in","in_flight":3})");
  TestCancel cancel;
  std::thread canceller([&] {
    server.wait_for(3);
    cancel.requested = true;
  });
  auto done = PublishRig::publish(*publisher, numbered(20), cancel);
  canceller.join();
  REQUIRE(done.status.ok());
  for (size_t i = 0; i < 20; i++) {
    CAPTURE(i);
    CHECK(done.outcomes[i].status == (i < 3 ? SLUICE_E_DATA : SLUICE_E_CANCELLED));
  }
  server.wait_for_hang_up();
  CHECK(server.seen().size() == 3);
}
