#include "call_check.hpp"

#include "function.hpp"
#include "kinds.hpp"
#include "sluice/expression/values.hpp"

namespace sluice::expression {
namespace {

std::string argument_of(const Function& function, size_t i) {
  return "argument " + std::to_string(i + 1) + " of " + std::string(function.name) + "()";
}

std::string wrong_reference_message(const Function& function, size_t i) {
  return std::string(function.name) + "() takes " + (takes_reference(function, i) ? "an" : "no") +
         " expression with & as argument " + std::to_string(i + 1);
}

// Empty: some value of this argument can be right.
std::string wrong_kind_message(const Function& function, size_t i, const Node& argument,
                               std::string_view text) {
  const uint8_t accepted = accepted_types(function, i);
  if (kinds_of(&argument) & accepted) return {};
  char names[80];
  std::string message = argument_of(function, i) + ", " + part_of(argument, text) +
                        ", is of type " + kind_names(type_of_node(&argument));
  return message + "; it takes " + type_names(accepted, names, sizeof names);
}

}  // namespace

WrongCall wrong_call(const Node& call, std::string_view text) {
  const Function& function = *call.function;
  std::string message = wrong_count_message(function, call.children.size());
  if (!message.empty()) return {call.offset, message};
  for (size_t i = 0; i < call.children.size(); i++) {
    const Node& argument = *call.children[i];
    const bool is_reference = argument.op == Op::kReference;
    if (is_reference != takes_reference(function, i))
      return {call.offset, wrong_reference_message(function, i)};
    message = is_reference ? std::string() : wrong_kind_message(function, i, argument, text);
    if (!message.empty()) return {argument.begin, message};
  }
  return {};
}

}  // namespace sluice::expression
