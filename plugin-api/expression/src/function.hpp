// An evaluation's view of a function: its name, its arguments, and its code. Constants; no
// thread rule.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "sluice/abi.h"
#include "sluice/expression/program.hpp"

namespace sluice::expression {

class Evaluator;  // passed to a function; this header needs only its name

constexpr uint8_t kMany = 255;  // as `most`: any number of arguments
constexpr size_t kMaxArguments = 32;

// An evaluated argument; of `&expression` the code instead.
struct Argument {
  sluice_value* value = nullptr;
  uint32_t reference = kNoCode;
};

struct Arguments {
  std::array<Argument, kMaxArguments> items;
  size_t count = 0;
  sluice_value* operator[](size_t i) const { return items[i].value; }
};

struct Function {
  std::string_view name;
  uint8_t least, most;
  // Accepted types of each argument; the last one applies to all that follow.
  std::array<uint8_t, 4> types;
  // The result, or NULL after Evaluator::fail. Arguments have been checked.
  sluice_value* (*run)(Evaluator&, const Arguments&);
};

uint8_t accepted_types(const Function& function, size_t argument);
bool takes_reference(const Function& function, size_t argument);
// Empty if the number of arguments is right.
std::string wrong_count_message(const Function& function, size_t given);
}  // namespace sluice::expression
