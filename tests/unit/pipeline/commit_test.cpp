#include <doctest/doctest.h>

#include <condition_variable>
#include <mutex>
#include <string>

#include "fixture.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

std::vector<std::string> cursors(MemoryStore& store) {
  std::vector<std::string> texts;
  for (const store::Delta& d : store.deltas())
    if (d.cursor && d.cursor->walk == store::Walk::running) texts.push_back(d.cursor->text);
  return texts;
}

}  // namespace

TEST_CASE("where a new publisher stands is stored before anything is written to it") {
  Fixture f;
  f.target.lines = {"from before"};
  f.source.pages = numbered_pages(1, 1);
  std::vector<store::Position> stored;
  f.target.on_publish = [&](sluice_batch*, sluice_error*) {
    stored = f.state().positions;
    return SLUICE_OK;
  };
  REQUIRE(f.run().status.ok());
  REQUIRE(stored.size() == 1);
  CHECK(stored[0].text == "1");
}

TEST_CASE("commits are coalesced while nothing is due") {
  Fixture f;
  f.source.pages = numbered_pages(6, 1);
  REQUIRE(f.run().status.ok());
  CHECK(cursors(f.store).empty());                    // the walk's end is the first commit
  CHECK(f.target.flushes == std::vector<int>{0, 1});  // before the first write, at the end
}

TEST_CASE("a commit is due when the interval has passed") {
  Fixture f;
  f.source.pages = numbered_pages(6, 1);
  f.plan.commit.max_batches = 100;
  f.target.taken = [&] { f.clock.advance(100); };
  REQUIRE(f.run().status.ok());
  CHECK(f.target.flushes.size() >= 2);
  CHECK(f.target.flushes.size() < 6);
}

TEST_CASE("a bound of one batch commits each batch before the next is published") {
  Fixture f;
  f.source.pages = numbered_pages(4, 1);
  f.plan.commit.max_batches = 1;
  std::vector<int64_t> sequences;
  f.target.taken = [&] { sequences.push_back(f.state().sequence); };
  const pipeline::RunReport report = f.run();
  REQUIRE(report.status.ok());
  CHECK(sequences == std::vector<int64_t>{1, 2, 3, 4});
  CHECK(cursors(f.store) == std::vector<std::string>{"1", "2", "3", "4"});
  CHECK(report.repeat_bound_batches == 1);
  CHECK(report.repeat_bound_records == 1);
}

TEST_CASE("never more than the bound is published and not committed") {
  for (size_t bound : {2u, 3u, 8u}) {
    CAPTURE(bound);
    Fixture f;
    f.source.pages = numbered_pages(60, 1);
    f.plan.commit.max_batches = bound;
    size_t published = 0;
    size_t most = 0;
    f.target.taken = [&] {
      const std::string committed = f.state().cursor.text;
      most = std::max(most, ++published - (committed.empty() ? 0 : std::stoul(committed)));
    };
    REQUIRE(f.run().status.ok());
    CHECK(most <= bound);
  }
}

TEST_CASE("commits are in order and each one holds the position behind its cursor") {
  Fixture f;
  f.source.pages = numbered_pages(40, 2);
  f.plan.lanes = 2;
  f.plan.commit.max_batches = 4;
  REQUIRE(f.run().status.ok());
  size_t before = 0;
  for (const store::Delta& d : f.store.deltas()) {
    if (!d.cursor || d.positions.empty()) continue;
    const size_t page = std::stoul(d.cursor->text);
    CHECK(page >= before);
    CHECK(std::stoul(d.positions[0].text) == 2 * page);
    before = page;
  }
  CHECK(before == 20);
}

TEST_CASE("a source with nothing to give lets the commit go, though none is due") {
  for (unsigned lanes : {1u, 2u}) {
    CAPTURE(lanes);
    Fixture f;
    f.plan.lanes = lanes;
    f.source.pages = numbered_pages(2, 1);
    f.plan.commit = {INT64_C(1000000000), 100, size_t{1} << 30};
    f.source.nothing_yet = [&](size_t page) { return page == 1 && f.state().cursor.text.empty(); };
    REQUIRE(f.run().status.ok());
    REQUIRE(f.store.deltas().size() == 4);
    CHECK(cursors(f.store) == std::vector<std::string>{"1"});
  }
}

TEST_CASE("with two lanes the interval commits while the source waits for its remote system") {
  Fixture f;
  f.plan.lanes = 2;
  f.source.pages = numbered_pages(2, 1);
  f.plan.commit.interval_ms = 1;
  f.source.on_poll = [&](size_t page, sluice_batch*, const sluice_cancel*, sluice_error*) {
    while (page == 1 && f.state().cursor.text.empty()) f.clock.advance(1);
    return SLUICE_OK;
  };
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines.size() == 2);
}

