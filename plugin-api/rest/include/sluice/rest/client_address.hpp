// Checks of a client's configuration: one spelling of its address, and whether secrets
// can be read on the network. No state; any thread.
#pragma once

#include <string>
#include <string_view>

#include "sluice/value.hpp"

namespace sluice::rest {

// Scheme and host in lower case, no slash at the end: one system, one text.
std::string normal_address(std::string_view uri);
// http to another machine: secrets in a request can be read on the network.
bool crosses_network_in_clear(std::string_view normal_address);

// Whether a client's configuration has a token, a user or an Authorization header.
bool has_credentials(Value config);

// "clients.shop" as shown to a person: "shop".
std::string_view short_name(std::string_view instance);

}  // namespace sluice::rest
