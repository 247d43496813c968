#include "fuzz/expression/property.hpp"

#include <string>

#include "sluice/expression/copy.hpp"
#include "unit/expression/fixture.hpp"

namespace sluice::expression {
namespace {

void demand(bool holds, const char* what) {
  if (!holds) throw std::string(what);
}

std::string outcome(Fixture& f, Evaluator& evaluator, sluice_value* root) {
  sluice_value* result = evaluator.evaluate(root);
  if (!result) {
    std::string message = f.failure_text(evaluator.failure());
    demand(evaluator.failure().code() != SLUICE_OK, "a failure has a code");
    demand(!message.empty(), "a failure has a message");
    return "! " + message;
  }
  std::string text = f.json(result);
  sluice_value again{}, copy{};
  demand(f.batch()->json->parse(f.batch(), slice(text), &again) == SLUICE_OK,
         "a result is written as JSON");
  demand(copy_value(f.batch(), *result, &copy) == SLUICE_OK, "a result can be copied");
  demand(f.json(&copy) == text, "a copy is written like the result");
  return text;
}

using Compile = Result<Expression> (*)(std::string_view, const Workbench&);

bool check(Compile compile, std::string_view text, std::string_view record) {
  Fixture f;
  f.variables = {{"NAME", "O'Brien's"}, {"TRICK", "` || `true` || '"}};
  Result<Expression> compiled = compile(text, f.workbench());
  if (!compiled.ok()) {
    demand(compiled.status().code() == SLUICE_E_INVALID, "a refusal is E_INVALID");
    demand(!compiled.status().message().empty(), "a refusal says why");
    return false;
  }
  sluice_value root{};
  if (f.batch()->json->parse(f.batch(), slice(record), &root)) root = *f.value("{}");
  std::string before = f.json(&root);
  Evaluator evaluator(compiled->program(), f.batch());
  std::string first = outcome(f, evaluator, &root);
  for (const Evaluator::Note& note : evaluator.notes())
    demand(note.count > 0 && !evaluator.words_of(note).empty(), "what is noted can be told");
  const bool is_random = text.find("uuid()") != text.npos;
  const std::string second = outcome(f, evaluator, &root);
  demand(is_random || second == first, "an evaluation gives the same twice");
  demand(is_truthy(root) == is_truthy(*f.value(before)), "evaluating changes no record");
  return true;
}

}  // namespace

bool check_expression(std::string_view expression, std::string_view record) {
  return check(Expression::compile, expression, record);
}

bool check_template(std::string_view text, std::string_view record) {
  const bool compiled = check(Expression::compile_template, text, record);
  if (!compiled || text.find("{{") != text.npos) return compiled;
  Fixture f;
  Result<Expression> plain = Expression::compile_template(text, f.workbench());
  Evaluator evaluator(plain->program(), f.batch());
  std::string_view result;
  const sluice_value* const value = evaluator.evaluate(f.value("{}"));
  demand(value && evaluator.text(*value, &result) && result == text, "plain text is itself");
  return compiled;
}

}  // namespace sluice::expression
