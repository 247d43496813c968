// Parses a config file to a tree. YAML is read with yaml-cpp's events, files ending in .json
// with RapidJSON's (YAML's escapes have no surrogate pairs, so JSON is not read as YAML); both
// build the same tree under the same limits. No state; any thread.
//
// Plain scalars follow the JSON schema of YAML 1.2: true, false, null (also ~ and nothing) and JSON
// numbers are typed, everything else is text: yes, no, on, off, 0o17, 017, 0x1F, 1_000, .5,
// 2026-07. Tags, anchors, aliases, duplicate keys and several documents in a file are refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/node.hpp"
#include "config/problem.hpp"

namespace sluice::config {

inline constexpr size_t kMaxConfigSize = 4u << 20;
inline constexpr size_t kMaxConfigDepth = 64;

// The format is chosen by `problems.file()`'s extension. Nothing when the text has no readable
// structure; problems that leave the rest readable are added and the tree is returned.
std::optional<Node> parse(std::string_view text, Problems& problems);

// As above, JSON whatever the name: for schemas and other documents of ours.
std::optional<Node> parse_json(std::string_view text, Problems& problems);
std::optional<Node> parse_yaml(std::string_view text, Problems& problems);

// Line and column of a byte.
Position position_at(std::string_view text, size_t offset);

// True if a plain scalar is a number by JSON's grammar.
bool is_json_number(std::string_view text);

}  // namespace sluice::config
