// A folder of plugins picked from the hostile ones, and a registry over it.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <memory>
#include <string>

#include "loader/registry.hpp"
#include "support/environment.hpp"
#include "support/temp_folder.hpp"
#include "support/text.hpp"

namespace sluice::test {

inline std::filesystem::path built(const std::string& name) {
  return std::filesystem::path(HOSTILE_PLUGINS) / name / (name + ".so");
}

class PluginFolder {
 public:
  // A copy that nobody shares: glibc takes two names of one file for one library.
  std::filesystem::path add(const std::string& name) {
    return folder_.write(name + ".so", read_file(built(name)));
  }
  const TempFolder& folder() const { return folder_; }
  loader::Registry scan() const { return loader::Registry::scan({folder_.path()}); }

 private:
  TempFolder folder_;
};

// Why `file` was refused; "" if it was not.
inline std::string refusal(const loader::Registry& registry, const std::filesystem::path& file) {
  for (const auto& refused : registry.refusals())
    if (refused.path == file) return refused.reason;
  return {};
}

// One component of one hostile plugin, with all it needs.
struct Made {
  explicit Made(const std::string& plugin, std::string_view component = "step")
      : registry((plugins.add(plugin), plugins.scan())),
        result(registry.create(plugin + "." + std::string(component), instance, "{}", nullptr)) {}

  const loader::Component& component() const { return **result; }
  const Status& status() const { return result.status(); }

  TestEnvironment test;
  services::Instance instance{"pipelines.p.transformers[0]", test.environment};
  PluginFolder plugins;
  loader::Registry registry;
  Result<std::unique_ptr<loader::Component>> result;
};

}  // namespace sluice::test
