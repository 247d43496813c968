#include <doctest/doctest.h>

#include <atomic>
#include <deque>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

using Events = std::vector<std::string>;

// Keeps what was begun until it is settled, and a diary of its calls.
class AheadTarget {
 public:
  Events events;
  std::vector<std::string> taken;
  // Per record; not OK: this is its outcome.
  std::function<sluice_status(const std::string& record)> outcome;
  std::function<sluice_status(const std::string& first, sluice_error*)> on_settle;
  std::function<void(size_t batch)> on_begin;  // from 0
  bool flushed_amid = false;

  pipeline::Target target() { return {"publishers[0] (fake.ahead)", "out", this, &kTable}; }
  size_t begun() const { return begun_.size(); }

 private:
  struct Batch {
    sluice_batch* batch;
    sluice_outcome* outcomes;
  };
  static AheadTarget& me(void* self) { return *static_cast<AheadTarget*>(self); }
  static std::string first_of(sluice_batch* batch) {
    for (size_t i = 0; i < batch->count; i++)
      if (sluice_record_at(batch, i)->state == SLUICE_RECORD_LIVE) return text_of(batch, i);
    return "none";
  }
  void take(const Batch& from) {
    for (size_t i = 0; i < from.batch->count; i++) {
      if (sluice_record_at(from.batch, i)->state != SLUICE_RECORD_LIVE) continue;
      const std::string text = text_of(from.batch, i);
      if (outcome) from.outcomes[i].status = outcome(text);
      if (from.outcomes[i].status == SLUICE_OK) taken.push_back(text);
    }
  }
  static sluice_status resume(void*, sluice_slice, const sluice_cancel*, sluice_error*) {
    return SLUICE_OK;
  }
  static sluice_status publish(void* self, sluice_batch* batch, sluice_outcome* outcomes,
                               const sluice_cancel*, sluice_error*) {
    me(self).events.push_back("publish " + first_of(batch));
    me(self).take({batch, outcomes});
    return SLUICE_OK;
  }
  static sluice_status flush(void* self, int32_t, sluice_text*, const sluice_cancel*,
                             sluice_error*) {
    me(self).flushed_amid |= !me(self).begun_.empty();
    return SLUICE_OK;
  }
  static sluice_status begin(void* self, sluice_batch* batch, sluice_outcome* outcomes,
                             const sluice_cancel*, sluice_error*) {
    AheadTarget& target = me(self);
    target.events.push_back("begin " + first_of(batch));
    target.begun_.push_back({batch, outcomes});
    if (target.on_begin) target.on_begin(target.count_++);
    return SLUICE_OK;
  }
  static sluice_status settle(void* self, sluice_batch* batch, const sluice_cancel* cancel,
                              sluice_error* error) {
    AheadTarget& target = me(self);
    const Batch oldest = target.begun_.front();
    target.begun_.pop_front();
    CHECK(oldest.batch == batch);
    const std::string first = first_of(batch);
    target.events.push_back("settle " + first);
    if (base::is_cancelled(cancel)) return fail(error, SLUICE_E_CANCELLED, "given up");
    if (target.on_settle)
      if (sluice_status s = target.on_settle(first, error)) return s;
    target.take(oldest);
    return SLUICE_OK;
  }
  static constexpr sluice_publisher kTable = {
      sizeof(sluice_publisher), resume, publish, flush, nullptr, nullptr, begin, settle, nullptr};
  std::deque<Batch> begun_;
  size_t count_ = 0;
};

// Two lanes; a batch is begun only when the next page is in the queue, so that the sink never finds
// it empty before the last one.
struct AheadFixture : Fixture {
  AheadTarget ahead;
  std::atomic<size_t> polls = 0;

