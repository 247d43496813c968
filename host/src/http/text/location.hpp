// The target of a Location header. Own code, as Poco::URI resolves decoded text: %2F becomes a
// slash, and // a single one. Pure function; no thread rule.
#pragma once

#include <string>
#include <string_view>

#include "http/text/origin.hpp"

namespace sluice::http {

struct Target {
  std::string url;
  Origin origin;
};

// From `url`, an absolute one (RFC 3986 5.3), without the Location's fragment. Characters not
// allowed in a URL, blanks and non-ASCII bytes, are percent-encoded. Empty if it is not a URL of
// http or https, or carries credentials.
Target resolve(const std::string& url, std::string_view location);

}  // namespace sluice::http
