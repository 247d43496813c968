// Looks at the machine and at the state folder, without changing either. Main thread.
#pragma once

#include "app/doctor/finding.hpp"
#include "config/model.hpp"

namespace sluice::app {

// Clock and limits of the process.
void check_machine(Findings& findings);

// The folder or where it will be made: rights, disk; then the store in it, and who works with it.
void check_state(const config::HostSettings& host, const std::vector<std::string>& pipelines,
                 Findings& findings);

// The names of the machines that clients talk to.
void check_names(const config::Config& config, Findings& findings);

}  // namespace sluice::app
