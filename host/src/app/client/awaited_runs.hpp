// Runs that a server was asked for, until they are over: shows how far they are, and what became of
// them. Main thread.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "app/api/server_view.hpp"
#include "app/client/control_client.hpp"
#include "app/report/progress.hpp"
#include "app/report/screen.hpp"
#include "app/report/summary.hpp"
#include "config/model.hpp"

namespace sluice::app {

using ViewsByName = std::map<std::string, PipelineView>;

// The pipelines of /api/v1/status.
ViewsByName views_of(const config::Node& status);

class AwaitedRuns {
 public:
  // `shown`: progress goes to the terminal. `server` outlives it.
  AwaitedRuns(const ControlClient& server, bool shown, bool quiet);

  // Asks for a run of a pipeline, which outlives this object; `view`: it as it was before.
  Status start(const config::PipelineConfig& pipeline, const PipelineView& view);
  // One that was asked for already, by its number.
  void add(const config::PipelineConfig& pipeline, int64_t run);
  // Until all are over. E_UNAVAILABLE: the server has ended.
  Status wait();
  // Of all. REQUIRES: they are over.
  RunSummary summary() const;

 private:
  // One run, from the request for it to its end.
  struct Awaited {
    const config::PipelineConfig* config;
    Watcher* watcher;
    int64_t before = 0;  // the latest run there was
    int64_t run = 0;     // 0: it is queued
    std::optional<pipeline::RunReport> report = {};
  };

  void take(const ServerEvent& event);
  void take(const ViewsByName& all);
  void take(const PipelineView& view);
  void take(const store::LoggedRun& ended);
  void take(const PipelineView& view, Awaited& one);
  void look_after(Awaited& one);
  void look_after_gone(Awaited& one);
  bool all_over() const;

  const ControlClient& server_;
  Screen screen_;
  Progress progress_;
  const std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::deque<Awaited> awaited_;
};

}  // namespace sluice::app
