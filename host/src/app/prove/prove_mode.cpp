#include "app/prove/prove_mode.hpp"

#include "app/wiring/output_folder.hpp"

namespace sluice::app {

// A replay runs in a way of its own, so that two are alike. Here the config's own is what is to be
// proved.
void ProveMode::adapt(Workspace& workspace) {
  config::HostSettings& host = workspace.config.host;
  const auto lanes = host.lanes;
  const config::CommitSettings commit = host.commit;
  if (replay_)
    replay_->adapt(workspace);
  else
    write_below(folder_.outputs(), workspace);
  host.lanes = lanes;
  host.commit = commit;
}

// Of some sources a walk that was interrupted has no place to go on from.
Status ProveMode::adapt_plan(pipeline::Plan& plan, store::PipelineStore& store) {
  if (Status s = inner().adapt_plan(plan, store); !s) return s;
  plan.source.committed = nullptr;  // every run reads the same again
  const auto left = store.load(plan.pipeline);
  if (!left) return left.status();
  const bool starts_over = left->cursor.walk == store::Walk::running && left->cursor.text.empty();
  for (pipeline::Target& target : plan.targets)
    publishers_.emplace_back(target, plan.pipeline, starts_over, log_);
  return {};
}

}  // namespace sluice::app
