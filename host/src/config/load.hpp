// The second stage of loading: every component section of a draft against its component's schema,
// references between sections, and the model the host runs on. Needs to know the components, not
// the plugins: no plugin code runs here. Main thread.
#pragma once

#include <string_view>

#include "config/catalogue.hpp"
#include "config/model.hpp"
#include "config/problem.hpp"
#include "config/read.hpp"
#include "config/schema_check.hpp"

namespace sluice::config {

// Every problem is added; the model is good to run only if none was. Parts that could not be
// understood are left out, the rest is there to be looked at (create's own checks can still find
// problems of theirs). `protect` is told every secret.
Config load_components(const Draft& draft, const Catalogue& catalogue, const Protect& protect,
                       Problems& problems);

// A problem that a component's create reported, "/request/path: message", at its place in the file.
void add_create_problem(const ComponentConfig& component, std::string_view message,
                        Problems& problems);

}  // namespace sluice::config
