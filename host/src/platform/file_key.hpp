// Tells whether two names mean one file: through links, other spellings, or a descriptor. Any
// thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace sluice::platform {

// Equal for equal files: of one that is there its identity, of one that is not the path it would
// get, links followed. Nothing for what is no file: folders, devices, pipes.
std::optional<std::string> file_key(const std::filesystem::path& path);

// Of what an open descriptor leads to (0: standard input).
std::optional<std::string> file_key(int descriptor);

}  // namespace sluice::platform
