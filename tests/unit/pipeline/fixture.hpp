// One source, one target, a store in memory and a clock of its own: what most engine tests start
// from. REQUIRES: source.pages before run().
#pragma once

#include "fakes.hpp"
#include "memory_store.hpp"
#include "pipeline/runner.hpp"

namespace sluice::test {

struct Fixture {
  FakeSource source;
  FakeTarget target;
  MemoryStore store;
  FakeClock clock;
  FakeCancel stop;
  pipeline::Plan plan;

  Fixture() {
    plan.pipeline = "products";
    plan.source = source.source();
    plan.targets = {target.target("publishers[0] (fake.publisher)")};
    plan.lanes = 1;
  }

  pipeline::RunReport run(pipeline::Observer* observer = nullptr) {
    pipeline::Cancel cancel;
    cancel.stop = stop.token();
    cancel.interrupt = [this] { stop.request(); };
    return pipeline::Runner(&clock, 1).run(plan, store, cancel, observer);
  }

  std::vector<store::Task> tasks() { return store.tasks(); }
  store::PipelineState state() { return *store.load("products"); }
  // Nothing is committed but where the publisher stood before its first record.
  bool nothing_settled() {
    const store::PipelineState s = state();
    return s.sequence == 1 && s.cursor.walk == store::Walk::none && s.cursor.text.empty() &&
           s.figures.read == 0 && tasks().empty();
  }
};

}  // namespace sluice::test
