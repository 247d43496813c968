// Detects files of other kinds than lines of JSON by their start, so the message says what
// to do instead of parking every line. Pure functions.
#pragma once

#include <optional>
#include <string_view>

#include "sluice/encoding/other_kind.hpp"

namespace file_plugin {

using sluice::encoding::OtherKind;

// How much of a file is enough to decide.
inline constexpr size_t kEnoughToTell = 4096;

// `start`: the first bytes of a file or stream, after a UTF-8 byte order mark; `whole`: nothing
// follows them. Nothing if it may be lines of JSON, single bad lines included.
std::optional<OtherKind> other_kind(std::string_view start, bool whole);

}  // namespace file_plugin
