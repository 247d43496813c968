#include "app/commands/run_on_server.hpp"

#include <algorithm>
#include <chrono>
#include <deque>

#include "app/api/view_json.hpp"
#include "app/client/control_client.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/report/progress.hpp"
#include "app/report/run_text.hpp"
#include "app/report/summary_text.hpp"
#include "platform/terminal.hpp"

namespace sluice::app {
namespace {

using ViewsByName = std::map<std::string, PipelineView>;

bool is_plain(const Options& options) {
  return options.record.empty() && options.replay.empty() && options.publisher.empty() &&
         !options.profile;
}

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
  out.targets = {{"", run.delivered, run.parked}};
  out.elapsed_ms = run.ended_ms ? run.ended_ms - run.started_ms : 0;
  return out;
}

void add_view(const config::Node& node, ViewsByName& views) {
  PipelineView one = pipeline_of(node);
  views.insert_or_assign(one.name, std::move(one));
}

ViewsByName views_of(const config::Node& status) {
  ViewsByName out;
  if (const config::Node* all = status.find("pipelines"))
    for (const config::Node& one : all->items) add_view(one, out);
  return out;
}

// One pipeline's run, from the request for it to its end.
struct Awaited {
  const config::PipelineConfig* config;
  Watcher* watcher;
  int64_t before = 0;  // the latest run there was
  int64_t run = 0;     // 0: it is queued
  std::optional<pipeline::RunReport> report = {};
};

int64_t latest_of(const PipelineView& view) {
  return std::max(view.last ? view.last->id : 0, view.running ? view.running->id : 0);
}

class RunsOnServer {
 public:
  RunsOnServer(const Options& options, const ControlClient& server)
      : server_(server),
        screen_(!options.quiet && !options.json && platform::is_terminal(platform::Stream::kError)),
        progress_(screen_, options.quiet) {}

  Status start(const config::PipelineConfig& pipeline, const PipelineView& view) {
    const auto answer = server_.ask("POST", "/api/v1/pipelines/" + pipeline.name + "/runs");
    if (!answer) return answer.status();
    if (!answer->good()) return answer->problem();
    Awaited one{&pipeline, &progress_.watch(pipeline.name), latest_of(view), 0};
    const config::Node body = answer->json();
    if (const config::Node* run = body.find("run"))
      one.run = std::strtoll(run->text.c_str(), nullptr, 10);
    one.watcher->start();
    awaited_.push_back(std::move(one));
    return {};
  }

  Status wait() {
    Status status = server_.follow("/api/v1/events", {}, [&](const ServerEvent& event) {
      take(event);
      progress_.tick();
      return !all_over();
    });
    progress_.clear();
    if (!status || all_over()) return status;
    return {SLUICE_E_UNAVAILABLE, "the server has ended; sluice runs list says what became of it"};
  }

  RunSummary summary() const {
    RunSummary out;
    for (const Awaited& one : awaited_) out.pipelines.push_back({one.config, &*one.report});
    out.elapsed_ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                         std::chrono::steady_clock::now() - started_)
                         .count();
    out.exit_code = exit_code_of(out);
    return out;
  }

 private:
  void take(const ServerEvent& event) {
    ControlAnswer data;
    data.body = event.data;
    if (event.name == "status")
      for (const auto& [name, view] : views_of(data.json())) take(view);
    if (event.name == "pipeline") take(pipeline_of(data.json()));
  }

  void take(const PipelineView& view) {
    for (Awaited& one : awaited_)
      if (one.config->name == view.name && !one.report) take(view, one);
  }

  void take(const PipelineView& view, Awaited& one) {
    if (!one.run && !view.queued && latest_of(view) > one.before) one.run = latest_of(view);
    if (!one.run) return;
    if (view.running && view.running->id == one.run)
      return one.watcher->progress(report_of(*view.running));
    if (view.last && view.last->id >= one.run) end(one);
  }

  // It may not be the last one any more.
  void end(Awaited& one) {
    const auto run = server_.get("/api/v1/runs/" + std::to_string(one.run));
    one.report = run ? report_of(run_of(*run)) : pipeline::RunReport();
    if (!run) one.report->status = run.status();
    one.watcher->end(*one.report);
  }

  bool all_over() const {
    return std::all_of(awaited_.begin(), awaited_.end(),
                       [](const Awaited& one) { return one.report.has_value(); });
  }

  const ControlClient& server_;
  Screen screen_;
  Progress progress_;
  const std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::deque<Awaited> awaited_;
};

void tell(const Options& options, const RunSummary& summary, const std::string& file,
          const services::Redactor& redactor) {
  if (options.json) return print(redactor.redact(config::to_json(summary_node(summary))));
  for (const std::string& line : summary_lines(summary, {options.verbose, file}))
    if (!options.quiet) print(redactor.redact(line));
  if (!options.quiet) return;
  for (const RunSummary::Pipeline& one : summary.pipelines)
    if (!one.report->status)
      print_error(redactor.redact(one.config->name + ": " + one.report->status.message()));
}

// One that waits for what comes from outside is always under way.
bool has_all(const ViewsByName& views, const Pipelines& pipelines) {
  return std::all_of(pipelines.begin(), pipelines.end(), [&](const auto* pipeline) {
    const auto found = views.find(pipeline->name);
    return found != views.end() && !found->second.always;
  });
}

}  // namespace

std::optional<int> run_on_server(const Options& options, const Workspace& workspace,
                                 const Pipelines& pipelines, const services::Redactor& redactor) {
  if (!is_plain(options)) return std::nullopt;
  const auto server = ControlClient::find(workspace.config.host.state);
  if (!server) return std::nullopt;
  const auto status = server->get("/api/v1/status");
  if (!status) return failure("run", status.status());
  const ViewsByName views = views_of(*status);
  if (!has_all(views, pipelines)) return std::nullopt;
  RunsOnServer runs(options, *server);
  for (const config::PipelineConfig* one : pipelines)
    if (Status s = runs.start(*one, views.at(one->name)); !s) return failure("run", s);
  if (Status s = runs.wait(); !s) return failure("run", s);
  const RunSummary summary = runs.summary();
  tell(options, summary, workspace.config.file, redactor);
  return summary.exit_code;
}

}  // namespace sluice::app
