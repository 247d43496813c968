// The functions of the language, for people: what the reference, `did you mean` and completion
// show. Functions; any thread.
#pragma once

#include <string_view>
#include <vector>

namespace sluice::expression {

// All text lives as long as the program.
struct FunctionInfo {
  std::string_view name;        // "pad_left"
  std::string_view family;      // "text"
  std::string_view parameters;  // "text, width, pad?": `?` may be left out, `...` may be repeated
  std::string_view summary;     // a sentence
  std::string_view example;     // an expression that needs no record
  std::string_view result;      // of the example, as JSON
};

// Each one, by family and within it by name.
std::vector<FunctionInfo> functions();

}  // namespace sluice::expression
