// All plugins of a host: found, checked and read without running their code, opened when the
// first of their components is made, never unloaded. Main thread only; it outlives every
// component it made.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "loader/component.hpp"
#include "loader/plugin_info.hpp"
#include "services/instance.hpp"
#include "sluice/result.hpp"

namespace sluice::loader {

class Plugin;

class Registry {
 public:
  // Reads the manifests of the plugins in these folders (their *.so files, not deeper) and files.
  // Failures are in refusals(); the rest is usable. Never fails as a whole.
  static Registry scan(const std::vector<std::filesystem::path>& paths);

  Registry(Registry&&) noexcept;
  Registry& operator=(Registry&&) noexcept;
  ~Registry();

  // Opens the plugins of these components, as create() would; failures are left for it to report.
  void open_for(const std::vector<std::string_view>& component_ids);

  // Accepted plugins by id. Pointers live as long as the registry.
  std::vector<const PluginInfo*> plugins() const;
  const std::vector<Refusal>& refusals() const { return refusals_; }

  // A plugin's description of `topic`; see Plugin::describe. E_INVALID for an unknown plugin.
  Result<std::string> describe(std::string_view plugin_id, std::string_view topic, bool json);

  // NULL if no accepted plugin has it.
  const ComponentInfo* find(std::string_view component_id) const;
  // It is known, and waits for what comes from outside: a run of it has no end.
  bool listens(std::string_view component_id) const {
    const ComponentInfo* const info = find(component_id);
    return info && info->listens();
  }

  // The most likely id meant by one that find() does not have, of this kind if one is given.
  std::optional<std::string> suggest(std::string_view component_id,
                                     std::optional<Kind> kind = std::nullopt) const;

  // Opens the plugin if needed and makes a component. `config_json` is checked and complete;
  // `client` is NULL or outlives the component, as `instance` does. Failures as for
  // Component::create; E_INVALID for an unknown id, E_UNSUPPORTED if the plugin does not open.
  Result<std::unique_ptr<Component>> create(std::string_view component_id,
                                            services::Instance& instance,
                                            std::string_view config_json,
                                            const sluice_component* client);

 private:
  Registry();

  void add(const std::filesystem::path& file);
  void refuse(const std::filesystem::path& path, std::string reason);
  Plugin* owner(std::string_view component_id) const;

  std::vector<std::unique_ptr<Plugin>> plugins_;
  std::vector<Refusal> refusals_;
};

}  // namespace sluice::loader
