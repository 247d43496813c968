// The second tries of BatchWork: a batch runs again from its records' source texts, as a whole
// when a step failed in a way that may pass, one by one when a record spoils it for the others.
#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "pipeline/batch_work.hpp"
#include "pipeline/call.hpp"

namespace sluice::pipeline {

BatchWork::Mark BatchWork::mark() const {
  Mark mark{step_tasks_.tasks().size(), {}};
  for (const auto& state : tools_.states) mark.writes.push_back(state ? state->writes() : 0);
  return mark;
}

// State written by a lost attempt goes, and so do the tasks its steps made.
void BatchWork::undo(const Mark& mark) {
  step_tasks_.roll_back(mark.tasks);
  for (size_t i = 0; i < tools_.states.size(); i++)
    if (tools_.states[i]) tools_.states[i]->roll_back(i < mark.writes.size() ? mark.writes[i] : 0);
}

Status BatchWork::load(record::Batch& batch, std::span<const uint32_t> origins) const {
  for (uint32_t origin : origins)
    if (Status s = batch.load_source(origins_[origin].source, origins_[origin].like); !s) return s;
  return {};
}

std::vector<uint32_t> BatchWork::live_of(std::vector<uint32_t> origins) const {
  std::erase_if(origins, [this](uint32_t origin) { return !origins_[origin].live; });
  return origins;
}

Status BatchWork::run_again_whole(Decision decision) {
  Retry retry(tools_.run, tools_.jitter);
  record::Batch batch(tools_.run.plan.limits);
  std::vector<uint32_t> live(origins_.size());
  std::iota(live.begin(), live.end(), 0);
  live = live_of(std::move(live));
  while (decision.kind == Decision::Kind::again) {
    undo({});
    if (Status s = retry.again(decision.why, tools_.run.meter(decision.at)); !s) return s;
    retries_++;
    batch.reset();
    SubBatch sub{batch, live};
    if (Status s = load(batch, live); !s) return run_one_by_one(s);
    decision = attempt(sub);
    if (decision.done() && through_.empty()) remember_done(sub);
  }
  if (decision.kind == Decision::Kind::one_by_one) return run_one_by_one(decision.why);
  if (!decision.done()) return std::move(decision.why);
  SubBatch sub{batch, live};
  return settle_whole(sub);
}

Status BatchWork::run_one_by_one(const Status& why) {
  undo({});
  isolated_ = true;
  tools_.run.note(why.message() + "; the records of this batch run one by one");
  record::Batch batch(tools_.run.plan.limits);
  for (std::vector<uint32_t>& group : merged_.all()) {
    const std::vector<uint32_t> live = live_of(std::move(group));
    if (live.empty()) continue;
    if (Status s = run_alone(live, batch, done_); !s) return s;
  }
  return judge_health();
}

std::vector<BatchWork::Repeat> BatchWork::repeats_of(const SubBatch& sub) {
  std::vector<Repeat> repeats;
  for (const record::StandIn& one : sub.batch.stand_ins()) {
    const auto origins = origins_of(sub, one.index);
    Repeat& repeat = repeats.emplace_back();
    repeat.origins.assign(origins.begin(), origins.end());
    const auto others = origins_of(sub, one.other);
    repeat.others.assign(others.begin(), others.end());
  }
  return repeats;
}

// Nothing of it came through, nor did what stood for it.
bool BatchWork::is_due(const Repeat& repeat) const {
  return std::any_of(repeat.others.begin(), repeat.others.end(),
                     [&](uint32_t origin) { return settlement_.is_parked(origin); }) &&
         std::all_of(repeat.origins.begin(), repeat.origins.end(),
                     [&](uint32_t origin) { return settlement_.is_filtered(origin); });
}

bool BatchWork::has_due(const SubBatch& sub) {
  if (sub.batch.stand_ins().empty() || settlement_.parked_count() == 0) return false;
  const std::vector<Repeat> repeats = repeats_of(sub);
  return std::any_of(repeats.begin(), repeats.end(),
                     [&](const Repeat& repeat) { return is_due(repeat); });
}

// What runs again may park itself, and so make others due: of repeats of a later record the later
// ones come first, as they may stand for the earlier.
Status BatchWork::run_repeats(const SubBatch& sub) {
  std::vector<Repeat> repeats = repeats_of(sub);
  const auto later = std::stable_partition(
      repeats.begin(), repeats.end(),
      [](const Repeat& repeat) { return repeat.origins.front() > repeat.others.front(); });
  std::reverse(later, repeats.end());
  const std::vector<char> nobody(done_.size(), 0);
  record::Batch batch(tools_.run.plan.limits);
  for (Repeat& repeat : repeats) {
    const std::vector<uint32_t> origins = live_of(std::move(repeat.origins));
    if (origins.empty() || !is_due({origins, repeat.others})) continue;
    if (Status s = run_alone(origins, batch, nobody); !s) return s;
  }
  return {};
}

Status BatchWork::run_alone(const std::vector<uint32_t>& origins, record::Batch& batch,
                            const std::vector<char>& done) {
  PartRun run{origins, batch};
  Part all{{}, done};
  Decision decision = try_part(run, all);
  Status status;
  if (!decision.done()) status = run_part(run, std::move(all), std::move(decision));
  if (status) keep_part(SubBatch{batch, origins});
  return status;
}

void BatchWork::park_alone(const std::vector<uint32_t>& origins, const Decision& decision) {
  for (uint32_t origin : origins) {
    const Origin& record = origins_[origin];
    step_tasks_.park_source(record.source, view(record.like.key), decision.at, decision.why);
  }
  settlement_.parked(origins);
}

}  // namespace sluice::pipeline
