// Tells files of other kinds from lines of JSON by how they start, so that the message says what
// to do instead of parking every line. Pure functions.
#pragma once

#include <optional>
#include <string_view>

namespace file_plugin {

struct OtherKind {
  std::string_view what;    // "a gzip file"
  std::string_view advice;  // "unpack it first (...)"
};

// How much of a file is enough to tell.
inline constexpr size_t kEnoughToTell = 4096;

// `start`: the first bytes of a file or stream, behind a byte order mark of UTF-8; `whole`: nothing
// follows them. Nothing if it may be lines of JSON, single bad lines included.
std::optional<OtherKind> other_kind(std::string_view start, bool whole);

}  // namespace file_plugin
