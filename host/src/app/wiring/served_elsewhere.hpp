// A server may keep its state elsewhere than its configuration says (--state, SLUICE_STATE): a
// command with the configuration alone would begin anew in another folder. So servers say to this
// machine by which configuration they work, and where. Main thread.
#pragma once

#include <string>

#include "app/wiring/options.hpp"
#include "platform/named_presence.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

// For as long as it lives. Failing is no harm: somebody else serves the same, or the name of the
// folder is too long to be told.
Result<platform::NamedPresence> announce_server(const std::string& config,
                                                const std::string& state);

// E_INVALID: no server works on `state`, but one does by this configuration, or by the folder that
// this file is in, on another state folder; the message says which. Fine wherever the call names a
// folder itself.
Status check_not_served_elsewhere(const Options& options, const std::string& config,
                                  const std::string& state);

}  // namespace sluice::app
