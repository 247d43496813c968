// The description of the API: openapi.json, which is built in.
#pragma once

#include <string_view>

namespace sluice::app {

std::string_view openapi_text();

}  // namespace sluice::app
