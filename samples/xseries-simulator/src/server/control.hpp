#pragma once
// The control interface under /control: for tests and the quickstart, never counted, never logged,
// without token. Runs under the simulator's lock and may replace the world.

#include <memory>

#include "common/json_members.hpp"
#include "common/request.hpp"
#include "server/world.hpp"

namespace sluice::simulator {

Response control(std::unique_ptr<World>& world, const Request& request, const Target& target);

// `/control/faults`, in a file of its own.
Response control_faults(World& world, const Request& request);
// `POST /control/settings`: sets the settings in the body.
void control_settings(World& world, const JsonMembers& body);
// `POST /control/tokens/grant`, `…/revoke`, `…/use`.
Response control_tokens(World& world, const std::string& command, const JsonMembers& body);

// A whole number that is not negative; 400 for anything else.
std::int64_t whole_member(const JsonMembers& body, const char* name, std::int64_t by_default);

}  // namespace sluice::simulator
