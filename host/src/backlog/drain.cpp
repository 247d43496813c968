#include "backlog/drain.hpp"

#include <algorithm>
#include <utility>

#include "backlog/drain_store.hpp"
#include "backlog/numbered_lines.hpp"
#include "backlog/report_sum.hpp"
#include "backlog/target_chain.hpp"
#include "pipeline/runner.hpp"

namespace sluice::backlog {
namespace {

// Lines for people come from any thread; progress is the walk's.
class NotesOnly final : public pipeline::Observer {
 public:
  explicit NotesOnly(pipeline::Observer* to) : to_(to) {}
  void note(std::string_view line) override {
    if (to_) to_->note(line);
  }

 private:
  pipeline::Observer* const to_;
};

pipeline::RunReport failed(Status why) {
  pipeline::RunReport report;
  report.status = std::move(why);
  return report;
}

pipeline::Plan drain_plan(const pipeline::Plan& whole, const std::string& target) {
  pipeline::Plan plan = whole;
  keep_targets_from(plan, target);
  plan.targets.front().steps.clear();
  plan.targets.front().waits = false;
  plan.targets.front().backlog.reset();
  plan.request_steps.clear();
  plan.request = "{}";
  plan.steps = {DrainSource::step()};
  plan.origin_name = origin_of;
  plan.profile = false;
  return plan;
}

}  // namespace

Drain::Drain(const Surroundings& around, const pipeline::Target& target)
    : around_(around), target_(target), plan_(drain_plan(around.plan, target.name)) {}

pipeline::RunReport Drain::probe(size_t records, pipeline::StopToken& stop) {
  pipeline::Plan once = plan_;
  once.retry = {};
  once.retry.attempts = 1;
  for (pipeline::Target& target : once.targets) target.retry.reset();
  return walk({records, 1}, once, stop);
}

pipeline::RunReport Drain::run(pipeline::StopToken& stop) {
  for (pipeline::RunReport all;;) {
    const pipeline::RunReport one = walk({}, plan_, stop);
    add_to(all, one);
    // Records that came meanwhile, and may have been sent, end a walk.
    const auto more = around_.backlogs.waiting(around_.plan.pipeline, target_.name, 0, 1, 1);
    if (!more) all.status = more.status();
    if (!all.status || more->empty()) return all;
  }
}

pipeline::RunReport Drain::walk(const DrainSource::Portion& portion, const pipeline::Plan& plan,
                                pipeline::StopToken& stop) {
  DrainSource source(around_.backlogs, around_.plan.pipeline, target_.name, portion, target_.keyed);
  if (Status s = source.note_doubts(); !s) return failed(std::move(s));
  DrainStore store(around_.store, around_.backlogs, around_.plan, target_);
  NotesOnly notes(around_.observer);
  pipeline::Plan own = plan;
  own.source = source.source();
  own.task_origin = [&store](std::string_view line) { return store.task_origin(line); };
  pipeline::Runner runner(&around_.clock, around_.seed);
  const pipeline::Cancel cancel{stop.stop(), stop.drain(), stop.abort(), {}, {}};
  pipeline::RunReport report = runner.run(own, store, cancel, &notes);
  report.paused = false;  // the drain's walks go on in this run
  return report;
}

}  // namespace sluice::backlog
