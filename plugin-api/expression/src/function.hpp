// An evaluation's view of a function: its name, its arguments, its code and its help. Constants; no
// thread rule.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/abi.h"
#include "sluice/expression/program.hpp"
#include "sluice/expression/workbench.hpp"

namespace sluice::expression {

class Evaluator;  // passed to a function; this header needs only its name

constexpr uint8_t kMany = 255;  // as `most`: any number of arguments
constexpr size_t kMaxArguments = 32;

// An evaluated argument; of `&expression` the code instead.
struct Argument {
  sluice_value* value;
  uint32_t reference;
};

struct Arguments {
  std::array<Argument, kMaxArguments> items;  // only the first `count` are set
  size_t count = 0;
  Prepared* prepared = nullptr;  // what Function::prepare made of this call
  sluice_value* operator[](size_t i) const { return items[i].value; }
};

// The text of each argument that is a literal string, lives as long as the program.
using Constants = std::vector<std::optional<std::string_view>>;

// For people: docs/expressions.md is made of it, and a test evaluates the example.
struct Help {
  const char* parameters;  // "text, width, pad?"
  const char* summary;     // a sentence, with its full stop
  const char* example;     // an expression that needs no record
  const char* result;      // of it, as JSON
};

struct Function {
  std::string_view name;
  uint8_t least, most;
  // Accepted types of each argument; the last one applies to all that follow.
  std::array<uint8_t, 4> types;
  // The types it can give; with null, if its result may be missing.
  uint8_t result;
  // The result, or NULL after Evaluator::fail. Arguments have been checked.
  sluice_value* (*run)(Evaluator&, const Arguments&);
  Help help;
  // Once for each call in an expression, when it is compiled: refuses constants that are wrong
  // (E_INVALID) and makes what `run` finds in Arguments::prepared. NULL: nothing to do. [main]
  Result<std::unique_ptr<Prepared>> (*prepare)(const Workbench&, const Constants&) = nullptr;
};

inline uint8_t accepted_types(const Function& function, size_t argument) {
  size_t i = argument < function.types.size() ? argument : function.types.size() - 1;
  while (i && !function.types[i]) i--;
  return function.types[i];
}
bool takes_reference(const Function& function, size_t argument);
// Empty if the number of arguments is right.
std::string wrong_count_message(const Function& function, size_t given);
}  // namespace sluice::expression
