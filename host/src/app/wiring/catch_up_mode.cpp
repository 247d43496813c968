#include "app/wiring/catch_up_mode.hpp"

#include "app/wiring/component_name.hpp"
#include "config/suggest.hpp"

namespace sluice::app {
namespace {

Status refused(std::string why) { return {SLUICE_E_INVALID, std::move(why)}; }

}  // namespace

Status CatchUpMode::select(Pipelines& pipelines) {
  if (pipelines.size() != 1) return refused("--publisher needs the name of one pipeline");
  pipeline_ = pipelines.front()->name;
  const std::vector<std::string> known = publisher_names(*pipelines.front());
  const std::vector<std::string> meant = meant_publishers(known, name_);
  if (meant.size() != 1)
    return refused("pipeline " + pipeline_ + " has " +
                   (meant.empty() ? "no publisher" : "several publishers") + " \"" + name_ +
                   "\"; known are " + config::list_names(known));
  publisher_ = meant.front();
  return {};
}

Status CatchUpMode::adapt_plan(pipeline::Plan& plan, store::PipelineStore& store) {
  const Result<store::PipelineState> own = store.load(pipeline_);
  if (!own) return own.status();
  // The pipeline could not take over the publisher's position, and the first run would give it all
  // again.
  if (own->sequence == 0)
    return refused("pipeline " + pipeline_ +
                   " has not run yet: its first run gives every publisher everything");
  const loader::ComponentInfo* source = registry_->find(plan.source.id);
  if (source && source->listens())
    return refused("pipeline " + pipeline_ + ": what " + plan.source.name +
                   " gives comes from outside; there is no start to go back to");
  for (const pipeline::Target& target : plan.targets)
    if (target.name == publisher_ && (target.of_hooks || !target.then.empty()))
      return refused("pipeline " + pipeline_ + ", " + publisher_ + ": " +
                     (target.of_hooks ? "it gets what others' hooks leave, not what is read"
                                      : "what its hooks leave would go to " + target.then +
                                            " a second time; take then: away for that run"));
  plan.source.committed = nullptr;  // what only this publisher has is not delivered
  plan.for_one_target = true;
  std::erase_if(plan.targets, [&](const auto& target) { return target.name != publisher_; });
  if (!plan.targets.front().replaces) return {};
  return refused("pipeline " + pipeline_ + ", " + publisher_ +
                 ": it replaces its output with each walk, so the next whole walk gives it all");
}

std::vector<std::string> CatchUpMode::opening() {
  return {"pipeline " + pipeline_ + ": " + publisher_ +
          " alone gets everything from the start; the others and the pipeline's place stay as they "
          "are"};
}

}  // namespace sluice::app
