#include "app/wiring/waiting_rows.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "config/table_use.hpp"

namespace sluice::app {
namespace {

using Names = std::vector<std::string>;

void add_puts(const std::vector<pipeline::Step>& steps, Names& names) {
  for (const pipeline::Step& step : steps)
    names.insert(names.end(), step.puts.begin(), step.puts.end());
}

Names put_by_hooks(const pipeline::Target& target, const pipeline::Plan& plan) {
  Names names;
  add_puts(target.on_success, names);
  for (const pipeline::Target& then : plan.targets)
    if (!target.then.empty() && then.name == target.then) add_puts(then.steps, names);
  return names;
}

// The first of the tables that a step asks before the records wait.
std::string looked_up(const config::PipelineConfig& pipeline, const Names& names) {
  const auto first_of = [&](const std::vector<config::ComponentConfig>& steps) -> std::string {
    for (const config::ComponentConfig& step : steps)
      for (const config::Node* node : {&step.node, &step.step_node})
        if (const Names found = config::tables_of(*node, names); !found.empty())
          return found.front();
    return {};
  };
  std::string found = first_of(pipeline.transformers);
  for (const config::ComponentConfig& publisher : pipeline.publishers)
    if (found.empty()) found = first_of(publisher.transformers);
  return found;
}

}  // namespace

void warn_of_waiting_rows(const config::PipelineConfig& pipeline, const pipeline::Plan& plan,
                          config::Problems& warnings) {
  for (size_t i = 0; i < plan.targets.size() && i < pipeline.publishers.size(); i++) {
    const Names names = put_by_hooks(plan.targets[i], plan);
    if (!plan.targets[i].backlog || names.empty()) continue;
    const std::string table = looked_up(pipeline, names);
    if (table.empty()) continue;
    const config::ComponentConfig& at = pipeline.publishers[i];
    warnings.add(at.node.at, at.pointer,
                 "while this target is down, records wait in its backlog with what the steps found "
                 "in table " +
                     table +
                     ", where its hooks put a row once it has them: changes of one that is new to "
                     "it would each be taken for new; set backlog: off");
  }
}

}  // namespace sluice::app
