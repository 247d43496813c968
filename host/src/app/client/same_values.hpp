// Whether a server has the values from outside that a command was given: another environment or
// another --env-file may name a test system where the server's name the live one. Main thread.
#pragma once

#include <map>
#include <string>

#include "app/api/control.hpp"
#include "app/client/control_client.hpp"

namespace sluice::app {

// `pipelines`: digests of their values, see wiring/outside_values. E_INVALID: the server has
// others; the message names what stands for them, and what to do.
Status has_values(const ControlClient& server,
                  const std::map<std::string, ValueDigests>& pipelines);

}  // namespace sluice::app
