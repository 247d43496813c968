// What clients on a session of the host's HTTP service share: settings handed on to it, one
// spelling of an address, what to say of failures. No state; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "sluice/abi.h"
#include "sluice/ext/http.h"
#include "sluice/result.hpp"
#include "sluice/value.hpp"

namespace sluice::rest {

// A setting of the client, and what the session calls it.
struct PassedOn {
  std::string_view setting, session;
};

// The members of `config` named there, as members of a JSON object: `"log":"off","proxy":""`.
// Absent and null ones are left out.
Result<std::string> session_members(Value config, std::span<const PassedOn> settings);
// A failure of sluice_http.open, told in the names of the client's own settings.
Status in_client_terms(const Status& failure, std::span<const PassedOn> settings);

// Scheme and host in lower case, no slash at the end: one system, one text.
std::string normal_address(std::string_view uri);
// http to another machine: what is secret in a request can be read on the way.
bool crosses_network_in_clear(std::string_view normal_address);

// What the response asks to wait, in ms; 0 if nothing, or beyond `longest_s`.
uint32_t retry_after_ms(const sluice_http_response& response, uint32_t longest_s);

// "clients.shop" as a person knows it: "shop".
std::string_view short_name(std::string_view instance);

}  // namespace sluice::rest
