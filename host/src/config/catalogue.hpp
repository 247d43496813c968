// The available components, with what the configuration needs of them. Values; no thread rule.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sluice::config {

// An available component, as described by its plugin's manifest.
struct ComponentType {
  std::string id;      // "file.publisher"
  std::string kind;    // "client", "subscriber", "publisher", "transformer"
  std::string schema;  // draft 4, JSON
  // As loader::ComponentInfo has them.
  std::vector<std::string> incremental = {};
  std::vector<std::pair<std::string, std::string>> replaces = {};
  std::vector<std::pair<std::string, std::string>> partial = {};
  std::vector<std::pair<std::string, std::string>> at_end = {};
  bool endless = false;  // a subscriber that waits for what comes from outside all the time
};

struct Catalogue {
  std::vector<ComponentType> types;
  // Appended to "no plugin has …": where plugins were searched for, which were refused.
  std::string searched;

  const ComponentType* find(std::string_view id) const;
};

}  // namespace sluice::config
