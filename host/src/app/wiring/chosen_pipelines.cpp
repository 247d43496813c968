#include "app/wiring/chosen_pipelines.hpp"

#include <algorithm>

#include "config/suggest.hpp"

namespace sluice::app {

Pipelines choose_pipelines(const config::Config& config, const std::vector<std::string>& names,
                           config::Problems& problems) {
  std::vector<std::string> known;
  Pipelines chosen;
  for (const config::PipelineConfig& pipeline : config.pipelines) {
    known.push_back(pipeline.name);
    const bool named = std::find(names.begin(), names.end(), pipeline.name) != names.end();
    if (names.empty() || named) chosen.push_back(&pipeline);
    if (named && !pipeline.refused.empty())
      problems.add(pipeline.at, config::join_pointer("/pipelines", pipeline.name),
                   "does not run: " + pipeline.refused);
  }
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    problems.add({}, "", no_pipeline(name, known));
  }
  return chosen;
}

Pipelines with_alerts(const config::Config& config, Pipelines chosen) {
  for (const config::AlertConfig& alert : config.alerts) chosen.push_back(&alert.way);
  return chosen;
}

std::string no_pipeline(const std::string& name, const std::vector<std::string>& known) {
  std::string rest = config::did_you_mean(name, known);
  if (rest.empty() && !known.empty()) rest = "; known are " + config::list_names(known);
  return "there is no pipeline \"" + name + "\"" + rest;
}

config::Use use_of(const std::vector<std::string>& names) {
  config::Use use;
  use.all_pipelines = names.empty();
  use.pipelines = names;
  return use;
}

}  // namespace sluice::app
