// Remote systems that need no name lookup and that speak
// plain HTTP. They do not need libcurl. Pure function; no thread rule.
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
// always means this machine (RFC 6761 6.3). Nothing: anything else, including invalid URLs.
std::optional<AddressTarget> address_target(std::string_view url);

}  // namespace sluice::http
