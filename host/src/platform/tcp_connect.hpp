// Opens TCP connections to addresses that are numbers, without waiting. Names are not resolved
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

// Begins. The connection stands once its socket can be written to and tcp_connected() is fine.
// Failing, in the system's words: it is known at once that it cannot be had.
// REQUIRES: numeric_address(address) is not empty
Result<TcpStream> tcp_connect(const std::string& address, uint16_t port);

// A socket for somebody else to connect, as socket(2) takes the three, not passed on to other
// programs; -1: there is none.
intptr_t open_socket(int family, int type, int protocol);

// In the system's words why it failed; fine if it has not (yet).
Status tcp_connected(const TcpStream& stream);

}  // namespace sluice::platform
