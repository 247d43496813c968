// Where a link of a response leads, as a request of the client it came through: such a request has
// the client's credentials, so a link to another system is refused. No state; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/rest/parameters.hpp"
#include "sluice/result.hpp"

namespace sluice::rest {

struct LinkTarget {
  std::vector<std::string> segments;  // decoded, behind the client's base URI
  Parameters query;                   // decoded
  bool end_slash = false;             // the path ends in a slash
  bool slashes = false;               // a segment has an encoded slash in it
};

// What a link is read against.
struct LinkBase {
  std::string address;                // of the client: "https://api.example.com/v1"
  std::vector<std::string> segments;  // of the request whose response has the link, behind it
  bool end_slash = false;
  std::vector<std::string> hosts;  // further names of the system: "api.example.com:8443"
};

// `link` as RFC 3986 5.2 reads it: whole, or relative to the request. What leads to one of `hosts`
// is asked for at the client's address all the same. E_DATA: it leads to another system, out of
// the base URI, or is no link.
Result<LinkTarget> link_target(const LinkBase& base, std::string_view link);

// The target as a link without a host, which link_target() reads as the same, whatever the request.
std::string link_text(const LinkBase& base, const LinkTarget& target);

// The address that a Link header (RFC 8288) gives for the relation `rel` ("next"), if any.
std::optional<std::string> link_of(std::string_view header, std::string_view rel);

}  // namespace sluice::rest
