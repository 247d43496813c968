#include "app/serve/retries.hpp"

#include <algorithm>
#include <utility>

#include "app/wiring/retry_walks.hpp"

namespace sluice::app {
namespace {

store::LoggedRun logged_run(const RetryWalk& walk, int64_t now_ms) {
  store::LoggedRun out;
  out.pipeline = walk.pipeline;
  out.cause = "retry";
  out.started_ms = now_ms;
  out.outcome = store::RunOutcome::kQueued;
  return out;
}

}  // namespace

Result<std::vector<QueuedRetry>> Retries::add(const store::TaskFilter& filter, int64_t now_ms) {
  const auto chosen = of_now(tasks_, filter);
  if (!chosen) return chosen.status();
  const auto walks = walks_of(tasks_, *chosen);
  if (!walks) return walks.status();
  const auto open = interrupted(*walks);
  if (!open) return open.status();
  std::vector<QueuedRetry> out;
  for (const RetryWalk& walk : *open)
    if (Status s = queue({walk, std::nullopt, logged_run(walk, now_ms)}, out); !s) return s;
  for (const RetryWalk& walk : *walks)
    if (Status s = queue({walk, of_walk(*chosen, walk), logged_run(walk, now_ms)}, out); !s)
      return s;
  return out;
}

// Retries that a server or a command left behind, and that these walks do not end.
Result<std::vector<RetryWalk>> Retries::interrupted(const std::vector<RetryWalk>& walks) const {
  store::TaskFilter retrying;
  retrying.states = {store::TaskState::retrying};
  auto out = walks_of(tasks_, retrying);
  if (!out) return out;
  std::erase_if(*out, [&](const RetryWalk& walk) {
    return std::find(walks.begin(), walks.end(), walk) != walks.end() ||
           std::any_of(queued_.begin(), queued_.end(),
                       [&](const auto& one) { return one.second.walk == walk; });
  });
  return out;
}

Status Retries::queue(Queued one, std::vector<QueuedRetry>& out) {
  const auto id = run_log_.begin_run(one.logged);
  if (!id) return id.status();
  one.logged.id = *id;
  out.push_back({*id, one.walk.pipeline, one.walk.step});
  queued_.emplace(*id, std::move(one));
  return {};
}

Result<std::unique_ptr<RunMode>> Retries::begin(int64_t run, int64_t now_ms) {
  Queued& queued = queued_.at(run);
  const Result<bool> interrupted = is_interrupted(tasks_, queued.walk);
  if (!interrupted) return interrupted.status();
  queued.again = *interrupted && queued.chosen;
  if (queued.logged.outcome == store::RunOutcome::kQueued) {
    queued.logged.outcome = store::RunOutcome::kRunning;
    queued.logged.started_ms = now_ms;
    if (Status s = run_log_.begin_queued(queued.logged); !s) return s;
  }
  return std::unique_ptr<RunMode>(std::make_unique<RetryMode>(
      tasks_, queued.walk, queued.again ? std::optional<store::TaskFilter>() : queued.chosen));
}

void Retries::rename(const std::string& pipeline, const std::vector<store::Renamed>& renamed) {
  for (auto& [id, queued] : queued_) {
    if (queued.walk.pipeline != pipeline) continue;
    queued.walk.step = store::name_now(renamed, queued.walk.step);
    if (queued.chosen) queued.chosen->step = queued.walk.step;
  }
}

// The figures are those of all its parts.
bool Retries::ended(store::LoggedRun& run) {
  Queued& queued = queued_.at(run.id);
  run.read += queued.logged.read;
  run.filtered += queued.logged.filtered;
  run.delivered += queued.logged.delivered;
  run.parked += queued.logged.parked;
  const bool well =
      run.outcome == store::RunOutcome::kDone || run.outcome == store::RunOutcome::kParked;
  if (well && std::exchange(queued.again, false)) {
    queued.logged = run;
    queued.logged.outcome = store::RunOutcome::kRunning;
    return false;
  }
  if (well && run.parked) run.outcome = store::RunOutcome::kParked;
  queued_.erase(run.id);
  return true;
}

Status Retries::stop_all(int64_t now_ms) {
  Status out;
  for (auto& [id, queued] : queued_) {
    queued.logged.outcome = store::RunOutcome::kStopped;
    queued.logged.ended_ms = now_ms;
    if (Status s = run_log_.end_run(queued.logged); !s) out = std::move(s);
  }
  queued_.clear();
  return out;
}

}  // namespace sluice::app
