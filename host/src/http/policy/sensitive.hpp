// Texts with the values masked that may be credentials by their names (base/secret_name.hpp). Pure
// functions; no thread rule.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace sluice::http {

// Headers known not to identify the sender: of content, caching, connections,
// rate limits, trace ids. All others may hold credentials.
bool is_harmless_header(std::string_view name);

// The replacement for a sensitive value. For a query or form it gets the decoded value, for JSON
// the value's text ("\"abc\"", "12", "[1,2]").
using Mask = std::function<std::string(std::string_view value)>;
std::string masked(std::string_view);  // Redactor::kMask whatever the value
// Whether a whole value, decoded, is a known secret: also one that is too short to search for
// in texts.
using IsSecret = std::function<bool(std::string_view value)>;
bool never(std::string_view);

// A URL with the values of sensitive query parameters masked.
std::string mask_url(std::string_view url, const Mask& mask = masked,
                     const IsSecret& is_secret = never);
// "a=b&c=d", as in a query or a form, percent-encoded names included.
std::string mask_form(std::string_view form, const Mask& mask = masked,
                      const IsSecret& is_secret = never);
// JSON, complete or cut anywhere, with the values of sensitive members masked. Other text is
// returned unchanged.
std::string mask_json(std::string_view json, const Mask& mask = masked,
                      const IsSecret& is_secret = never);
// Every string and number in JSON text masked, names excepted.
std::string mask_values(std::string_view json, const Mask& mask);

}  // namespace sluice::http