  explicit AheadFixture(size_t count) {
    source.pages = numbered_pages(count, 1);
    source.end_with_last_page = false;
    source.on_poll = [this](size_t, sluice_batch*, const sluice_cancel*, sluice_error*) {
      polls++;
      return SLUICE_OK;
    };
    ahead.on_begin = [this, count](size_t batch) {
      if (batch + 1 < count)
        while (polls < batch + 3) std::this_thread::yield();
    };
    plan.targets = {ahead.target()};
    plan.lanes = 2;
  }
};

std::string id(int n) { return "{\"id\":" + std::to_string(n) + "}"; }
std::string begin(int n) { return "begin " + id(n); }
std::string settle(int n) { return "settle " + id(n); }

}  // namespace

TEST_CASE("a publisher that works ahead begins with later batches before it owes nothing") {
  AheadFixture f(4);
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(f.ahead.events ==
        Events{begin(1), begin(2), begin(3), begin(4), settle(1), settle(2), settle(3), settle(4)});
  CHECK(f.ahead.taken == std::vector<std::string>{id(1), id(2), id(3), id(4)});
  CHECK(report.targets[0].delivered == 4);
  CHECK(f.state().cursor.walk == store::Walk::finished);
}

TEST_CASE("no more batches are begun than the plan allows") {
  AheadFixture f(4);
  f.plan.begun_batches = 2;
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(f.ahead.events ==
        Events{begin(1), begin(2), settle(1), begin(3), settle(2), begin(4), settle(3), settle(4)});
}

TEST_CASE("positions are asked for only when no batch is under way") {
  AheadFixture f(12);
  f.plan.commit.max_batches = 4;
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.commits > 3);
  CHECK_FALSE(f.ahead.flushed_amid);
}

TEST_CASE("a record to be offered again waits until all that is begun is settled") {
  AheadFixture f(3);
  int refused = 0;
  f.ahead.outcome = [&](const std::string& record) -> sluice_status {
    return record == id(1) && refused++ == 0 ? SLUICE_E_UNAVAILABLE : SLUICE_OK;
  };
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(f.ahead.events ==
        Events{begin(1), begin(2), begin(3), settle(1), settle(2), settle(3), "publish " + id(1)});
  CHECK(f.ahead.taken == std::vector<std::string>{id(2), id(3), id(1)});
  CHECK(report.targets[0].delivered == 3);
  CHECK(report.retries == 1);
}

TEST_CASE("nothing more is begun before all that is to be offered again was") {
  AheadFixture f(4);
  f.plan.begun_batches = 3;
  std::set<std::string> refused;
  f.ahead.outcome = [&](const std::string& record) -> sluice_status {
    const bool early = record == id(1) || record == id(2);
    return early && refused.insert(record).second ? SLUICE_E_UNAVAILABLE : SLUICE_OK;
  };
  REQUIRE(f.run().status.ok());
  CHECK(f.ahead.taken == std::vector<std::string>{id(3), id(1), id(2), id(4)});
}

TEST_CASE("a record refused by a publisher that works ahead parks") {
  AheadFixture f(3);
  f.ahead.outcome = [](const std::string& record) -> sluice_status {
    return record == id(2) ? SLUICE_E_DATA : SLUICE_OK;
  };
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(report.parked == 1);
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].source == id(2));
}

TEST_CASE(
    "after a failing settle all that is begun is given up, but what was taken is remembered") {
  AheadFixture f(4);
  f.ahead.on_settle = [](const std::string& first, sluice_error* e) -> sluice_status {
    return first == id(2) ? fail(e, SLUICE_E_AUTH, "no longer allowed") : SLUICE_OK;
  };
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_AUTH);
  CHECK(f.ahead.begun() == 0);
  CHECK(f.state().cursor.text == "1");
  f.ahead.on_settle = nullptr;
  REQUIRE(pipeline::Runner(&f.clock).run(f.plan, f.store, {}).status.ok());
  CHECK(std::multiset<std::string>(f.ahead.taken.begin(), f.ahead.taken.end()) ==
        std::multiset<std::string>{id(1), id(2), id(3), id(4)});
}