TEST_CASE("after a commit that failed no other may follow, for its tasks went with it") {
  Fixture f;
  f.source.pages = numbered_pages(8, 1);
  f.plan.commit.max_batches = 2;
  f.target.outcome = [](std::string_view) { return SLUICE_E_DATA; };
  int commits = 0;
  f.store.before_commit = [&](const store::Delta&) {
    return ++commits == 3 ? Status(SLUICE_E_UNAVAILABLE, "the disk is full") : Status();
  };
  CHECK(f.run().status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(commits == 3);  // where the publisher stood, the first batch, the failing one
  CHECK(f.tasks().size() == 1);
  f.store.before_commit = nullptr;
  REQUIRE(f.run().status.ok());
  CHECK(f.tasks().size() == 8);
}

TEST_CASE("parked tasks that use much memory are committed early") {
  Fixture f;
  f.source.pages = numbered_pages(6, 1);
  f.plan.commit.max_bytes = 1;
  f.target.outcome = [](std::string_view) -> sluice_status { return SLUICE_E_DATA; };
  REQUIRE(f.run().status.ok());
  CHECK(f.target.flushes.size() >= 2);
  CHECK(f.tasks().size() == 6);
}

TEST_CASE("a store that cannot write stops the run, and the next one loses nothing") {
  Fixture f;
  f.source.pages = numbered_pages(8, 1);
  f.plan.commit.max_batches = 2;
  int left = 2;
  f.store.before_commit = [&](const store::Delta&) {
    return left-- > 0 ? Status() : Status(SLUICE_E_UNAVAILABLE, "the disk is full");
  };
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(report.status.message() == "pipeline products: the disk is full");
  CHECK_FALSE(report.walk_complete);
  f.store.before_commit = nullptr;
  REQUIRE(f.run().status.ok());
  CHECK(f.target.lines.size() == 8);
}

TEST_CASE("a flush that fails commits nothing") {
  Fixture f;
  f.source.pages = numbered_pages(2, 1);
  f.target.on_flush = [](sluice_error* e) -> sluice_status {
    return fail(e, SLUICE_E_INTERNAL, "fsync failed");
  };
  const pipeline::RunReport report = f.run();
  CHECK(report.status.message().find("publishers[0] (fake.publisher): fsync failed") !=
        std::string::npos);
  CHECK(f.state().sequence == 0);
}

TEST_CASE("figures of the run are in the commit") {
  Fixture f;
  f.source.pages = numbered_pages(5, 2);
  REQUIRE(f.run().status.ok());
  const store::Figures figures = f.state().figures;
  CHECK(figures.read == 5);
  CHECK(figures.delivered == 5);
  CHECK(figures.pages == 3);
  CHECK(figures.started_us > 0);
}

TEST_CASE("a failing finish is repeated by the next run before it goes on") {
  Fixture f;
  f.source.pages = numbered_pages(2, 1);
  f.target.on_finish = [](sluice_error* e) -> sluice_status {
    return fail(e, SLUICE_E_INTERNAL, "rename failed");
  };
  CHECK(f.run().status.code() == SLUICE_E_INTERNAL);
  CHECK(f.state().cursor.walk == store::Walk::complete);
  f.target.on_finish = nullptr;
  f.source.pages.push_back({"{\"id\":3}"});
  REQUIRE(f.run().status.ok());
  CHECK(f.target.finishes == 2);
  CHECK(f.target.resumes == std::vector<std::string>{"", "2"});
  CHECK(f.target.lines.size() == 3);
  CHECK(f.state().cursor.walk == store::Walk::finished);
}

TEST_CASE("memory is bounded by the plan, whatever the size of the data") {
  Fixture f;
  f.source.pages = numbered_pages(2, 1);
  const uint64_t small = f.run().memory_bound_bytes;
  f.source.pages = numbered_pages(200, 10);
  CHECK(f.run().memory_bound_bytes == small);
  f.plan.limits.batch_memory *= 2;
  CHECK(f.run().memory_bound_bytes > small);
}

TEST_CASE("a commit that was stored though its answer was lost is found by its id") {
  Fixture f;
  f.source.pages = numbered_pages(4, 1);
  f.plan.commit.max_batches = 1;
  f.store.after_commit = [&](const store::Delta&) -> Status {
    return Status(SLUICE_E_UNAVAILABLE, "no answer").with_doubt();
  };
  const pipeline::RunReport report = f.run();
  CHECK_MESSAGE(report.status.ok(), report.status.message());
  CHECK(f.target.lines.size() == 4);
  CHECK(f.store.looks > 0);
  CHECK(f.state().cursor.walk == store::Walk::finished);
}

TEST_CASE("a commit that was not stored, of which nobody knew, is sent again, once") {
  Fixture f;
  f.source.pages = numbered_pages(4, 1);
  int failures = 1;
  f.store.before_commit = [&](const store::Delta&) -> Status {
    if (failures-- <= 0) return {};
    return Status(SLUICE_E_UNAVAILABLE, "no answer").with_doubt();
  };
  const pipeline::RunReport report = f.run();
  CHECK_MESSAGE(report.status.ok(), report.status.message());
  CHECK(f.store.looks == 1);
  CHECK(f.state().figures.delivered == 4);
}

TEST_CASE("a commit that stays unknown ends the run with its failure") {
  Fixture f;
  f.source.pages = numbered_pages(4, 1);
  f.store.before_commit = [](const store::Delta&) -> Status {
    return Status(SLUICE_E_UNAVAILABLE, "no answer").with_doubt();
  };
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(f.state().sequence == 0);
}

TEST_CASE("a run that lost its lease stores nothing more") {
  Fixture f;
  f.source.pages = numbered_pages(4, 1);
  f.plan.fence = 3;
  f.store.fence = 4;
  const pipeline::RunReport report = f.run();
  CHECK(report.status.code() == SLUICE_E_INVALID);
  CHECK(f.state().sequence == 0);
}
