// Remote systems that can be connected to without asking anyone for their address and that speak
// plain HTTP. What can be reached so does not need libcurl. Pure function; no thread rule.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::http {

struct AddressTarget {
  uint16_t port = 80;
  std::vector<std::string> addresses;  // to be tried in this order
};

// Of an http:// URL whose host is an IPv4 address, an IPv6 address in brackets, or localhost, which
// always means this machine (RFC 6761 6.3). Nothing: anything else, also what is no URL.
std::optional<AddressTarget> address_target(std::string_view url);

}  // namespace sluice::http
