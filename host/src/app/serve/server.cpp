#include "app/serve/server.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "app/report/console.hpp"
#include "app/report/profile_text.hpp"
#include "app/report/summary_text.hpp"
#include "app/report/waiting_text.hpp"
#include "app/serve/live_config.hpp"
#include "app/serve/pipeline_words.hpp"
#include "app/wiring/kept_components.hpp"
#include "app/wiring/state_locks.hpp"
#include "platform/process.hpp"

namespace sluice::app {
namespace {

// The wall clock may be put forward while nobody looks.
constexpr int64_t kLongestPatienceMs = 1000;

std::string counted(size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

store::RunOutcome outcome_of(const pipeline::RunReport& report) {
  if (report.cancelled()) return store::RunOutcome::kStopped;
  if (!report.status) return store::RunOutcome::kFailed;
  if (left_waiting(report)) return store::RunOutcome::kWaiting;
  return report.parked ? store::RunOutcome::kParked : store::RunOutcome::kDone;
}

}  // namespace

Server::Server(ServerSettings settings, std::shared_ptr<const config::Config> config,
               RunSurroundings surroundings, store::RunLogStore& run_log,
               platform::Signals& signals)
    : settings_(std::move(settings)),
      config_(std::move(config)),
      around_(surroundings),
      run_log_(run_log),
      signals_(signals),
      retries_(settings_.tasks, run_log) {
  index_pipelines();
}

// There may be thousands of pipelines, and each run asks for some by name.
void Server::index_pipelines() {
  places_.clear();
  views_.assign(config_->pipelines.size(), nullptr);
  for (size_t i = 0; i < config_->pipelines.size(); i++) {
    places_[config_->pipelines[i].name] = i;
    touch(config_->pipelines[i].name);
  }
}

Status Server::start() {
  started_ms_ = loaded_ms_ = now_ms();
  full_path_ = std::filesystem::absolute(settings_.path).string();
  if (Status s = run_log_.mark_lost(started_ms_); !s) return s;
  const Result<Planned> planned = look_up(*config_);
  if (!planned) return planned.status();
  plan_all(*planned);
  if (Status s = plan_drains(); !s) return s;
  publish();
  return {};
}

void Server::run(const std::function<void()>& tick) {
  while (!signals_.received()) {
    begin_due();
    if (!touched_.empty()) publish();
    around_.attention.wait(patience_ms());
    around_.attention.clear();
    collect_ended();
    carry_out_commands();
    if (signals_.take_reload()) reload();
    tick();
  }
  stopping_ = true;
  publish();
  settings_.control.close();
  log().info({},
             "stopping: " + counted(running_.size(), "run") +
                 (running_.size() == 1 ? " is" : " are") + " under way",
             {});
  stop_all();
  if (Status s = retries_.stop_all(now_ms()); !s)
    log().error({}, "retries that did not begin are not in the run log: ", s.message());
}

const config::PipelineConfig* Server::find(const std::string& pipeline) const {
  const auto found = places_.find(pipeline);
  return found == places_.end() ? nullptr : &config_->pipelines[found->second];
}

bool Server::listens(const config::PipelineConfig& pipeline) const {
  return around_.registry.listens(pipeline.subscriber.use);
}

size_t Server::busy_workers() const {
  return static_cast<size_t>(std::count_if(running_.begin(), running_.end(), [](const auto& one) {
    return !one.second.listens && one.second.run->worker().is_held();
  }));
}

size_t Server::workers() const {
  const uint32_t configured = config_->host.workers;
  return configured ? configured : platform::usable_cores();
}

// Of runs whose wait is over, before others begin.
void Server::grant_workers() {
  for (auto& [pipeline, running] : running_)
    if (running.run->worker().is_wanted() && busy_workers() < workers()) {
      running.run->worker().grant();
      touch(pipeline);
    }
}

void Server::begin_due() {
  grant_workers();
  const int64_t now = now_ms();
  follow_clock(now);
  for (Start& start : agenda_.take_due(now)) {
    touch(start.pipeline);
    waiting_.push_back(std::move(start));
  }
  for (const std::string& pipeline : restarts_.take_due(now))
    waiting_.push_back({pipeline, "start", 0});
  for (const std::string& pipeline : drain_times_.take_due(now))
    waiting_.push_back({pipeline, kBacklogCause, 0});
  begin_waiting();
}

// Those that wait for outside events take no worker.
void Server::begin_waiting() {
  std::deque<Start> still;
  std::set<std::string> behind;  // no other start of these pipelines comes first
  for (Start& start : std::exchange(waiting_, {})) {
    const config::PipelineConfig* const pipeline = find(start.pipeline);
    const bool listening = pipeline && !start.retry && listens(*pipeline);
    const bool free = busy_workers() < workers() || listening;
    if (free && !behind.count(start.pipeline) && begin(start)) {
      touch(start.pipeline);
      continue;
    }
    behind.insert(start.pipeline);
    still.push_back(std::move(start));
  }
  waiting_ = std::move(still);
}

bool Server::begin(const Start& start) {
  const config::PipelineConfig* const pipeline = find(start.pipeline);
  if (!pipeline) return give_up(start), true;
  if (const auto running = running_.find(start.pipeline); running != running_.end())
    return makes_room(start, running->second);
  Result<PipelineLock> lock =
      lock_pipeline(config_->host.state, start.pipeline, around_.services.leases());
  if (!lock && lock.status().code() == SLUICE_E_UNAVAILABLE) {
    say_waits(start.pipeline, lock.status());
    return false;
  }
  waits_said_.erase(start.pipeline);
  begin(start, *pipeline, std::move(lock));
  return true;
}

// Once, however long it takes.
void Server::say_waits(const std::string& pipeline, const Status& busy) {
  if (waits_said_.insert(pipeline).second)
    log().warning(instance_of(pipeline), "is due and waits: ", busy.message());
}

void Server::begin(const Start& start, const config::PipelineConfig& pipeline,
                   Result<PipelineLock> lock) {
  Running running;
  const auto followed = lock ? follow(pipeline, *lock) : Result<Followed>(lock.status());
  auto mode = mode_of(start, running);
  if (!mode) return could_not_begin(running, mode.status());
  running.listens = !start.retry && listens(pipeline);
  if (running.listens) running.signature = signature_of(*config_, pipeline);
  if (!pipeline.refused.empty())
    return could_not_begin(running, {SLUICE_E_INVALID, pipeline.refused});
  if (!followed) return could_not_begin(running, followed.status());
  if (!lock->warning.empty()) log().warning(instance_of(start.pipeline), {}, lock->warning);
  auto run = ServedRun::start(config_, pipeline, around_, *std::move(lock), *std::move(mode),
                              followed->folders);
  if (!run) return could_not_begin(running, run.status());
  running.run = *std::move(run);
  if (running.listens) running.run->worker().keep();
  if (running.logged.id)
    log().info(
        instance_of(start.pipeline),
        "run " + std::to_string(running.logged.id) + " started (" + running.logged.cause + ")", {});
  running_.emplace(start.pipeline, std::move(running));
}

// A retry that is queued is of a step as it was called then.
Result<Followed> Server::follow(const config::PipelineConfig& pipeline, const PipelineLock& lock) {
  auto followed =
      follow_components(pipeline, around_.registry, around_.components, lock.lease->fence());
  if (!followed || followed->renamed.empty()) return followed;
  retries_.rename(pipeline.name, followed->renamed);
  log().info(instance_of(pipeline.name), renamed_text(followed->renamed), {});
  return followed;
}

// And what is logged of the run from now on.
Result<std::unique_ptr<RunMode>> Server::mode_of(const Start& start, Running& running) {
  if ((running.retry = start.retry)) {
    auto mode = retries_.begin(start.retry, now_ms());
    running.logged = retries_.logged(start.retry);
    running.logged.read = running.logged.filtered = running.logged.delivered =
        running.logged.parked = 0;
    return mode;
  }
  running.logged.pipeline = start.pipeline;
  running.logged.cause = start.cause;
  running.logged.planned_ms = start.planned_ms;
  running.logged.started_ms = now_ms();
  if (start.cause == kBacklogCause) return std::unique_ptr<RunMode>(std::make_unique<DrainRun>());
  if (Status s = log_begin(running.logged); !s) return s;
  return std::unique_ptr<RunMode>(std::make_unique<OrdinaryRun>());
}

Status Server::log_begin(store::LoggedRun& run) {
  const Result<int64_t> id = run_log_.begin_run(run);
  state_problem_ = id.status().message();
  if (id) run.id = *id;
  return id.status();
}

// False: it is not in the log.
bool Server::log_end(const store::LoggedRun& run) {
  if (!run.id) return run.cause == kBacklogCause;  // a try that is no news is not kept
  const Status ended = run_log_.end_run(run);
  state_problem_ = ended.message();
  if (!ended)
    log().error(instance_of(run.pipeline), "its end is not in the run log: ", ended.message());
  return ended.ok();
}

void Server::could_not_begin(Running& running, const Status& why) {
  running.logged.outcome = store::RunOutcome::kFailed;
  running.logged.message = settings_.redactor.redact(why.message());
  if (retries_.has(running.logged.id)) retries_.ended(running.logged);
  log().error(instance_of(running.logged.pipeline), "could not start: ", why.message());
  settle(running);
}

void Server::collect_ended() {
  for (auto at = running_.begin(); at != running_.end();) {
    if (!at->second.run->over()) {
      ++at;
      continue;
    }
    Running running = std::move(at->second);
    at = running_.erase(at);
    finish(running);
  }
}

void Server::finish(Running& running) {
  const pipeline::RunReport& report = running.run->report();
  store::LoggedRun& logged = running.logged;
  logged.outcome = outcome_of(report);
  logged.read = report.read;
  logged.filtered = report.filtered;
  logged.delivered = report.delivered();
  logged.parked = report.parked;
  logged.waiting = left_waiting(report);
  logged.profile = report.profile ? config::to_json(profile_node(*report.profile)) : "";
  plan_drain(logged.pipeline, report);
  // A target that is still down is no news, however often it is tried.
  if (logged.cause == kBacklogCause) {
    if (!logged.delivered && !logged.parked && logged.outcome == store::RunOutcome::kWaiting)
      return touch(logged.pipeline);
    if (Status s = log_begin(logged); !s)
      log().error(instance_of(logged.pipeline), "it is not in the run log: ", s.message());
  }
  const bool failed = logged.outcome == store::RunOutcome::kFailed;
  for (const std::string& line : waiting_lines(report))
    logged.message += (logged.message.empty() ? "" : "; ") + settings_.redactor.redact(line);
  if (failed) logged.message = settings_.redactor.redact(report.status.message());
  if (running.retry && !retries_.ended(logged)) {
    waiting_.push_front({logged.pipeline, logged.cause, 0, running.retry});
    return;
  }
  settle(running);
  publish();  // who reads the line finds the run over
  const std::string next = next_text(logged.pipeline),
                    why = (failed ? ": " + report.status.message() : std::string()) +
                          (logged.waiting ? "; " + logged.message : std::string());
  std::string text = "run " + std::to_string(logged.id) + " " +
                     std::string(store::outcome_name(logged.outcome)) + ": " +
                     figures_line(report) + ", " + seconds_text(report.elapsed_ms);
  if (why.empty()) text += next;
  log().write(failed ? services::Level::kError : services::Level::kInfo,
              instance_of(logged.pipeline), text, why.empty() ? why : why + next);
}

void Server::settle(Running& running) {
  store::LoggedRun& logged = running.logged;
  logged.ended_ms = now_ms();
  const bool stored = log_end(logged);
  logged.profile.clear();  // what is kept in memory of the run does without it
  if (logged.cause != kBacklogCause) agenda_.ended(logged.pipeline, logged.ended_ms);
  if (running.stays_stopped)
    restarts_.remove(logged.pipeline);
  else if (logged.cause != kBacklogCause)
    restarts_.ended(logged.pipeline, logged.started_ms, logged.ended_ms,
                    logged.outcome == store::RunOutcome::kStopped);
  last_.insert_or_assign(logged.pipeline, logged);
  if (settings_.ended) settings_.ended(logged, stored);
  touch(logged.pipeline);
}

void Server::stop_all() {
  for (auto& [name, running] : running_) running.run->stop();
  while (!running_.empty()) {
    around_.attention.wait(kLongestPatienceMs);
    around_.attention.clear();
    collect_ended();
  }
}

int64_t Server::patience_ms() const {
  int64_t until = kLongestPatienceMs;
  const int64_t now = now_ms();
  const bool full = !waiting_.empty();
  for (const auto& next : {agenda_.next(), restarts_.next(), drain_times_.next()})
    if (next && !full) until = std::min(until, *next - now);
  return std::max<int64_t>(until, 0);
}

}  // namespace sluice::app
