// Small files that are read and replaced as a whole. Any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "sluice/result.hpp"

namespace sluice::platform {

// Nothing: there is none, or it cannot be read.
std::optional<std::string> read_whole(const std::filesystem::path& file);

// Beside it first, then in its place, durably: whoever reads it sees the old text or the new one.
// An existing file keeps its permissions; a new one is its owner's alone. E_INTERNAL: it stays as
// it was.
Status write_whole(const std::filesystem::path& file, std::string_view text);

}  // namespace sluice::platform
