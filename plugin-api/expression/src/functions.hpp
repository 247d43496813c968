// The table of functions. To add a function, add a row to its file's table and its handler.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "function.hpp"

namespace sluice::expression {

struct FunctionList {
  const Function* data;
  size_t size;
};
// One list per file: functions_number.cpp, _string, _array, _object.
FunctionList number_functions();
FunctionList string_functions();
FunctionList array_functions();
FunctionList order_functions();
FunctionList object_functions();

// NULL if there is none.
const Function* find_function(std::string_view name);
// Names the nearest function.
std::string unknown_function_message(std::string_view name);

}  // namespace sluice::expression
