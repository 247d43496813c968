// Builds request targets so that no segment or value can lead to another route, and decides what
// a base URI may look like. Pure functions and values; no thread rule.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sluice/abi.h"
#include "sluice/result.hpp"

namespace sluice::http {

// Scheme, host and port: what a session's credentials may be sent to.
struct Origin {
  std::string scheme;  // "http" or "https"
  std::string host;    // lower case, IPv6 in brackets
  int port = 0;

  std::string text() const;  // "https://host" or "https://host:8443"
  std::string authority() const;
  friend bool operator==(const Origin& a, const Origin& b) {
    return a.scheme == b.scheme && a.host == b.host && a.port == b.port;
  }
};

struct BaseUri {
  Origin origin;
  std::string path;  // "" or "/prefix", never with a slash at the end
  std::string text;  // both together
};

// Absolute http or https, without credentials, query, fragment or dot segments. The failure's
// message has no pointer in front and does not repeat credentials.
Result<BaseUri> parse_base_uri(std::string_view text);

// `text` with everything but RFC 3986's unreserved characters percent-encoded.
std::string encode(std::string_view text);

enum class Slashes { kRefused, kEncoded };

// "/a/b%20c" from decoded segments. E_INVALID for a segment that is empty, a dot segment, holds a
// slash, backslash or control character, or becomes one of these when it is decoded once more
// (servers and proxies do decode twice). The message names position and reason, not the text. With
// kEncoded a slash leaves as %2F, unless a dot segment stands beside it.
Result<std::string> build_path(std::span<const sluice_slice> segments,
                               Slashes slashes = Slashes::kRefused);

// The path of an absolute URL, without slashes at its end.
std::string path_of(std::string_view url);
// For messages: what a query holds may be secret.
std::string without_query(std::string_view url);

// "?name=value&…", or empty. Names and values are encoded whole; brackets too, which every server
// decodes and RFC 3986 3.4 asks for.
std::string build_query(std::span<const sluice_pair> query);

// Where a Location leads from `url` (RFC 3986 5.3), without its fragment. Empty if it is not a
// URL of http or https, or carries credentials.
struct Target {
  std::string url;
  Origin origin;
};
Target resolve(const std::string& url, std::string_view location);

}  // namespace sluice::http
