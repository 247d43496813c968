// Finds out whether two names mean one file: through links, other spellings, or a descriptor. Any
// thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace sluice::platform {

// Equal for equal files: of an existing one its identity, of a missing one the path it would
// get, links followed. Nothing for anything but a file: folders, devices, pipes.
std::optional<std::string> file_key(const std::filesystem::path& path);

// Of the target of an open descriptor (0: standard input).
std::optional<std::string> file_key(int descriptor);

}  // namespace sluice::platform
