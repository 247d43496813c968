// Distinguishes addresses of the public Internet from those that are only valid within a network or
// a machine. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

struct sockaddr;

namespace sluice::platform {

// The kind of an address that is not of the public Internet: "a loopback address"; empty: public.
// Loopback, private, link-local (metadata services of clouds among them), unique local, shared
// (RFC 6598), multicast, reserved, documentation; IPv4 within IPv6 counts as the embedded address,
// and IPv4-mapped ones are never public. REQUIRES: numeric_address(address) is not empty
std::string_view private_kind(const std::string& address);

// In numbers; empty if it is neither IPv4 nor IPv6.
std::string address_text(const sockaddr& address);

}  // namespace sluice::platform
