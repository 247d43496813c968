#include <doctest/doctest.h>

#include <algorithm>

#include "unit/http_plugin/publish_rig.hpp"

using namespace http_plugin::test;

namespace {

std::string line(const std::string& key, int n) {
  return "{\"k\":\"" + key + "\",\"n\":" + std::to_string(n) + "}\n";
}

struct AheadRig : PublishRig {
  AheadRig(const std::string& origin, const std::string& config, const std::string& more = {})
      : PublishRig(origin, more), ahead(publisher(config)) {
    REQUIRE(ahead->works_ahead());
  }
  void begin(Given& given) {
    const auto status = ahead->works_ahead()->begin(sluice::Batch(given.batch.abi()),
                                                    given.view_of_outcomes(), cancel);
    CHECK(status.ok());
  }
  Published settle(Given& given) {
    return given.published(ahead->works_ahead()->settle(sluice::Batch(given.batch.abi()), cancel));
  }

  std::unique_ptr<http_plugin::Publisher> ahead;
  TestCancel cancel;
};

void check_taken(const Published& published) {
  INFO(published.status.message());
  CHECK(published.status.ok());
  for (const Outcome& outcome : published.outcomes) {
    INFO(outcome.message);
    CHECK(outcome.status == SLUICE_OK);
  }
}

}  // namespace

TEST_CASE("requests of two batches are under way at once, and one may hold records of both") {
  // No response before all three are there: alone, the first batch would never settle.
  ScriptedServer server([](const std::string&, size_t) {
    return Reply{response(200, ""), false, 3};
  });
  AheadRig rig(server.origin(),
               R"({"path":"/in","format":"array","batch":{"records":2},"in_flight":3})");
  Given first(line("a", 1) + line("a", 2) + line("a", 3));
  Given second(line("a", 4) + line("a", 5) + line("a", 6));
  rig.begin(first);
  rig.begin(second);
  check_taken(rig.settle(first));
  check_taken(rig.settle(second));
  const auto seen = server.seen();
  REQUIRE(seen.size() == 3);
  std::vector<std::string> bodies;
  for (const auto& request : seen) bodies.push_back(body_of(request.text));
  CHECK(std::count(bodies.begin(), bodies.end(), R"([{"k":"a","n":3},{"k":"a","n":4}])") == 1);
}

TEST_CASE("what fills no request is sent when its batch is to settle") {
  ScriptedServer server(always(200));
  AheadRig rig(server.origin(),
               R"({"path":"/in","format":"ndjson","batch":{"records":10},"in_flight":2})");
  Given given(line("a", 1) + line("a", 2));
  rig.begin(given);
  CHECK(server.seen().empty());
  check_taken(rig.settle(given));
  REQUIRE(server.seen().size() == 1);
  CHECK(body_of(server.seen()[0].text) == line("a", 1) + line("a", 2));
}

TEST_CASE("a record waits for an earlier one of its key in the batch before") {
  ScriptedServer server([](const std::string& request, size_t) {
    return Reply{response(has(request, "\"n\":1}") ? 429 : 200, "")};
  });
  AheadRig rig(server.origin(), R"({"path":"/in","in_flight":4})", kOnce);
  Given first(line("a", 1) + line("b", 2));
  Given second(line("a", 3));
  first.order_by_k();
  second.order_by_k();
  rig.begin(first);
  rig.begin(second);
  const Published one = rig.settle(first), two = rig.settle(second);
  CHECK(one.outcomes[0].status == SLUICE_E_RATE_LIMITED);
  CHECK(two.outcomes[0].status != SLUICE_OK);
  for (const auto& seen : server.seen()) CHECK_FALSE(has(seen.text, "\"n\":3}"));
}

TEST_CASE("once all batches are settled, nothing of them holds the next one back") {
  ScriptedServer server([](const std::string&, size_t number) {
    return Reply{response(number == 1 ? 429 : 200, "")};
  });
  AheadRig rig(server.origin(), R"({"path":"/in","in_flight":4})", kOnce);
  Given given(line("a", 1));
  rig.begin(given);
  CHECK(rig.settle(given).outcomes[0].status == SLUICE_E_RATE_LIMITED);
  check_taken(rig.publish(*rig.ahead, line("a", 1) + line("a", 2)));
}

TEST_CASE("a response that stops the pipeline fails every batch that is begun, and no later one") {
  ScriptedServer server([](const std::string&, size_t number) {
    return Reply{response(number == 1 ? 401 : 200, "")};
  });
  AheadRig rig(server.origin(), R"({"path":"/in","in_flight":2})", kOnce);
  Given first(line("a", 1)), second(line("a", 2));
  rig.begin(first);
  CHECK(rig.settle(first).status.code() == SLUICE_E_AUTH);
  rig.begin(first);
  rig.begin(second);
  check_taken(rig.settle(first));
  check_taken(rig.settle(second));
}

TEST_CASE("batches that are given up leave nothing under way") {
  ScriptedServer server([](const std::string& request, size_t) {
    return Reply{response(200, ""), false, has(request, "\"n\":3}") ? 0u : 100u};
  });
  AheadRig rig(server.origin(), R"({"path":"/in","in_flight":2})");
  Given first(line("a", 1)), second(line("a", 2));
  rig.begin(first);
  rig.begin(second);
  rig.cancel.requested = true;
  // Neither has left.
  for (Given* given : {&first, &second}) {
    const Published given_up = rig.settle(*given);
    REQUIRE(given_up.status.ok());
    CHECK(given_up.outcomes[0].status == SLUICE_E_CANCELLED);
  }
  rig.cancel.requested = false;
  check_taken(rig.publish(*rig.ahead, line("a", 3)));
  CHECK(server.seen().size() == 1);
}

TEST_CASE("one request at a time works on one batch at a time") {
  PublishRig rig("http://127.0.0.1:1");
  CHECK_FALSE(rig.publisher(R"({"path":"/in"})")->works_ahead());
  CHECK(rig.publisher(R"({"path":"/in","in_flight":2})")->works_ahead());
}
