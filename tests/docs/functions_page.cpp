// Writes the functions of the language as Markdown: the second half of docs/expressions.md.
#include <iostream>
#include <string_view>

#include "sluice/expression/functions.hpp"

int main() {
  std::string_view family;
  for (const sluice::expression::FunctionInfo& f : sluice::expression::functions()) {
    if (f.family != family) std::cout << "### Functions: " << f.family << "\n\n";
    family = f.family;
    std::cout << "#### " << f.name << "(" << f.parameters << ")\n\n"
              << f.summary << "\n\n```jmespath\n"
              << f.example << "\n```\n\ngives `" << f.result << "`\n\n";
  }
}
