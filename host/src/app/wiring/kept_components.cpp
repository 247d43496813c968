#include "app/wiring/kept_components.hpp"

#include <utility>

#include "app/report/console.hpp"
#include "app/wiring/component_name.hpp"
#include "pipeline/fingerprint.hpp"
#include "platform/system_clock.hpp"
#include "store/moved_components.hpp"

namespace sluice::app {
namespace {

using config::ComponentConfig;
using store::Component;

// With `${…}` as it stands in the file: a value from outside may be a secret, and another one does
// not make it another component.
config::Node as_written(config::Node node) {
  if (!node.written.empty()) node = config::Node::string(node.written);
  for (config::Member& member : node.members) member.value = as_written(std::move(member.value));
  for (config::Node& item : node.items) item = as_written(std::move(item));
  return node;
}

std::string settings_of(const ComponentConfig& config) {
  return pipeline::digest({config.use, config.client, config::to_json(as_written(config.node)),
                           config::to_json(as_written(config.step_node))});
}

std::string target_of(const ComponentConfig& config) {
  const config::Node* const path = config.node.find("path");
  return pipeline::digest(
      {config.use, config.client, path ? config::to_json(as_written(*path)) : std::string()});
}

void add_steps(const std::vector<ComponentConfig>& steps, const std::vector<std::string>& names,
               const std::string& publisher, const char* list, std::vector<Component>& into) {
  for (size_t i = 0; i < steps.size(); i++)
    into.push_back({names[i], publisher, list, steps[i].use, settings_of(steps[i]), {}});
}

void add_publisher(const ComponentConfig& config, const std::string& name,
                   std::vector<Component>& into) {
  into.push_back({name, {}, "publishers", config.use, settings_of(config), target_of(config)});
  const auto add_own = [&](const std::vector<ComponentConfig>& steps, const char* list) {
    add_steps(steps, own_step_names(steps, config, name, list), name, list, into);
  };
  add_own(config.transformers, "transformers");
  add_own(config.on_success, "on_success");
  add_own(config.on_error, "on_error");
}

}  // namespace

std::vector<Component> components_to_keep(const config::PipelineConfig& pipeline) {
  std::vector<Component> out;
  const auto add = [&](const std::vector<ComponentConfig>& steps, const char* list) {
    add_steps(steps, step_names(list, steps), {}, list, out);
  };
  add(pipeline.request_transformers, "request_transformers");
  add(pipeline.transformers, "transformers");
  const std::vector<std::string> names = publisher_names(pipeline);
  for (size_t i = 0; i < names.size(); i++) add_publisher(pipeline.publishers[i], names[i], out);
  return out;
}

Result<std::vector<store::Renamed>> follow_components(const config::PipelineConfig& pipeline,
                                                      store::ComponentStore& store, int64_t fence) {
  std::vector<Component> now = components_to_keep(pipeline);
  const auto stored = store.components(pipeline.name);
  if (!stored) return stored.status();
  if (*stored == now) return std::vector<store::Renamed>();
  const std::string aside = " until " + time_text(platform::SystemClock().unix_us());
  store::ComponentChanges changes = store::changes_between(*stored, std::move(now), aside);
  if (Status s = store.put_components(pipeline.name, fence, changes, aside); !s)
    return s.in("pipeline " + pipeline.name);
  return std::move(changes.renamed);
}

std::string renamed_text(const std::vector<store::Renamed>& renamed) {
  std::string names;
  for (const store::Renamed& one : renamed)
    names += (names.empty() ? "" : ", ") + one.from + " -> " + one.to;
  return "steps or targets moved in the configuration; what is kept of them is kept under their "
         "new names: " +
         names;
}

}  // namespace sluice::app
