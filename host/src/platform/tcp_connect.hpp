// Opens TCP connections to numeric addresses, without waiting. Names are not resolved
// here. Functions without state; any thread.
#pragma once

#include <cstdint>
#include <string>

#include "platform/tcp_stream.hpp"
#include "sluice/result.hpp"

namespace sluice::platform {

// An IPv4 address in four decimal numbers or an IPv6 address, in its shortest form; empty if `text`
// is neither.
std::string numeric_address(const std::string& text);

// Begins. The connection is open once its socket can be written to and tcp_connected() is OK.
// Failing, with the system's message: it is known at once that it cannot be opened.
// REQUIRES: numeric_address(address) is not empty
Result<TcpStream> tcp_connect(const std::string& address, uint16_t port);

// A socket for other code to connect, with the arguments of socket(2), not inherited by other
// programs; -1: there is none.
intptr_t open_socket(int family, int type, int protocol);

// The system's message why it failed; OK if it has not (yet).
Status tcp_connected(const TcpStream& stream);

}  // namespace sluice::platform
