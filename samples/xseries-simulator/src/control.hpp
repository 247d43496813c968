#pragma once
// The control interface under /control: for tests and the quickstart, never counted, never logged,
// without token. Runs under the simulator's lock and may replace the world.

#include <memory>

#include "request.hpp"
#include "world.hpp"

namespace sluice::simulator {

Answer control(std::unique_ptr<World>& world, const Request& request, const Target& target);

// `/control/faults`, in a file of its own.
Answer control_faults(World& world, const Request& request);

}  // namespace sluice::simulator
