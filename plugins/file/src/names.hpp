// Words of the configuration that several parts of this plugin use. Constants.
#pragma once

#include <string_view>

namespace file_plugin {

// As a path: standard input or output.
inline constexpr std::string_view kStandardStream = "-";

}  // namespace file_plugin
