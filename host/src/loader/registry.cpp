#include "loader/registry.hpp"

#include <algorithm>

#include "config/suggest.hpp"
#include "loader/path_policy.hpp"
#include "loader/plugin.hpp"

namespace sluice::loader {

Registry::Registry() = default;
Registry::Registry(Registry&&) noexcept = default;
Registry& Registry::operator=(Registry&&) noexcept = default;
Registry::~Registry() = default;

Registry Registry::scan(const std::vector<std::filesystem::path>& paths) {
  Registry registry;
  Candidates candidates = find_candidates(paths);
  registry.refusals_ = std::move(candidates.refusals);
  for (const auto& file : candidates.files) registry.add(file);
  std::sort(registry.plugins_.begin(), registry.plugins_.end(),
            [](const auto& a, const auto& b) { return a->info().id < b->info().id; });
  return registry;
}

void Registry::refuse(const std::filesystem::path& path, std::string reason) {
  refusals_.push_back({path, std::move(reason)});
}

void Registry::add(const std::filesystem::path& file) {
  auto plugin = Plugin::read(file);
  if (!plugin) return refuse(file, plugin.status().message());
  for (const auto& other : plugins_) {
    // A link to a file that was already read, or the same path twice: one library.
    if (other->file().same_file((*plugin)->file())) return;
    if (other->info().id == (*plugin)->info().id)
      return refuse(file, "has the id \"" + other->info().id + "\", as " +
                              other->info().path.string() +
                              " has, which came first; remove one of them");
  }
  plugins_.push_back(*std::move(plugin));
}

void Registry::open_for(const std::vector<std::string_view>& component_ids) {
  for (const std::string_view id : component_ids)
    if (Plugin* const plugin = owner(id)) (void)plugin->open();
}

std::vector<const PluginInfo*> Registry::plugins() const {
  std::vector<const PluginInfo*> infos;
  for (const auto& plugin : plugins_) infos.push_back(&plugin->info());
  return infos;
}

Plugin* Registry::owner(std::string_view component_id) const {
  const auto word = component_id.substr(0, component_id.find('.'));
  for (const auto& plugin : plugins_)
    if (plugin->info().id == word) return plugin.get();
  return nullptr;
}

Result<std::string> Registry::describe(std::string_view plugin_id, std::string_view topic,
                                       bool json) {
  Plugin* plugin = owner(plugin_id);
  if (plugin) return plugin->describe(topic, json);
  return Status(SLUICE_E_INVALID, "there is no plugin " + std::string(plugin_id));
}

const ComponentInfo* Registry::find(std::string_view component_id) const {
  const Plugin* plugin = owner(component_id);
  if (!plugin) return nullptr;
  for (const ComponentInfo& component : plugin->info().components)
    if (component.id == component_id) return &component;
  return nullptr;
}

std::optional<std::string> Registry::suggest(std::string_view component_id,
                                             std::optional<Kind> kind) const {
  std::vector<std::string> ids;
  for (const auto& plugin : plugins_)
    for (const ComponentInfo& component : plugin->info().components)
      if (!kind || component.kind == *kind) ids.push_back(component.id);
  return config::suggest(component_id, ids);
}

Result<std::unique_ptr<Component>> Registry::create(std::string_view component_id,
                                                    services::Instance& instance,
                                                    std::string_view config_json,
                                                    const sluice_component* client) {
  const ComponentInfo* component = find(component_id);
  if (!component)
    return Status(SLUICE_E_INVALID, "no plugin has a component " + std::string(component_id));
  return owner(component_id)->create(*component, instance, config_json, client);
}

}  // namespace sluice::loader
