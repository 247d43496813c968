// Detects by its start that something is no text, or no table, so that a message says what it is in
// place of records that are made of it. Pure functions.
#pragma once

#include <optional>
#include <string_view>

namespace sluice::encoding {

struct OtherKind {
  std::string_view what;    // "a gzip file"
  std::string_view advice;  // to who reads a file: "unpack it first (...)"
};

// What is packed, of an encoding of two bytes a character, or no text at all. `start`: its first
// bytes.
std::optional<OtherKind> no_text(std::string_view start);

// The same, or a page of HTML or XML where rows are wanted.
std::optional<OtherKind> no_table(std::string_view start);

}  // namespace sluice::encoding
