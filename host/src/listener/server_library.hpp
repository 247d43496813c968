// What crosses into the library that holds the server. Few runs listen, and the server with
// its TLS takes time to load: so server.cpp loads the library
// when somebody does. Both sides are of one build; its version is part of the file's name.
#pragma once

#include <memory>

#include "listener/server.hpp"

// As Server::open.
extern "C" [[gnu::visibility("default")]] void sluice_open_server(
    const sluice::listener::Endpoint& endpoint, const sluice::listener::ServerLimits& limits,
    sluice::listener::Handler& handler,
    sluice::Result<std::unique_ptr<sluice::listener::Server>>& out);
