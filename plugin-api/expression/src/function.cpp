#include "function.hpp"

#include "sluice/expression/values.hpp"

namespace sluice::expression {
namespace {

std::string count_of(size_t n) { return std::to_string(n) + (n == 1 ? " argument" : " arguments"); }

}  // namespace

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

}  // namespace sluice::expression
