// The table of functions. Adding a function is adding a row to its file's table and its handler.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "sluice/expression/evaluator.hpp"

namespace sluice::expression {

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
  // Accepted types of each argument; the last one given goes for all that follow.
  std::array<uint8_t, 4> types;
  // The result, or NULL after Evaluator::fail. Arguments have been checked.
  sluice_value* (*run)(Evaluator&, const Arguments&);
};

struct FunctionList {
  const Function* data;
  size_t size;
};
// One list a file: functions_number.cpp, _string, _array, _object.
FunctionList number_functions();
FunctionList string_functions();
FunctionList array_functions();
FunctionList order_functions();
FunctionList object_functions();

// NULL if there is none.
const Function* find_function(std::string_view name);
uint8_t accepted_types(const Function& function, size_t argument);
bool takes_reference(const Function& function, size_t argument);
// Empty if the number of arguments is right.
std::string wrong_count_message(const Function& function, size_t given);
// Names the nearest function.
std::string unknown_function_message(std::string_view name);

}  // namespace sluice::expression
