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

}  // namespace

bool check_expression(std::string_view expression, std::string_view record) {
  Fixture f;
  f.variables = {{"NAME", "O'Brien's"}, {"TRICK", "` || `true` || '"}};
  Result<Expression> compiled = f.compile(expression);
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
  demand(outcome(f, evaluator, &root) == first, "an evaluation gives the same twice");
  demand(is_truthy(root) == is_truthy(*f.value(before)), "evaluating changes no record");
  return true;
}

}  // namespace sluice::expression
