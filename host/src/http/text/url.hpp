// Builds request targets in which no segment or value can lead to another route, and checks
// base URIs. Pure functions and values; no thread rule.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "http/text/origin.hpp"
#include "sluice/abi.h"
#include "sluice/result.hpp"

namespace sluice::http {

struct BaseUri {
  Origin origin;
  std::string path;  // "" or "/prefix", never with a slash at the end
  std::string text;  // both together
};

// Absolute http or https, without credentials, query, fragment or dot segments. The failure's
// message has no pointer in front and does not repeat credentials.
Result<BaseUri> parse_base_uri(std::string_view text);

enum class Slashes { kRefused, kEncoded };

// "/a/b%20c" from decoded segments. E_INVALID for a segment that is empty, a dot segment, holds a
// slash, backslash or control character, or becomes one of these when it is decoded once more
// (servers and proxies do decode twice). The message names position and reason, not the text. With
// kEncoded a slash is sent as %2F, unless there is a dot segment next to it.
Result<std::string> build_path(std::span<const sluice_slice> segments,
                               Slashes slashes = Slashes::kRefused);

// The path of an absolute URL, without slashes at its end.
std::string path_of(std::string_view url);
// For messages: a query may hold secrets.
std::string without_query(std::string_view url);

// "?name=value&…", or empty. Names and values are encoded completely; brackets too, which every
// server decodes and RFC 3986 3.4 requires.
std::string build_query(std::span<const sluice_pair> query);

}  // namespace sluice::http
