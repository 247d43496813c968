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

}  // namespace

const Function* find_function(std::string_view name) {
  for (FunctionList list : lists())
    for (size_t i = 0; i < list.size; i++)
      if (list.data[i].name == name) return &list.data[i];
  return nullptr;
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
