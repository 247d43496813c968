// The sentence of a profile.
#include <doctest/doctest.h>

#include "fakes.hpp"
#include "pipeline/bound.hpp"

using namespace sluice;
using measure::HostWork;
using measure::Wait;
using pipeline::bound_of;
using pipeline::Meter;
using pipeline::Profile;
using test::kNsPerMs;

namespace {

Meter meter(const char* name) {
  Meter out;
  out.name = name;
  return out;
}

// Of a second, with a record.
Profile second(unsigned lanes) {
  Profile profile;
  profile.lanes = lanes;
  profile.elapsed_ns = 1000 * kNsPerMs;
  profile.source = meter("subscriber (a.subscriber)");
  profile.source.records_out = 1;
  profile.steps = {meter("transformers[0] (b.step)")};
  profile.targets = profile.flushes = {meter("publishers[0] (c.publisher)"),
                                       meter("publishers[1] (d.publisher)")};
  return profile;
}

void wait(Meter& meter, Wait why, int64_t ms) {
  meter.work.waited_ns[static_cast<size_t>(why)] += ms * kNsPerMs;
  meter.wall_ns += ms * kNsPerMs;
}

void compute(Meter& meter, int64_t ms) {
  meter.cpu_ns += ms * kNsPerMs;
  meter.wall_ns += ms * kNsPerMs;
}

void wait(pipeline::Lane& lane, Wait why, int64_t ms) {
  lane.work.waited_ns[static_cast<size_t>(why)] += ms * kNsPerMs;
}

bool begins(const std::string& text, const std::string& with) {
  INFO(text);
  CHECK(text.substr(0, with.size()) == with);
  return text.substr(0, with.size()) == with;
}

}  // namespace

TEST_CASE("responses that are late are the source's, and more rate budget would not help") {
  Profile profile = second(1);
  wait(profile.source, Wait::first_byte, 700);
  wait(profile.source, Wait::transfer, 130);
  compute(profile.source, 100);
  const std::string bound = bound_of(profile);
  CHECK(begins(bound,
               "bound by responses of subscriber (a.subscriber): 83 % of the time; most of it "
               "until they began: larger pages"));
  CHECK(bound.find("more rate budget would not") != bound.npos);
}

TEST_CASE("responses that take long to arrive are told from responses that are late") {
  Profile profile = second(1);
  wait(profile.source, Wait::first_byte, 100);
  wait(profile.source, Wait::transfer, 500);
  CHECK(begins(bound_of(profile),
               "bound by responses of subscriber (a.subscriber): 60 % of the "
               "time; most of it for bytes in transit"));
}

TEST_CASE("a rate budget that holds requests back is named, with whose it is") {
  Profile profile = second(1);
  wait(profile.targets[1], Wait::budget, 800);
  wait(profile.source, Wait::first_byte, 100);
  CHECK(begins(bound_of(profile),
               "bound by the rate budget of publishers[1] (d.publisher): 80 % of the time"));
}

TEST_CASE("waits before trying again are told from slow responses") {
  Profile profile = second(1);
  wait(profile.source, Wait::retry, 600);
  CHECK(begins(bound_of(profile),
               "bound by waits of subscriber (a.subscriber) before trying "
               "again: 60 % of the time; its remote system refused"));
}

TEST_CASE("a source that has nothing new bounds nothing") {
  Profile profile = second(1);
  wait(profile.source, Wait::nothing_new, 900);
  CHECK(begins(bound_of(profile),
               "bound by nothing: subscriber (a.subscriber) had nothing new: 90 % of the time"));
}

TEST_CASE("CPU says what of it is the host's, and whether a second core would help") {
  Profile profile = second(1);
  compute(profile.source, 500);
  profile.source.work.host_cpu_ns = {300 * kNsPerMs, 0, 150 * kNsPerMs};
  CHECK(begins(bound_of(profile),
               "bound by the CPU time of subscriber (a.subscriber) (parsing "
               "30 %, HTTP 15 %, its own 5 %): 50 % of the time; a second "
               "core would take over"));
  profile.lanes = 2;
  CHECK(bound_of(profile).find("a second core") == std::string::npos);
}

TEST_CASE("a step, a publisher's responses and its disk are told apart") {
  Profile profile = second(1);
  compute(profile.steps[0], 100);
  CHECK(begins(bound_of(profile), "bound by the CPU time of transformers[0] (b.step): 10 %"));
  wait(profile.targets[0], Wait::first_byte, 110);
  wait(profile.targets[0], Wait::transfer, 10);
  CHECK(begins(bound_of(profile),
               "bound by responses of publishers[0] (c.publisher): 12 % of the "
               "time; larger batches, or more requests in flight"));
  profile.targets[1].wall_ns = 200 * kNsPerMs;
  CHECK(begins(bound_of(profile),
               "bound by publishers[1] (d.publisher) waiting for a disk, a lock or a busy core"));
}

TEST_CASE("flushing publishers and waiting for the store are told apart") {
  Profile profile = second(1);
  profile.flushes[1].wall_ns = 300 * kNsPerMs;
  CHECK(begins(bound_of(profile), "bound by flushing publishers[1] (d.publisher): 30 %"));
  wait(profile.sink_lane, Wait::commit, 400);
  CHECK(begins(bound_of(profile),
               "bound by the store: waiting for commits: 40 % of the time; rarer commits"));
}

TEST_CASE("the host's work between components can be the bound") {
  Profile profile = second(1);
  profile.sink_lane.cpu_ns = 500 * kNsPerMs;
  compute(profile.steps[0], 200);
  CHECK(begins(bound_of(profile), "bound by the host's work between components: 30 %"));
}

TEST_CASE("of two lanes the one that is busy longer holds the bound") {
  Profile profile = second(2);
  wait(profile.source, Wait::first_byte, 800);
  compute(profile.steps[0], 780);
  profile.source_lane.wall_ns = profile.sink_lane.wall_ns = 1000 * kNsPerMs;
  wait(profile.sink_lane, Wait::page, 200);
  CHECK(begins(bound_of(profile), "bound by responses of subscriber"));
  wait(profile.source_lane, Wait::room, 210);
  CHECK(begins(bound_of(profile), "bound by the CPU time of transformers[0]"));
}

TEST_CASE("a source that was through long before the store was bounds nothing") {
  Profile profile = second(2);
  wait(profile.source, Wait::first_byte, 30);
  profile.source_lane.wall_ns = 40 * kNsPerMs;
  profile.sink_lane.wall_ns = 1000 * kNsPerMs;
  wait(profile.sink_lane, Wait::page, 20);
  wait(profile.sink_lane, Wait::commit, 900);
  CHECK(begins(bound_of(profile), "bound by the store: waiting for commits: 90 %"));
}

TEST_CASE("a run without records, one that failed and one too short say so first") {
  Profile profile = second(1);
  wait(profile.source, Wait::first_byte, 900);
  profile.source.records_out = 0;
  CHECK(begins(bound_of(profile), "no record came; bound by responses of"));
  profile.failed = true;
  CHECK(begins(bound_of(profile), "until it failed, bound by responses of"));
  Profile brief = second(1);
  brief.elapsed_ns = 10 * kNsPerMs;
  compute(brief.steps[0], 5);
  CHECK(
      begins(bound_of(brief),
             "a run too short to decide; bound by the CPU time of transformers[0] (b.step): 50 %"));
}

TEST_CASE("a run of no time at all has a sentence") {
  Profile profile;
  CHECK(bound_of(profile) == "no record came; bound by nothing that was measured");
}
