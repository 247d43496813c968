// The second stage of loading: checks every component section of a draft against its component's
// schema and the references between sections, and makes the model the host runs on. Needs the
// components, not the plugins: no plugin code runs here. Main thread.
#pragma once

#include <string_view>

#include "config/catalogue.hpp"
#include "config/model.hpp"
#include "config/problem.hpp"
#include "config/read.hpp"
#include "config/schema_check.hpp"

namespace sluice::config {

// Every problem is added; the model is valid only if there was none. Invalid parts
// are left out, the rest can be inspected (create's own checks can still find
// more problems). `protect` is called with every secret.
Config load_components(const Draft& draft, const Catalogue& catalogue, const Protect& protect,
                       Problems& problems);

// A problem that a component's create reported, "/request/path: message", at its place in the file.
void add_create_problem(const ComponentConfig& component, std::string_view message,
                        Problems& problems);

}  // namespace sluice::config
