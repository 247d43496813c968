#include "app/client/awaited_runs.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>

#include "app/api/view_json.hpp"
#include "app/report/run_text.hpp"

namespace sluice::app {
namespace {

Status status_of(const store::LoggedRun& run) {
  switch (run.outcome) {
    case store::RunOutcome::kStopped:
      return {SLUICE_E_CANCELLED, "stopped"};
    case store::RunOutcome::kFailed:
      return Status::internal(run.message);
    case store::RunOutcome::kLost:
      return Status::internal("the server has ended during the run");
    default:
      return {};
  }
}

pipeline::RunReport report_of(const store::LoggedRun& run) {
  pipeline::RunReport out;
  out.status = status_of(run);
  out.read = run.read;
  out.filtered = run.filtered;
  out.parked = run.parked;
  out.targets.emplace_back();
  out.targets.back().delivered = run.delivered;
  out.targets.back().parked = run.parked;
  if (run.waiting) {
    out.targets.emplace_back();
    out.targets.back().left = run.waiting;
    out.targets.back().down = run.message;
  }
  out.elapsed_ms = run.ended_ms ? run.ended_ms - run.started_ms : 0;
  return out;
}

// Those of tasks are known by their numbers.
int64_t number_of(const std::optional<store::LoggedRun>& run) {
  return run && run->cause != "retry" ? run->id : 0;
}

int64_t latest_of(const PipelineView& view) {
  return std::max(number_of(view.last), number_of(view.running));
}

config::Node json_of(const ServerEvent& event) {
  ControlAnswer data;
  data.body = event.data;
  return data.json();
}

}  // namespace

ViewsByName views_of(const config::Node& status) {
  ViewsByName out;
  const config::Node* const all = status.find("pipelines");
  for (const config::Node& one : all ? all->items : std::vector<config::Node>()) {
    PipelineView view = pipeline_of(one);
    out.insert_or_assign(view.name, std::move(view));
  }
  return out;
}

AwaitedRuns::AwaitedRuns(const ControlClient& server, bool shown, bool quiet)
    : server_(server), screen_(shown), progress_(screen_, quiet) {}

Status AwaitedRuns::start(const config::PipelineConfig& pipeline, const PipelineView& view) {
  const auto answer = server_.ask("POST", "/api/v1/pipelines/" + pipeline.name + "/runs");
  if (!answer) return answer.status();
  if (!answer->good()) return answer->problem();
  const config::Node body = answer->json();
  const config::Node* const run = body.find("run");
  add(pipeline, run ? std::strtoll(run->text.c_str(), nullptr, 10) : 0);
  awaited_.back().before = latest_of(view);
  return {};
}

void AwaitedRuns::add(const config::PipelineConfig& pipeline, int64_t run) {
  awaited_.push_back({&pipeline, &progress_.watch(pipeline.name), 0, run});
  awaited_.back().watcher->start();
}

Status AwaitedRuns::wait() {
  Status status = server_.follow("/api/v1/events", {}, [this](const ServerEvent& event) {
    take(event);
    progress_.tick();
    return !all_over();
  });
  progress_.clear();
  if (!status || all_over()) return status;
  return {SLUICE_E_UNAVAILABLE, "the server has ended; sluice runs list says what became of it"};
}

RunSummary AwaitedRuns::summary() const {
  RunSummary out;
  for (const Awaited& one : awaited_) out.pipelines.push_back({one.config, &*one.report});
  out.elapsed_ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                       std::chrono::steady_clock::now() - started_)
                       .count();
  out.exit_code = exit_code_of(out);
  return out;
}

void AwaitedRuns::take(const ServerEvent& event) {
  if (event.name == "status") take(views_of(json_of(event)));
  if (event.name == "pipeline") take(pipeline_of(json_of(event)));
  if (event.name == "run") take(run_of(json_of(event)));
}

void AwaitedRuns::take(const ViewsByName& all) {
  for (const auto& [name, view] : all) take(view);
  for (Awaited& one : awaited_)
    if (!one.report && !all.contains(one.config->name)) look_after_gone(one);
}

// Of a pipeline that the server has no more, nothing else tells that it is over.
void AwaitedRuns::take(const store::LoggedRun& ended) {
  for (Awaited& one : awaited_)
    if (one.run && one.run == ended.id && !one.report) look_after(one);
}

// The server has no such pipeline (any more). A run that is under way comes to its end.
void AwaitedRuns::look_after_gone(Awaited& one) {
  if (one.run) return look_after(one);
  one.report = pipeline::RunReport();
  one.report->status = {SLUICE_E_INVALID,
                        "the server has no pipeline " + one.config->name + " any more"};
  one.watcher->end(*one.report);
}

void AwaitedRuns::take(const PipelineView& view) {
  for (Awaited& one : awaited_)
    if (one.config->name == view.name && !one.report) take(view, one);
}

void AwaitedRuns::take(const PipelineView& view, Awaited& one) {
  if (!one.run && !view.queued && latest_of(view) > one.before) one.run = latest_of(view);
  if (!one.run) return;
  if (view.running && view.running->id == one.run)
    return one.watcher->progress(report_of(*view.running));
  look_after(one);
}

// Others may have run since, so that it is not the last one.
void AwaitedRuns::look_after(Awaited& one) {
  const auto found = server_.get("/api/v1/runs/" + std::to_string(one.run));
  const store::LoggedRun run = found ? run_of(*found) : store::LoggedRun();
  if (found && !run.ended_ms) return;
  one.report = report_of(run);
  if (!found) one.report->status = found.status();
  one.watcher->end(*one.report);
}

bool AwaitedRuns::all_over() const {
  return std::all_of(awaited_.begin(), awaited_.end(),
                     [](const Awaited& one) { return one.report.has_value(); });
}

}  // namespace sluice::app
