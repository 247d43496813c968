#include "functions.hpp"

#include <algorithm>
#include <vector>

#include "sluice/expression/functions.hpp"

namespace sluice::expression {
namespace {

using ListOf = FunctionList (*)();
constexpr ListOf kLists[] = {
    number_functions, string_functions, text_functions,   case_functions,
    array_functions,  order_functions,  object_functions, structure_functions,
    format_functions, date_functions,   regex_functions,  html_functions,
    code_functions,   form_functions,   xml_functions,    table_functions};

template <class Visit>
void for_each_function(Visit visit) {
  for (const ListOf list_of : kLists) {
    const FunctionList list = list_of();
    for (size_t i = 0; i < list.size; i++) visit(list.family, list.data[i]);
  }
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
  const Function* found = nullptr;
  for_each_function([&](const char*, const Function& function) {
    if (function.name == name) found = &function;
  });
  return found;
}

std::string nearest(std::string_view word, const std::vector<std::string_view>& known,
                    std::string_view after) {
  constexpr size_t kLongestWord = 64;
  std::string_view best;
  size_t best_distance = std::max<size_t>(2, word.size() / 3) + 1;
  for (const std::string_view candidate : known) {
    const size_t d = word.size() < kLongestWord ? distance(word, candidate) : best_distance;
    if (d < best_distance) best_distance = d, best = candidate;
  }
  if (best.empty()) return {};
  return "; did you mean " + std::string(best) + std::string(after) + "?";
}

std::string unknown_function_message(std::string_view name) {
  std::vector<std::string_view> names;
  for_each_function([&](const char*, const Function& f) { names.push_back(f.name); });
  return "there is no function " + std::string(name) + "()" + nearest(name, names, "()");
}

std::vector<FunctionInfo> functions() {
  std::vector<FunctionInfo> out;
  for_each_function([&](const char* family, const Function& f) {
    const Help& help = f.help;
    out.push_back({f.name, family, help.parameters, help.summary, help.example, help.result});
  });
  std::sort(out.begin(), out.end(), [](const FunctionInfo& a, const FunctionInfo& b) {
    return a.family != b.family ? a.family < b.family : a.name < b.name;
  });
  return out;
}

}  // namespace sluice::expression
