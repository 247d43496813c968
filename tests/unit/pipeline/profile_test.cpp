// What a profile measures, with a clock that passes only when told to.
#include <doctest/doctest.h>

#include "fixture.hpp"
#include "pipeline/profile.hpp"

using namespace sluice;
using namespace sluice::test;
using measure::HostWork;
using measure::Wait;
using measure::Waiting;
using measure::Working;

namespace {

struct Profiled : Fixture {
  Profiled() {
    plan.profile = true;
    source.pages = numbered_pages(6, 2);
  }
  pipeline::Profile profile() {
    const pipeline::RunReport report = run();
    INFO(report.status.message());
    REQUIRE(report.profile);
    return *report.profile;
  }
};

// Of its first call.
template <class F>
auto once(F what) {
  return [what, done = false]() mutable {
    if (!std::exchange(done, true)) what();
  };
}

}  // namespace

TEST_CASE("a run that is not asked for it measures nothing") {
  Fixture f;
  f.source.pages = numbered_pages(2, 2);
  f.source.on_poll = [](auto...) {
    CHECK(measure::Ledger::mine() == nullptr);
    return SLUICE_OK;
  };
  CHECK(!f.run().profile);
}

TEST_CASE("every component has its batches, records and bytes, on one lane and on two") {
  for (unsigned lanes : {1u, 2u}) {
    CAPTURE(lanes);
    Profiled f;
    FakeStep drops_one([](sluice_batch* batch, sluice_error*) {
      if (has_id(batch, 0, 1)) sluice_record_at(batch, 0)->state = SLUICE_RECORD_FILTERED;
      return SLUICE_OK;
    });
    f.plan.steps.push_back(drops_one.step("transformers[0] (fake.step)"));
    f.plan.lanes = lanes;
    f.source.on_poll = [&](auto...) { return f.clock.work(1), SLUICE_OK; };
    const pipeline::Profile profile = f.profile();
    CHECK(profile.lanes == lanes);
    CHECK(profile.source.batches == 3);
    CHECK(profile.source.records_out == 6);
    CHECK(profile.source.bytes_in == 3 * std::string(R"({"data":[{"id":1},{"id":2}]})").size());
    CHECK(profile.source.bytes_out == 6 * std::string(R"({"id":1})").size());
    REQUIRE(profile.steps.size() == 1);
    CHECK(profile.steps[0].name == "transformers[0] (fake.step)");
    CHECK(profile.steps[0].plugin == "fake");
    CHECK(profile.steps[0].records_in == 6);
    CHECK(profile.steps[0].records_out == 5);
    CHECK(profile.steps[0].bytes_out < profile.steps[0].bytes_in);
    REQUIRE(profile.targets.size() == 1);
    CHECK(profile.targets[0].records_in == 5);
    CHECK(profile.targets[0].bytes_out == 5 * std::string(R"({"id":1})").size());
    CHECK(profile.store.batches > 0);
    CHECK((profile.source_lane.wall_ns > 0) == (lanes == 2));
    CHECK(!profile.failed);
  }
}

TEST_CASE("CPU of a component is its own, or the host's within its calls") {
  Profiled f;
  f.source.on_poll = [&](auto...) {
    f.clock.work(2);
    const Working parsing(HostWork::parse);
    f.clock.work(10);
    return SLUICE_OK;
  };
  f.target.on_publish = [&](auto...) {
    f.clock.work(1);
    return SLUICE_OK;
  };
  const pipeline::Profile profile = f.profile();
  CHECK(profile.source.cpu_ns == 36 * kNsPerMs);
  CHECK(profile.source.own_cpu_ns() == 6 * kNsPerMs);
  CHECK(profile.source.work.host_cpu(HostWork::parse) == 30 * kNsPerMs);
  CHECK(profile.targets[0].own_cpu_ns() == 3 * kNsPerMs);
  CHECK(profile.source.elsewhere_ns() == 0);
  CHECK(profile.engine_cpu_ns() == 0);
  CHECK(profile.elapsed_ns == 39 * kNsPerMs);
}

TEST_CASE("waiting within a call counts for the component, by its reason") {
  for (const Wait why : {Wait::first_byte, Wait::transfer, Wait::budget, Wait::retry}) {
    Profiled f;
    const auto wait = [&](int64_t ms) {
      const Waiting waiting(why);
      f.clock.advance(ms);
      return SLUICE_OK;
    };
    f.source.on_poll = [&](auto...) { return wait(20); };
    f.target.on_publish = [&](auto...) { return wait(5); };
    const pipeline::Profile profile = f.profile();
    CHECK(profile.source.work.waited(why) == 60 * kNsPerMs);
    CHECK(profile.targets[0].work.waited(why) == 15 * kNsPerMs);
    CHECK(profile.waited(why) == 75 * kNsPerMs);
    CHECK(profile.source.elsewhere_ns() == 0);
  }
}

