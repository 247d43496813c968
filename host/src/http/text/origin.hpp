// Where a URL of http or https leads: scheme, host and port. Own code: Poco::URI 1.11 accepts
// "h:8,080", "h:+80" and "[::1]x" as addresses. Values and a pure function; no thread rule.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sluice::http {

inline constexpr std::string_view kPlainScheme = "http://";

// What a session's credentials may be sent to.
struct Origin {
  std::string scheme;  // "http" or "https"
  std::string host;    // lower case; IPv6 in brackets and in its shortest form
  int port = 0;

  std::string text() const;  // "https://host" or "https://host:8443"
  std::string authority() const;
  friend bool operator==(const Origin& a, const Origin& b) {
    return a.scheme == b.scheme && a.host == b.host && a.port == b.port;
  }
};

struct OriginAndRest {
  Origin origin;
  std::string_view rest;  // of the URL: path, query and fragment
};

// Nothing: not a URL of http or https, or one with credentials, a percent-encoded host, an IPv6
// zone or no usable port.
std::optional<OriginAndRest> split_url(std::string_view url);

}  // namespace sluice::http
