// Whether a server works by the configuration that a command names: another one may have the same
// state folder. Main thread.
#pragma once

#include <string>

#include "app/client/control_client.hpp"

namespace sluice::app {

// `config`: the file or folder as it was named, or a file of the folder that is served; empty: no
// matter which. E_INVALID: the server works by another one; the message names both.
Status works_by(const ControlClient& server, const std::string& config);

}  // namespace sluice::app
