// What waits for targets that are down, between the runs of their pipelines.
#include <algorithm>

#include "app/serve/server.hpp"

namespace sluice::app {
namespace {

// After a run whose drain ended with something left although the target takes records.
constexpr int64_t kShortestDrainMs = 1000;

// Between two tries of any target of the pipeline.
int64_t longest_wait_of(const config::PipelineConfig& pipeline) {
  int64_t out = base::BacklogSettings().longest_wait_ms;
  for (const config::ComponentConfig& publisher : pipeline.publishers)
    if (publisher.backlog) out = std::max(out, publisher.backlog->limits.longest_wait_ms);
  return out;
}

}  // namespace

// One that runs all the time tries by itself.
void Server::plan_drain(const std::string& pipeline, const pipeline::RunReport& report) {
  drain_times_.remove(pipeline);
  const config::PipelineConfig* const config = find(pipeline);
  if (!config || listens(*config)) return;
  for (const pipeline::TargetFigures& target : report.targets)
    if (target.left && !target.gone)
      drain_times_.put(pipeline, now_ms() + std::max(target.next_try_ms, kShortestDrainMs));
}

// What an earlier server, a run by hand, or another configuration left.
Status Server::plan_drains() {
  const auto left = around_.backlogs.backlogs({});
  if (!left) return left.status();
  for (const store::Backlog& one : *left) {
    const config::PipelineConfig* const config = find(one.pipeline);
    if (config && config->refused.empty() && !listens(*config) && one.records)
      drain_times_.put(one.pipeline,
                       now_ms() + std::min(one.next_try_ms, longest_wait_of(*config)));
  }
  return {};
}

}  // namespace sluice::app
