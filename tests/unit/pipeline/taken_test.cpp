// What publishers took of a batch that a run did not finish is not sent again by the next one.
#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

// A remote system: it keeps what it took, and has no position. Stops the run while it is at work.
class Remote {
 public:
  std::map<std::string, int> received;
  size_t stop_after = SIZE_MAX;  // so many records; the others of the batch are not sent
  std::function<void()> stop;
  std::function<sluice_status(std::string_view record)> response;
  sluice_status rest = SLUICE_E_CANCELLED;  // what the others get

  pipeline::Target target(std::string name) { return {std::move(name), "remote", this, &kTable}; }
  bool got_each_once(size_t count) const {
    for (const auto& [record, times] : received)
      if (times != 1) return false;
    return received.size() == count;
  }

 private:
  static sluice_status resume(void*, sluice_slice, const sluice_cancel*, sluice_error*) {
    return SLUICE_OK;
  }
  static sluice_status publish(void* self, sluice_batch* batch, sluice_outcome* outcomes,
                               const sluice_cancel*, sluice_error*) {
    auto& me = *static_cast<Remote*>(self);
    for (size_t i = 0; i < batch->count; i++) {
      if (sluice_record_at(batch, i)->state != SLUICE_RECORD_LIVE) continue;
      if (me.sent_ >= me.stop_after) {
        outcomes[i].status = me.rest;
        continue;
      }
      const std::string text = text_of(batch, i);
      me.received[text]++;
      if (me.response) outcomes[i].status = me.response(text);
      if (++me.sent_ == me.stop_after && me.stop) me.stop();
    }
    return SLUICE_OK;
  }
  static sluice_status flush(void*, int32_t, sluice_text*, const sluice_cancel*, sluice_error*) {
    return SLUICE_OK;
  }
  static constexpr sluice_publisher kTable = {sizeof(sluice_publisher),
                                              resume,
                                              publish,
                                              flush,
                                              nullptr,
                                              nullptr,
                                              nullptr,
                                              nullptr,
                                              nullptr};
  size_t sent_ = 0;
};

constexpr const char* kName = "publishers[0] (fake.remote)";

struct TwoRuns : Fixture {
  Remote remote;

  TwoRuns() {
    remote.stop = [this] { stop.request(); };
    plan.targets = {remote.target(kName)};
  }
  pipeline::RunReport next_run() {
    remote.stop_after = SIZE_MAX;
    return pipeline::Runner(&clock).run(plan, store, {});
  }
};

}  // namespace

TEST_CASE("what a target took of a batch before a stop is not sent to it again") {
  for (unsigned lanes : {1u, 2u}) {
    CAPTURE(lanes);
    TwoRuns f;
    f.plan.lanes = lanes;
    f.source.pages = numbered_pages(30, 10);
    f.remote.stop_after = 12;
    const pipeline::RunReport first = f.run();
    CHECK(first.cancelled());
    CHECK(first.targets[0].delivered == 12);
    CHECK(f.state().cursor.text == "1");
    CHECK(f.state().taken.records.size() == 2);
    const pipeline::RunReport second = f.next_run();
    REQUIRE(second.status.ok());
    CHECK(second.targets[0].delivered == 18);
    CHECK(f.remote.got_each_once(30));
    CHECK(f.state().taken.records.empty());
  }
}

TEST_CASE("what was taken is about no more records than the next run reads again") {
  TwoRuns f;
  f.source.pages = numbered_pages(50, 10);
  f.source.keeps_cursor = false;
  f.remote.stop_after = 25;
  CHECK(f.run().cancelled());
  CHECK(f.state().taken.span == 30);  // two pages that are settled without a place, and the third
}

TEST_CASE("a stop in the first batch leaves the walk as it was, and what was taken is remembered") {
  TwoRuns f;
  f.source.pages = numbered_pages(10, 10);
  f.remote.stop_after = 4;
  CHECK(f.run().cancelled());
  CHECK(f.state().cursor.walk == store::Walk::none);
  REQUIRE(f.next_run().status.ok());
  CHECK(f.remote.got_each_once(10));
}

TEST_CASE("what a target took before the system failed is not sent to it again") {
  TwoRuns f;
  f.source.pages = numbered_pages(10, 10);
  f.remote.stop_after = 6;
  f.remote.stop = nullptr;
  f.remote.rest = SLUICE_E_AUTH;
  CHECK(f.run().status.code() == SLUICE_E_AUTH);
  REQUIRE(f.next_run().status.ok());
  CHECK(f.remote.got_each_once(10));
}

TEST_CASE("a run that is stopped twice in the same batch remembers both parts") {
  TwoRuns f;
  f.source.pages = numbered_pages(10, 10);
  f.remote.stop_after = 3;
  CHECK(f.run().cancelled());
  FakeCancel again;
  f.remote.stop_after = 7;
  f.remote.stop = [&] { again.request(); };
  pipeline::Cancel cancel;
  cancel.stop = again.token();
  CHECK(pipeline::Runner(&f.clock).run(f.plan, f.store, cancel).cancelled());
  CHECK(f.state().taken.records.size() == 7);
  REQUIRE(f.next_run().status.ok());
  CHECK(f.remote.got_each_once(10));
}

