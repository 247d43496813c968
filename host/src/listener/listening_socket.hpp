// A TCP socket that listens. Opened by the system's calls: Asio's resolver and TCP classes would
// double what the server takes to compile. Any thread.
#pragma once

#include <string>

#include "listener/server.hpp"
#include "sluice/result.hpp"

namespace sluice::listener {

// The descriptor, which the caller closes. E_UNAVAILABLE: the name has no address, or it cannot be
// listened at.
Result<int> listen_at(const Endpoint& endpoint);

// A duplicate of a socket that listens already.
Result<int> duplicate_of(intptr_t listening);

// AF_INET, AF_INET6 or AF_UNIX.
int family_of(int socket);
// 0 for a socket without ports.
uint16_t port_of(int socket);
// "127.0.0.1"; empty if the peer has no address, or has left.
std::string peer_of(int socket);

}  // namespace sluice::listener
