// The table of functions. To add a function, add a row to its file's table and its handler.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "function.hpp"

namespace sluice::expression {

struct FunctionList {
  const char* family;
  const Function* data;
  size_t size;
};
// One list per file: functions_number.cpp, functions_case.cpp ...
FunctionList number_functions();
FunctionList string_functions();
FunctionList text_functions();
FunctionList case_functions();
FunctionList array_functions();
FunctionList order_functions();
FunctionList object_functions();
FunctionList structure_functions();
FunctionList format_functions();
FunctionList date_functions();
FunctionList regex_functions();
FunctionList html_functions();
FunctionList code_functions();
FunctionList form_functions();
FunctionList xml_functions();
FunctionList table_functions();

// NULL if there is none.
const Function* find_function(std::string_view name);
// Names the nearest function.
std::string unknown_function_message(std::string_view name);
// The nearest of some words, as "; did you mean comma?"; empty: none is near.
std::string nearest(std::string_view word, const std::vector<std::string_view>& known,
                    std::string_view after = {});

}  // namespace sluice::expression
