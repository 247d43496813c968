// The second stage of loading: every component section of a draft against its component's schema,
// references between sections, and the model the host runs on. Needs to know the components, not
// the plugins: no plugin code runs here. Main thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "config/model.hpp"
#include "config/problem.hpp"
#include "config/read.hpp"
#include "config/schema_check.hpp"

namespace sluice::config {

// A component there is, as its plugin's manifest tells.
struct ComponentType {
  std::string id;      // "file.publisher"
  std::string kind;    // "client", "subscriber", "publisher", "transformer"
  std::string schema;  // draft 4, JSON
  // As loader::ComponentInfo has them.
  std::vector<std::string> incremental = {};
  std::vector<std::pair<std::string, std::string>> replaces = {};
};

struct Catalogue {
  std::vector<ComponentType> types;
  // Said behind "no plugin has …": where plugins were looked for, which were refused.
  std::string searched;

  const ComponentType* find(std::string_view id) const;
};

// Every problem is added; the model is good to run only if none was. Parts that could not be
// understood are left out, the rest is there to be looked at (create's own checks can still find
// problems of theirs). `protect` is told every secret.
Config load_components(const Draft& draft, const Catalogue& catalogue, const Protect& protect,
                       Problems& problems);

// A problem that a component's create reported, "/request/path: message", at its place in the file.
void add_create_problem(const ComponentConfig& component, std::string_view message,
                        Problems& problems);

}  // namespace sluice::config