TEST_CASE("a component that neither computes nor waits for what the host knows is elsewhere") {
  Profiled f;
  f.source.on_poll = [&](auto...) {
    f.clock.advance(7);
    return SLUICE_OK;
  };
  CHECK(f.profile().source.elsewhere_ns() == 21 * kNsPerMs);
}

TEST_CASE("waits before trying again count for whose attempts they are") {
  Profiled f;
  f.source.on_poll = [&, failed = false](size_t, sluice_batch*, const sluice_cancel*,
                                         sluice_error* error) mutable {
    return std::exchange(failed, true) ? SLUICE_OK : fail(error, SLUICE_E_UNAVAILABLE, "not yet");
  };
  f.target.on_publish = [&, failed = false](sluice_batch*, sluice_error* error) mutable {
    return std::exchange(failed, true) ? SLUICE_OK : fail(error, SLUICE_E_UNAVAILABLE, "not yet");
  };
  f.target.on_flush = [&, failed = false](sluice_error* error) mutable {
    return std::exchange(failed, true) ? SLUICE_OK : fail(error, SLUICE_E_UNAVAILABLE, "not yet");
  };
  const pipeline::Profile profile = f.profile();
  const int64_t source = profile.source.work.waited(Wait::retry);
  const int64_t target = profile.targets[0].work.waited(Wait::retry);
  const int64_t flush = profile.flushes[0].work.waited(Wait::retry);
  CHECK(source > 0);
  CHECK(target > 0);
  CHECK(flush > 0);
  CHECK(source + target + flush == f.clock.slept() * kNsPerMs);
}

TEST_CASE("a step's waits before its batch runs again are the step's") {
  Profiled f;
  FakeStep step([failed = false](sluice_batch*, sluice_error* error) mutable {
    return std::exchange(failed, true) ? SLUICE_OK : fail(error, SLUICE_E_UNAVAILABLE, "not yet");
  });
  f.plan.steps.push_back(step.step("transformers[0] (fake.step)"));
  const pipeline::Profile profile = f.profile();
  CHECK(f.clock.slept() > 0);
  CHECK(profile.steps[0].work.waited(Wait::retry) == f.clock.slept() * kNsPerMs);
}

TEST_CASE("a source that has nothing new is not slow") {
  Profiled f;
  f.source.nothing_yet = [asked = 0](size_t) mutable { return asked++ < 3; };
  const pipeline::Profile profile = f.profile();
  CHECK(profile.source.work.waited(Wait::nothing_new) == f.clock.slept() * kNsPerMs);
  CHECK(f.clock.slept() > 0);
}

TEST_CASE("flushing is apart from publishing, and each publisher has its own") {
  Profiled f;
  FakeTarget other;
  f.plan.targets.push_back(other.target("publishers[1] (other.publisher)"));
  other.on_publish = [&, wait = once([&] { f.clock.advance(4); })](auto...) mutable {
    return wait(), SLUICE_OK;
  };
  other.on_flush = [&, wait = once([&] { f.clock.advance(9); })](auto...) mutable {
    return wait(), SLUICE_OK;
  };
  const pipeline::Profile profile = f.profile();
  REQUIRE(profile.targets.size() == 2);
  CHECK(profile.targets[0].wall_ns == 0);
  CHECK(profile.targets[1].wall_ns == 4 * kNsPerMs);
  CHECK(profile.flushes[1].wall_ns == 9 * kNsPerMs);
  CHECK(profile.targets[1].plugin == "other");
}

TEST_CASE("commits are the store's time") {
  Profiled f;
  f.store.before_commit = [&, wait = once([&] { f.clock.work(30); })](const store::Delta&) mutable {
    return wait(), Status();
  };
  const pipeline::Profile profile = f.profile();
  CHECK(profile.store.wall_ns == 30 * kNsPerMs);
  CHECK(profile.store.cpu_ns == 30 * kNsPerMs);
  CHECK(profile.targets[0].wall_ns == 0);
}

TEST_CASE("steps over the request are measured as what they are") {
  Profiled f;
  FakeStep step([&](sluice_batch*, sluice_error*) {
    f.clock.work(3);
    return SLUICE_OK;
  });
  f.plan.request_steps.push_back(step.step("request_transformers[0] (fake.step)"));
  const pipeline::Profile profile = f.profile();
  REQUIRE(profile.request_steps.size() == 1);
  CHECK(profile.request_steps[0].own_cpu_ns() == 3 * kNsPerMs);
  CHECK(profile.steps.empty());
}

TEST_CASE("a run that fails has a profile, too, and it says so") {
  Profiled f;
  f.target.on_publish = [](sluice_batch*, sluice_error* error) {
    return fail(error, SLUICE_E_AUTH, "who are you");
  };
  const pipeline::Profile profile = f.profile();
  CHECK(profile.failed);
  CHECK(profile.source.records_out == 2);
}
