#include "functions.hpp"

#include <algorithm>
#include <vector>

namespace sluice::expression {
namespace {

std::array<FunctionList, 5> lists() {
  return {number_functions(), string_functions(), array_functions(), order_functions(),
          object_functions()};
}

// Levenshtein distance, for "did you mean".
size_t distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); j++) row[j] = j;
  for (size_t i = 1; i <= a.size(); i++) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); j++) {
      size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

std::string count_of(size_t n) { return std::to_string(n) + (n == 1 ? " argument" : " arguments"); }

}  // namespace

const Function* find_function(std::string_view name) {
  for (FunctionList list : lists())
    for (size_t i = 0; i < list.size; i++)
      if (list.data[i].name == name) return &list.data[i];
  return nullptr;
}

uint8_t accepted_types(const Function& function, size_t argument) {
  uint8_t types = 0;
  for (size_t i = 0; i < function.types.size() && i <= argument; i++)
    if (function.types[i]) types = function.types[i];
  return types;
}

bool takes_reference(const Function& function, size_t argument) {
  return accepted_types(function, argument) & kReferenceType;
}

std::string wrong_count_message(const Function& function, size_t given) {
  size_t most = function.most == kMany ? kMaxArguments : function.most;
  if (given >= function.least && given <= most) return {};
  std::string wanted = count_of(most);
  if (given < function.least && function.least != most)
    wanted = "at least " + count_of(function.least);
  else if (function.least != most)
    wanted = "at most " + count_of(most);
  return std::string(function.name) + "() takes " + wanted + ", " + std::to_string(given) +
         " given";
}

std::string unknown_function_message(std::string_view name) {
  std::string message = "there is no function " + std::string(name) + "()";
  std::string_view best;
  size_t best_distance = std::max<size_t>(2, name.size() / 3) + 1;
  for (FunctionList list : lists()) {
    for (size_t i = 0; i < list.size && name.size() < 64; i++) {
      size_t d = distance(name, list.data[i].name);
      if (d < best_distance) best_distance = d, best = list.data[i].name;
    }
  }
  if (!best.empty()) message += "; did you mean " + std::string(best) + "()?";
  return message;
}

}  // namespace sluice::expression
