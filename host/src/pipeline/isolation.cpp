#include "pipeline/isolation.hpp"

#include <algorithm>
#include <utility>

namespace sluice::pipeline {

Status Isolation::run_one_by_one() const {
  record::Batch batch(context_.tools.run.plan.limits);
  for (std::vector<uint32_t>& group : context_.attempt.groups()) {
    const std::vector<uint32_t> live = context_.origins.live_of(std::move(group));
    if (live.empty()) continue;
    if (Status s = run_alone(live, batch, context_.results.done()); !s) return s;
  }
  return {};
}

std::vector<uint32_t> Isolation::numbers_of(const SubBatch& sub, size_t index) const {
  const auto origins = context_.results.origins_of(sub, index);
  return {origins.begin(), origins.end()};
}

std::vector<Isolation::Repeat> Isolation::repeats_of(const SubBatch& sub) const {
  std::vector<Repeat> repeats;
  const record::RecordList& records = sub.batch.records();
  for (const record::StandIn& one : sub.batch.stand_ins().all())
    repeats.push_back({numbers_of(sub, records.index_of(one.record)),
                       numbers_of(sub, records.index_of(one.other)), one.waits});
  return repeats;
}

// Neither the repeat nor the record that stood for it was delivered, or it waited for that one.
bool Isolation::is_due(const Repeat& repeat) const {
  const Settlement& settlement = context_.results.settlement();
  return (repeat.waits ||
          std::any_of(repeat.others.begin(), repeat.others.end(),
                      [&](uint32_t origin) { return settlement.is_parked(origin); })) &&
         std::all_of(repeat.origins.begin(), repeat.origins.end(),
                     [&](uint32_t origin) { return settlement.is_filtered(origin); });
}

bool Isolation::has_due(const SubBatch& sub) const {
  const bool parked = context_.results.settlement().parked_count() > 0;
  const record::StandIns& stand_ins = sub.batch.stand_ins();
  if (stand_ins.all().empty() || !(parked || stand_ins.has_waiting())) return false;
  const std::vector<Repeat> repeats = repeats_of(sub);
  return std::any_of(repeats.begin(), repeats.end(),
                     [&](const Repeat& repeat) { return is_due(repeat); });
}

std::set<uint32_t> Isolation::due_origins(const SubBatch& sub) const {
  std::set<uint32_t> out;
  for (const Repeat& repeat : repeats_of(sub))
    if (is_due(repeat)) out.insert(repeat.origins.begin(), repeat.origins.end());
  return out;
}

// Targets at which the records that stood for it came to their end: to them another version of the
// same would be one more, or an older one over a newer. Where they parked before any target,
// nobody.
std::vector<char> Isolation::served(const Repeat& repeat) const {
  const Settlement& settlement = context_.results.settlement();
  std::vector<char> out(context_.tools.run.plan.targets.size(), 0);
  if (repeat.waits) return out;
  const auto has_parked = [&](size_t target) {
    return std::any_of(repeat.others.begin(), repeat.others.end(),
                       [&](uint32_t origin) { return settlement.is_parked_at(origin, target); });
  };
  bool anywhere = false;
  for (size_t t = 0; t < out.size(); t++) {
    out[t] = has_parked(t) ? 0 : 1;
    anywhere |= !out[t];
  }
  return anywhere ? out : std::vector<char>(out.size(), 0);
}

// A record that runs again may park, and so make others due: of repeats of a later record the later
// ones run first, as they may stand for the earlier.
Status Isolation::run_repeats(const SubBatch& sub) const {
  std::vector<Repeat> repeats = repeats_of(sub);
  const auto later = std::stable_partition(
      repeats.begin(), repeats.end(),
      [](const Repeat& repeat) { return repeat.origins.front() > repeat.others.front(); });
  std::sort(repeats.begin(), later,
            [](const Repeat& a, const Repeat& b) { return a.origins.front() < b.origins.front(); });
  std::reverse(later, repeats.end());
  record::Batch batch(context_.tools.run.plan.limits);
  for (Repeat& repeat : repeats) {
    const std::vector<uint32_t> origins = context_.origins.live_of(std::move(repeat.origins));
    if (origins.empty() || !is_due({origins, repeat.others, repeat.waits})) continue;
    if (Status s = run_alone(origins, batch, served(repeat)); !s) return s;
  }
  return {};
}

Status Isolation::run_alone(const std::vector<uint32_t>& origins, record::Batch& batch,
                            const std::vector<char>& done) const {
  BatchPart part(context_, origins, batch);
  Status status = PartRun(part, 0).run(done);
  if (status) context_.attempt.keep_part(SubBatch{batch, origins});
  return status;
}

}  // namespace sluice::pipeline
