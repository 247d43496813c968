#include "config/whole_walks.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "config/node.hpp"

namespace sluice::config {
namespace {

bool is_incremental(const PipelineConfig& pipeline, const Catalogue& catalogue) {
  const ComponentType* type = catalogue.find(pipeline.subscriber.use);
  if (!type || type->incremental.empty()) return false;
  return std::all_of(type->incremental.begin(), type->incremental.end(), [&](const auto& setting) {
    const Node* value = pipeline.subscriber.node.find(setting);
    if (!value) return false;
    return value->is(Kind::kObject) || (value->is(Kind::kBoolean) && value->text == "true");
  });
}

using Values = std::vector<std::pair<std::string, std::string>>;

// "*" in a manifest: the setting is given, whatever it says.
bool has_value(const ComponentConfig& component, const std::string& setting,
               const std::string& value) {
  const Node* given = component.node.find(setting);
  return given && (value == "*" || given->text == value);
}

std::string shown(const std::string& setting, const std::string& value) {
  return value == "*" ? setting : setting + ": " + value;
}

// Settings of `component` that have these values; `what` says what that does.
void refuse(const ComponentConfig& component, const Values& values, const std::string& what,
            Problems& problems) {
  for (const auto& [setting, value] : values) {
    if (!has_value(component, setting, value)) continue;
    problems.add(component.node.find(setting)->at, join_pointer(component.pointer, setting),
                 shown(setting, value) + what + ", or another " + setting);
  }
}

// The settings of `component` that take a walk for everything there is; `what` says of them what
// that does where a walk has the changes only.
void check_whole(const ComponentConfig& component, const Catalogue& catalogue,
                 const std::string& what, Problems& problems) {
  if (const ComponentType* type = catalogue.find(component.use))
    refuse(component, type->replaces, what, problems);
}

// A run that continues where the last one ended would replace everything with only the changes, or
// take what did not change for deleted.
void check_replacing(const PipelineConfig& pipeline, const Catalogue& catalogue,
                     Problems& problems) {
  if (!is_incremental(pipeline, catalogue)) return;
  const std::string instead = "; set " +
                              catalogue.find(pipeline.subscriber.use)->incremental.front() +
                              ": false at the subscriber";
  for (const ComponentConfig& publisher : pipeline.publishers)
    check_whole(publisher, catalogue, " would keep only what changed since the last run" + instead,
                problems);
  for (const ComponentConfig& step : pipeline.transformers)
    check_whole(step, catalogue,
                " would take what did not change since the last run for deleted" + instead,
                problems);
}

// The same of a walk that leaves out what the system still has.
void check_partial(const PipelineConfig& pipeline, const Catalogue& catalogue, Problems& problems) {
  const ComponentType* type = catalogue.find(pipeline.subscriber.use);
  if (!type) return;
  for (const auto& [setting, value] : type->partial) {
    if (!has_value(pipeline.subscriber, setting, value)) continue;
    for (const ComponentConfig& step : pipeline.transformers)
      check_whole(step, catalogue,
                  " would take for deleted what a walk leaves out with " + shown(setting, value) +
                      "; set another " + setting + " at the subscriber",
                  problems);
  }
}

// The same of steps that let pass a part of what is still there: what they keep of earlier walks
// decides. REQUIRES: `steps` are in the order in which records pass them.
void check_partial_steps(const std::vector<ComponentConfig>& steps, const Catalogue& catalogue,
                         Problems& problems) {
  std::string what;  // of the last such step
  for (const ComponentConfig& step : steps) {
    if (!what.empty()) check_whole(step, catalogue, what, problems);
    const ComponentType* type = catalogue.find(step.use);
    if (!type) continue;
    for (const auto& [setting, value] : type->partial)
      if (has_value(step, setting, value))
        what = " would take for deleted what " + step.use + " with " + shown(setting, value) +
               " does not let pass in each walk; move that step behind this one";
  }
}

// What keeps a record away from such a step; empty: it sees all that come as far.
std::string apart_by(const ComponentConfig& step) {
  if (step.route.chain != 0) return "goes into another case of the switch; move it out of that";
  if (!step.step.when.empty())
    return "passes it unseen because of when; take when away, or use core.filter before it";
  return {};
}

void check_apart(const std::vector<ComponentConfig>& steps, const Catalogue& catalogue,
                 Problems& problems) {
  for (const ComponentConfig& step : steps)
    if (const std::string why = apart_by(step); !why.empty())
      check_whole(step, catalogue, " would take for deleted what " + why, problems);
}

// What comes when a walk is over never comes where none ends.
void check_endless(const PipelineConfig& pipeline, const Catalogue& catalogue, Problems& problems) {
  const ComponentType* source = catalogue.find(pipeline.subscriber.use);
  if (!source || !source->endless) return;
  const std::string what = " waits for the end of a walk, and a walk of " +
                           pipeline.subscriber.use +
                           " has none: nothing would come of it; choose another subscriber";
  for (const ComponentConfig* component : components_of(pipeline)) {
    const ComponentType* type = catalogue.find(component->use);
    if (!type) continue;
    refuse(*component, type->at_end, what, problems);
    if (!is_incremental(pipeline, catalogue)) refuse(*component, type->replaces, what, problems);
  }
}

}  // namespace

void check_whole_walks(const PipelineConfig& pipeline, const Catalogue& catalogue,
                       Problems& problems) {
  check_replacing(pipeline, catalogue, problems);
  check_partial(pipeline, catalogue, problems);
  check_partial_steps(pipeline.transformers, catalogue, problems);
  check_apart(pipeline.transformers, catalogue, problems);
  check_endless(pipeline, catalogue, problems);
}

}  // namespace sluice::config
