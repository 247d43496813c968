// Detects files of other kinds than lines of JSON by their start, so the message says what
// to do instead of parking every line. Pure functions.
#pragma once

#include <optional>
#include <string_view>

namespace file_plugin {

struct OtherKind {
  std::string_view what;    // "a gzip file"
  std::string_view advice;  // "unpack it first (...)"
};

// How much of a file is enough to decide.
inline constexpr size_t kEnoughToTell = 4096;

// A file that is packed, of an encoding of two bytes a character, or no text at all. `start`: its
// first bytes.
std::optional<OtherKind> no_text(std::string_view start);

// `start`: the first bytes of a file or stream, after a UTF-8 byte order mark; `whole`: nothing
// follows them. Nothing if it may be lines of JSON, single bad lines included.
std::optional<OtherKind> other_kind(std::string_view start, bool whole);

}  // namespace file_plugin