TEST_CASE("of equal records as many are sent as there are") {
  TwoRuns f;
  f.source.pages = {{"{\"n\":1}", "{\"n\":1}", "{\"n\":1}", "{\"n\":2}"}};
  f.remote.stop_after = 2;
  CHECK(f.run().cancelled());
  REQUIRE(f.next_run().status.ok());
  CHECK(f.remote.received["{\"n\":1}"] == 3);
  CHECK(f.remote.received["{\"n\":2}"] == 1);
}

TEST_CASE(
    "a record that changed since is sent again, and an equal one of a later batch is not lost") {
  TwoRuns f;
  f.source.pages = {{"{\"n\":1}", "{\"n\":2}"}, {"{\"n\":1}"}};
  f.remote.stop_after = 1;
  CHECK(f.run().cancelled());
  f.source.pages[0][0] = "{\"n\":1,\"changed\":true}";
  REQUIRE(f.next_run().status.ok());
  CHECK(f.remote.received["{\"n\":1}"] == 2);
  CHECK(f.remote.received["{\"n\":1,\"changed\":true}"] == 1);
}

TEST_CASE("a refusal before a stop parks its record once and for all") {
  TwoRuns f;
  f.source.pages = numbered_pages(4, 4);
  f.remote.stop_after = 2;
  f.remote.response = [](std::string_view record) -> sluice_status {
    return record == "{\"id\":1}" ? SLUICE_E_DATA : SLUICE_OK;
  };
  CHECK(f.run().cancelled());
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].source == "{\"id\":1}");
  REQUIRE(f.next_run().status.ok());
  CHECK(f.tasks()[0].attempts == 1);
  CHECK(f.remote.got_each_once(4));
}

TEST_CASE("each of several targets gets what it has not taken yet, a file its lines once") {
  TwoRuns f;
  f.source.pages = numbered_pages(6, 3);
  Remote last;
  f.plan.targets = {f.target.target("publishers[0] (fake.file)"), f.remote.target("publishers[1]"),
                    last.target("publishers[2]")};
  f.remote.stop_after = 2;
  CHECK(f.run().cancelled());
  REQUIRE(f.next_run().status.ok());
  CHECK(f.target.lines.size() == 6);
  CHECK(f.remote.got_each_once(6));
  CHECK(last.got_each_once(6));
}

TEST_CASE("a file that failed in a batch is cut back to what is committed") {
  TwoRuns f;
  f.source.pages = numbered_pages(6, 3);
  f.plan.targets = {f.remote.target("publishers[0]"), f.target.target("publishers[1] (fake.file)")};
  f.target.on_publish = [&](sluice_batch*, sluice_error* e) -> sluice_status {
    f.target.lines.emplace_back("half of the batch");
    return fail(e, SLUICE_E_INTERNAL, "the disk is full");
  };
  CHECK(f.run().status.code() == SLUICE_E_INTERNAL);
  f.target.on_publish = nullptr;
  REQUIRE(f.next_run().status.ok());
  CHECK(f.target.lines.size() == 6);
  CHECK(f.target.lines[0] == "{\"id\":1}");
}

TEST_CASE("parts of one record are told apart") {
  TwoRuns f;
  f.source.pages = numbered_pages(2, 2);
  FakeStep split([](sluice_batch* batch, sluice_error*) -> sluice_status {
    const size_t count = batch->count;
    for (size_t i = 0; i < count; i++) {
      size_t added = 0;
      if (sluice_status s = batch->records_api->add_record(batch, i, &added)) return s;
      sluice_record_at(batch, added)->root = sluice_record_at(batch, i)->root;
    }
    return SLUICE_OK;
  });
  f.plan.steps = {split.step("transformers[0] (fake.split)")};
  f.remote.stop_after = 3;
  CHECK(f.run().cancelled());
  REQUIRE(f.next_run().status.ok());
  CHECK(f.remote.received["{\"id\":1}"] == 2);
  CHECK(f.remote.received["{\"id\":2}"] == 2);
}

TEST_CASE("what a target took before its batch ran one by one is not sent to it twice") {
  TwoRuns f;
  f.source.pages = numbered_pages(4, 4);
  bool first = true;
  f.remote.response = [&](std::string_view record) -> sluice_status {
    const bool spent = record == "{\"id\":3}" && std::exchange(first, false);
    return spent ? SLUICE_E_NO_MEMORY : SLUICE_OK;
  };
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.targets[0].delivered == 4);
  CHECK(f.remote.received["{\"id\":1}"] == 1);
  CHECK(f.remote.received["{\"id\":4}"] == 1);
}
