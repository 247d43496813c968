// What a client says of its configuration: one spelling of its address, and whether what is secret
// can be read on the way. No state; any thread.
#pragma once

#include <string>
#include <string_view>

#include "sluice/value.hpp"

namespace sluice::rest {

// Scheme and host in lower case, no slash at the end: one system, one text.
std::string normal_address(std::string_view uri);
// http to another machine: what is secret in a request can be read on the way.
bool crosses_network_in_clear(std::string_view normal_address);

// Whether a client's configuration has a token, a user or an Authorization header.
bool has_credentials(Value config);

// "clients.shop" as a person knows it: "shop".
std::string_view short_name(std::string_view instance);

}  // namespace sluice::rest
