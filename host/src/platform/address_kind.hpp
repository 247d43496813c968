// Tells addresses of the public Internet from those that only mean something within a network or a
// machine. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

struct sockaddr;

namespace sluice::platform {

// What an address is if it is not of the public Internet: "a loopback address"; empty: public.
// Loopback, private, link-local (metadata services of clouds among them), unique local, shared
// (RFC 6598), multicast, reserved, documentation; IPv4 within IPv6 counts as what it stands for,
// and IPv4-mapped ones are never public. REQUIRES: numeric_address(address) is not empty
std::string_view private_kind(const std::string& address);

// In numbers; empty if it is neither IPv4 nor IPv6.
std::string address_text(const sockaddr& address);

}  // namespace sluice::platform
