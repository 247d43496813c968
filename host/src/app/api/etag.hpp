// Entity tags (RFC 9110 8.8.3): which state of a resource an answer shows. Pure functions.
#pragma once

#include <string>
#include <string_view>

#include "listener/server.hpp"

namespace sluice::app {

// "\"…\"" of what identifies a state.
std::string quoted_tag(std::string_view text);
// The header's value, or one made of the body. Empty: a stream has none.
std::string tag_of(const listener::Response& response);
// Whether If-Match or If-None-Match (a list, or "*") has this tag.
bool lists_tag(std::string_view header, std::string_view tag);

}  // namespace sluice::app
