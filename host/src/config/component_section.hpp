// One component's section of the config: the component and client it uses, and its own
// settings, checked against the component's schema. Main thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/catalogue.hpp"
#include "config/model.hpp"
#include "config/problem.hpp"
#include "config/schema_check.hpp"

namespace sluice::config {

struct SectionPlace {
  std::string instance;     // "pipelines.products.transformers[0]"
  std::string pointer;      // "/pipelines/products/transformers/0"
  std::string kind;         // what is expected here: "transformer"
  bool with_steps = false;  // of a publisher: its own steps and hooks are in its section
};

struct SectionContext {
  const Catalogue& catalogue;
  const std::vector<std::string>& clients;  // existing names
  const Protect& protect;
  Problems& problems;
};

// Nothing if the section names no known component of the kind; problems are added.
std::optional<ComponentConfig> load_section_config(const Node& section, const SectionPlace& place,
                                                   const SectionContext& context);

// The section of a switch: settings as every step has them, and the rest, in `node`. What its cases
// are is the caller's to read.
ComponentConfig load_switch_config(const Node& section, const SectionPlace& place);

// An expression as it is written; a constant is one, too. Empty: there is none.
std::string expression_in(const Node& object, const char* key);

}  // namespace sluice::config
