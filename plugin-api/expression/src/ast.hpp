// The tree the parser makes and the compiler flattens. Values; no thread rule.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lexer.hpp"
#include "sluice/expression/program.hpp"

namespace sluice::expression {

// A name as written: the compiler decodes the quoted ones.
struct Name {
  std::string_view text;
  bool quoted;
};

// One operation (Op, in program.hpp, says what its children are).
struct Node {
  Op op = Op::kCurrent;
  uint32_t offset = 0;                          // where it starts in the expression
  uint32_t begin = 0, end = 0;                  // all of it, as text
  uint32_t depth = 1;                           // of the tree below, this node included
  std::string_view text;                        // literal, raw string
  std::vector<Name> names;                      // kPath: steps; kMultiHash: keys
  std::vector<std::unique_ptr<Node>> children;  // null: the current value itself
  const Function* function = nullptr;
  int64_t index = 0;
  Slice slice;
  bool raw_string = false;
  bool verbatim = false;  // of a raw string: backslashes are no escapes
  bool variable = false;  // kLiteral: the environment variable names[0]
};

using NodePtr = std::unique_ptr<Node>;

}  // namespace sluice::expression
