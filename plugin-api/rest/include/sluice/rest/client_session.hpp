// What clients on a session of the host's HTTP service share: one spelling of an address, and how
// long a response asks to wait. No state; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sluice/abi.h"
#include "sluice/ext/http.h"

namespace sluice::rest {

// Scheme and host in lower case, no slash at the end: one system, one text.
std::string normal_address(std::string_view uri);
// http to another machine: what is secret in a request can be read on the way.
bool crosses_network_in_clear(std::string_view normal_address);

// What the response asks to wait, in ms; 0 if nothing, or beyond `longest_s`.
uint32_t retry_after_ms(const sluice_http_response& response, uint32_t longest_s);

// "clients.shop" as a person knows it: "shop".
std::string_view short_name(std::string_view instance);

}  // namespace sluice::rest
