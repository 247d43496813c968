// What ends the run in the middle of a batch, and what was answered of it by then.
#include <doctest/doctest.h>

#include "unit/http_plugin/publish_rig.hpp"

using namespace http_plugin::test;

TEST_CASE("what was taken before a response ends the run stays taken, and the next call says why") {
  ScriptedServer server([](const std::string&, size_t number) {
    return Reply{response(number == 3 ? 401 : 200, "")};
  });
  PublishRig rig(server.origin());
  auto publisher = rig.publisher(R"({"path":"/in"})");
  auto done = PublishRig::publish(*publisher, numbered(5));
  REQUIRE(done.status.ok());
  for (size_t i = 0; i < 5; i++)
    CHECK(done.outcomes[i].status == (i < 2 ? SLUICE_OK : SLUICE_E_UNAVAILABLE));
  CHECK(has(done.outcomes[4].message, "401"));
  CHECK(PublishRig::publish(*publisher, numbered(3)).status.code() == SLUICE_E_AUTH);
  CHECK(server.seen().size() == 3);
  // Said: another run of it starts afresh.
  CHECK(PublishRig::publish(*publisher, numbered(1)).status.ok());
}

TEST_CASE("requests under way get their responses although another one ends the run") {
  // The 401 comes when all three are there, the responses of the others when it has been read.
  ScriptedServer server([](const std::string& request, size_t) {
    if (has(request, "\"n\":1}"))
      return Reply{.bytes = response(401, "", "Connection: close\r\n"), .after = 3};
    return Reply{.bytes = response(200, ""), .after = 3, .after_closed = 1};
  });
  PublishRig rig(server.origin());
  auto publisher = rig.publisher(R"({"path":"/in","in_flight":3})");
  auto done = PublishRig::publish(*publisher, numbered(5));
  REQUIRE(done.status.ok());
  CHECK(done.outcomes[0].status == SLUICE_E_UNAVAILABLE);
  for (size_t i : {1, 2}) CHECK(done.outcomes[i].status == SLUICE_OK);
  for (size_t i : {3, 4}) CHECK(done.outcomes[i].status == SLUICE_E_UNAVAILABLE);
  CHECK(server.seen().size() == 3);
}

TEST_CASE("a response that ends the run leaves nothing of the batches behind it to be sent") {
  ScriptedServer server([](const std::string& request, size_t) {
    return Reply{response(has(request, "\"n\":2}") ? 401 : 200, "")};
  });
  PublishRig rig(server.origin());
  auto publisher = rig.publisher(R"({"path":"/in","in_flight":2})");
  Given first(numbered(2)), second("{\"n\":3}\n{\"n\":4}\n");
  TestCancel cancel;
  auto* ahead = publisher->works_ahead();
  CHECK(ahead->begin(sluice::Batch(first.batch.abi()), first.view_of_outcomes(), cancel).ok());
  CHECK(ahead->begin(sluice::Batch(second.batch.abi()), second.view_of_outcomes(), cancel).ok());
  auto one = first.published(ahead->settle(sluice::Batch(first.batch.abi()), cancel));
  REQUIRE(one.status.ok());
  CHECK(one.outcomes[0].status == SLUICE_OK);
  CHECK(one.outcomes[1].status == SLUICE_E_UNAVAILABLE);
  auto two = second.published(ahead->settle(sluice::Batch(second.batch.abi()), cancel));
  const bool said = two.status.code() == SLUICE_E_AUTH;
  CHECK((said || PublishRig::publish(*publisher, numbered(1)).status.code() == SLUICE_E_AUTH));
}

TEST_CASE("what was answered before a cancel counts, what was not sent waits for the next run") {
  TestCancel cancel;
  ScriptedServer server([&](const std::string&, size_t number) {
    return number < 3 ? Reply{response(200, "")} : Reply{"", false, 99};
  });
  PublishRig rig(server.origin());
  auto publisher = rig.publisher(R"({"path":"/in"})");
  std::thread canceller([&] {
    server.wait_for(3);
    cancel.requested = true;
  });
  auto done = PublishRig::publish(*publisher, numbered(5), cancel);
  canceller.join();
  REQUIRE(done.status.ok());
  for (size_t i = 0; i < 5; i++)
    CHECK(done.outcomes[i].status == (i < 2    ? SLUICE_OK
                                      : i == 2 ? SLUICE_E_DATA
                                               : SLUICE_E_CANCELLED));
  CHECK(has(done.outcomes[2].message, "it may have been carried out"));
  cancel.requested = false;
  server.wait_for_hang_up();
}

TEST_CASE("a whole batch that is refused while the system is in trouble waits with the others") {
  ScriptedServer server([](const std::string& request, size_t) {
    return Reply{response(has(request, "\"n\":1}") ? 429 : 400, ""), false, 2};
  });
  PublishRig rig(server.origin(), kOnce);
  auto done = rig.publish(R"({"path":"/in","format":"array","batch":{"records":2},"in_flight":2})",
                          numbered(4));
  REQUIRE(done.status.ok());
  // Whichever response came first: no record parks that was not refused by itself.
  size_t parked = 0;
  for (auto& outcome : done.outcomes) parked += outcome.status == SLUICE_E_DATA;
  CHECK(parked <= 2);
  if (server.seen().size() == 2) CHECK(parked == 0);
}