TEST_CASE("a batch whose steps wrote state is settled before the next one is made") {
  AheadFixture f(3);
  FakeStep step([&](sluice_batch* batch, sluice_error*) -> sluice_status {
    return step.state->put(batch, text_of(batch, 0), "seen").code();
  });
  f.plan.steps = {step.step("transformers[0] (fake.state)")};
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(f.ahead.events == Events{"publish " + id(1), "publish " + id(2), "publish " + id(3)});
}

TEST_CASE("a record that a later batch's state would be undone for stops the run") {
  AheadFixture f(2);
  FakeStep step([&](sluice_batch* batch, sluice_error*) -> sluice_status {
    return has_id(batch, 0, 2) ? step.state->put(batch, "k", "seen").code() : SLUICE_OK;
  });
  f.plan.steps = {step.step("transformers[0] (fake.state)")};
  f.ahead.outcome = [](const std::string&) -> sluice_status { return SLUICE_E_NO_MEMORY; };
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_NO_MEMORY);
  CHECK(f.nothing_settled());
}

TEST_CASE("a stop settles and commits what is begun") {
  AheadFixture f(6);
  const auto wait = f.ahead.on_begin;
  f.ahead.on_begin = [&](size_t batch) {
    wait(batch);
    if (batch == 2) f.stop.request();
  };
  const pipeline::RunReport report = f.run();
  CHECK(report.cancelled());
  CHECK(f.ahead.taken == std::vector<std::string>{id(1), id(2), id(3)});
  CHECK(f.state().cursor.text == "3");
}

TEST_CASE("what is begun is settled when the source fails behind it") {
  AheadFixture f(3);
  f.source.on_poll = [&](size_t page, sluice_batch*, const sluice_cancel*,
                         sluice_error* e) -> sluice_status {
    f.polls++;
    return page == 3 ? fail(e, SLUICE_E_AUTH, "no longer allowed") : SLUICE_OK;
  };
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_AUTH);
  CHECK(f.ahead.taken.size() == 3);
  CHECK(f.state().cursor.text == "3");
}

TEST_CASE("with one lane or another publisher a batch is settled before the next") {
  for (const bool alone : {true, false}) {
    CAPTURE(alone);
    AheadFixture f(3);
    f.ahead.on_begin = nullptr;
    f.plan.lanes = alone ? 1 : 2;
    if (!alone) f.plan.targets.push_back(f.target.target("publishers[1] (fake.publisher)"));
    const pipeline::RunReport report = f.run();
    REQUIRE(report.status.ok());
    CHECK(f.ahead.events == Events{"publish " + id(1), "publish " + id(2), "publish " + id(3)});
  }
}

TEST_CASE("what a batch begun ahead overtook parks when park_limit stops the run before it") {
  AheadFixture f(3);
  FakeStep orders([](sluice_batch* batch, sluice_error*) -> sluice_status {
    for (size_t i = 0; i < batch->count; i++)
      sluice_record_at(batch, i)->order = has_id(batch, i, 3) ? 2 : 1;
    return SLUICE_OK;
  });
  f.plan.steps = {orders.step("order_by (core.order)")};
  f.plan.park_limit = 1;
  bool wrong = true;
  f.ahead.outcome = [&](const std::string& record) -> sluice_status {
    return wrong && record == id(1) ? SLUICE_E_DATA : SLUICE_OK;
  };
  CHECK_FALSE(f.run().status.ok());
  REQUIRE(f.ahead.taken == std::vector<std::string>{id(2), id(3)});
  wrong = false;
  f.ahead.on_begin = nullptr;
  f.plan.lanes = 1;  // the first run's end may have used up the fixture's token
  REQUIRE(pipeline::Runner(&f.clock, 1).run(f.plan, f.store, {}, nullptr).status.ok());
  CHECK(f.ahead.taken == std::vector<std::string>{id(2), id(3)});
  REQUIRE(f.tasks().size() == 1);
  CHECK(f.tasks()[0].source == id(1));
}
