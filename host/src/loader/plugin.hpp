// One plugin from file to factory: read and checked without running its code, opened on demand,
// never unloaded. Main thread; outlives the components it made.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "loader/component.hpp"
#include "loader/entry.hpp"
#include "loader/plugin_info.hpp"
#include "platform/file_check.hpp"
#include "sluice/result.hpp"

namespace sluice::loader {

class Plugin {
 public:
  // In order: path and permissions, manifest section, ABI and record layout, entry symbol,
  // manifest JSON.
  static Result<std::unique_ptr<Plugin>> read(const std::filesystem::path& file);
  ~Plugin();  // calls deinit if init was called
  Plugin(const Plugin&) = delete;
  Plugin& operator=(const Plugin&) = delete;

  const PluginInfo& info() const { return info_; }
  const platform::FileIdentity& file() const { return file_; }

  // Runs the library's start-up code, once. E_UNSUPPORTED if the file is no longer the one that was
  // checked, or as open_library and read_entry.
  Status open();

  // The plugin's description of `topic` (SLUICE_EXT_CATALOGUE): text, or JSON. The failures of open
  // and of the plugin; E_UNSUPPORTED if it describes nothing.
  Result<std::string> describe(std::string_view topic, bool json);

  // The ids in its code, if it lists them; "" stands for any. The failures of open.
  Result<std::vector<std::string>> ids_in_code();

  // REQUIRES: `component` belongs to info(). The failures of open, init and Component::create.
  Result<std::unique_ptr<Component>> create(const ComponentInfo& component,
                                            services::Instance& instance,
                                            std::string_view config_json,
                                            const sluice_component* client);

 private:
  Plugin(PluginInfo info, platform::FileIdentity file);
  Status init(const services::Instance& instance);

  PluginInfo info_;
  platform::FileIdentity file_;
  std::optional<Entry> entry_;
  bool initialised_ = false;
};

}  // namespace sluice::loader
