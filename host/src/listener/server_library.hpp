// The library that contains the server. Few runs listen, and the server with its TLS takes time to
// load, so it is loaded on first use. Both sides are from one build; its version is part of the
// file's name. Any thread.
#pragma once

#include <memory>

#include "listener/server.hpp"
#include "sluice/result.hpp"

namespace sluice::listener {

// `handler` outlives the server. E_INVALID: address, certificate or key; E_UNAVAILABLE: cannot
// listen, or the library cannot be loaded.
Result<std::unique_ptr<Server>> open_server(const Endpoint& endpoint, const ServerLimits& limits,
                                            Handler& handler);

}  // namespace sluice::listener

// What the library exports: as open_server().
extern "C" [[gnu::visibility("default")]] void sluice_open_server(
    const sluice::listener::Endpoint& endpoint, const sluice::listener::ServerLimits& limits,
    sluice::listener::Handler& handler,
    sluice::Result<std::unique_ptr<sluice::listener::Server>>& out);
