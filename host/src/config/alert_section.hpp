// A section on_failure or on_parked: whom a server tells. Main thread.
#pragma once

#include <string>

#include "config/model.hpp"
#include "config/node.hpp"
#include "config/problem.hpp"

namespace sluice::config {

// `section` is an object at `pointer`. What is wrong is a problem at its place. The outgoing that
// it names is not looked for here.
AlertConfig read_alert(const Node& section, const std::string& pointer, Problems& problems);

}  // namespace sluice::config
