#include <doctest/doctest.h>

#include "fixture.hpp"
#include "pipeline/profile.hpp"

using namespace sluice;
using namespace sluice::test;

namespace {

constexpr int64_t kMs = 1'000'000;

// Half a second; the lanes' waits say which lane is the slow one.
pipeline::Profile half_second(unsigned lanes) {
  pipeline::Profile profile;
  profile.lanes = lanes;
  profile.elapsed_ns = 500 * kMs;
  profile.source.name = "subscriber (a.subscriber)";
  profile.steps = {{"transformers[0] (b.step)"}};
  profile.targets = {{"publishers[0] (c.publisher)"}};
  profile.commits.name = "the store";
  return profile;
}

}  // namespace

TEST_CASE("a run that is asked for it measures every component") {
  for (unsigned lanes : {1u, 2u}) {
    CAPTURE(lanes);
    Fixture f;
    f.source.pages = numbered_pages(6, 2);
    FakeStep step([](sluice_batch*, sluice_error*) { return SLUICE_OK; });
    f.plan.steps.push_back(step.step("transformers[0] (fake.step)"));
    f.plan.lanes = lanes;
    f.plan.profile = true;
    const pipeline::RunReport report = f.run();
    REQUIRE(report.status.ok());
    REQUIRE(report.profile);
    CHECK(report.profile->source.calls == 3);
    CHECK(report.profile->source.bytes > 0);
    CHECK(report.profile->source.cpu_ns > 0);
    REQUIRE(report.profile->steps.size() == 1);
    CHECK(report.profile->steps[0].name == "transformers[0] (fake.step)");
    CHECK(report.profile->steps[0].calls == 3);
    REQUIRE(report.profile->targets.size() == 1);
    CHECK(report.profile->targets[0].calls == 3);
    CHECK(report.profile->commits.calls > 0);
  }
}

TEST_CASE("a run that is not asked for it measures nothing") {
  Fixture f;
  f.source.pages = numbered_pages(2, 2);
  CHECK(!f.run().profile);
}

TEST_CASE("on one lane the largest share is the bound") {
  pipeline::Profile profile = half_second(1);
  profile.source.wall_ns = 100 * kMs;
  profile.steps[0].cpu_ns = profile.steps[0].wall_ns = 300 * kMs;
  CHECK(profile.bound() == "bound by the CPU time of transformers[0] (b.step): 60 % of the run");
}

TEST_CASE("on two lanes the lane that the other waits for is the bound") {
  pipeline::Profile profile = half_second(2);
  profile.source.wall_ns = 400 * kMs;
  profile.source.cpu_ns = 50 * kMs;
  profile.steps[0].cpu_ns = profile.steps[0].wall_ns = 390 * kMs;
  profile.for_page_ns = 90 * kMs;
  CHECK(profile.bound() ==
        "bound by subscriber (a.subscriber) waiting for its remote system: 70 % of the run");
  profile.for_room_ns = 100 * kMs;
  CHECK(profile.bound() == "bound by the CPU time of transformers[0] (b.step): 78 % of the run");
}

TEST_CASE("a rate budget that holds requests back is named as the bound") {
  pipeline::Profile profile = half_second(1);
  profile.targets[0].wall_ns = 450 * kMs;
  profile.targets[0].cpu_ns = 10 * kMs;
  profile.targets[0].budget_ns = 400 * kMs;
  CHECK(profile.bound() ==
        "bound by the rate budget that holds back publishers[0] (c.publisher): 80 % of the run");
}
