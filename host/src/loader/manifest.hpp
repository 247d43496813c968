// Reads a plugin's manifest: the JSON of its .sluice section. The result is complete and
// checked; an invalid manifest is refused with the place and the reason. Pure function.
#pragma once

#include <cstddef>
#include <string_view>

#include "loader/plugin_info.hpp"
#include "sluice/result.hpp"

namespace sluice::loader {

inline constexpr size_t kMaxManifest = size_t{256} * 1024;
inline constexpr unsigned kMaxManifestDepth = 64;

// Without path and ABI version, which are not in the JSON; ComponentInfo::plugin is unset.
Result<PluginInfo> parse_manifest(std::string_view json);

}  // namespace sluice::loader
