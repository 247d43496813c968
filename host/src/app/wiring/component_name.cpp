#include "app/wiring/component_name.hpp"

#include <algorithm>
#include <iterator>

namespace sluice::app {
namespace {

bool is_meant(const std::string& publisher, const std::string& name) {
  return publisher == name || publisher.compare(0, name.size() + 2, name + " (") == 0 ||
         publisher.find(" (" + name + ")") != std::string::npos;
}

std::vector<std::string> names_in(const std::vector<config::ComponentConfig>& steps,
                                  const std::string& before, const std::string& list) {
  std::vector<std::string> names;
  for (const config::ComponentConfig& step : steps)
    names.push_back(before + (step.made_of.empty() ? list : step.made_of) + step.number + " (" +
                    step.use + ")");
  return names;
}

}  // namespace

std::vector<std::string> step_names(const std::string& list,
                                    const std::vector<config::ComponentConfig>& steps) {
  return names_in(steps, {}, list);
}

std::string written_at(const config::ComponentConfig& component) {
  return component.made_of.empty() ? component.pointer
                                   : config::join_pointer(component.pointer, component.made_of);
}

std::vector<std::string> publisher_names(const config::PipelineConfig& pipeline) {
  std::vector<std::string> names;
  size_t inline_ones = 0;
  for (const config::ComponentConfig& publisher : pipeline.publishers)
    names.push_back((publisher.outgoing.empty()
                         ? "publishers[" + std::to_string(inline_ones++) + "]"
                         : publisher.outgoing) +
                    " (" + publisher.use + ")");
  return names;
}

std::vector<std::string> own_step_names(const std::vector<config::ComponentConfig>& steps,
                                        const config::ComponentConfig& config,
                                        const std::string& publisher, const char* list) {
  const std::string place = publisher.substr(0, publisher.find(" ("));
  return names_in(steps, (config.outgoing.empty() ? place : "outgoing." + place) + ".", list);
}

std::vector<std::string> meant_publishers(const std::vector<std::string>& publishers,
                                          const std::string& name) {
  std::vector<std::string> meant;
  std::copy_if(publishers.begin(), publishers.end(), std::back_inserter(meant),
               [&](const std::string& publisher) { return is_meant(publisher, name); });
  return meant;
}

}  // namespace sluice::app
