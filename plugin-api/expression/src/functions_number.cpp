// abs, avg, ceil, floor, sum, to_number
#include "functions.hpp"
#include "sluice/expression/evaluator.hpp"

namespace sluice::expression {
namespace {

using Rounding = DecimalError (*)(const Decimal&, Decimal*);

sluice_value* rounded(Evaluator& e, const Arguments& args, Rounding round, const char* name) {
  Decimal value, result;
  if (!e.decimal(*args[0], &value)) return nullptr;
  return e.check(round(value, &result), name) ? e.number(result) : nullptr;
}

sluice_value* floor(Evaluator& e, const Arguments& args) {
  return rounded(e, args, Decimal::floor, "floor()");
}

sluice_value* ceil(Evaluator& e, const Arguments& args) {
  return rounded(e, args, Decimal::ceil, "ceil()");
}

sluice_value* abs(Evaluator& e, const Arguments& args) {
  Decimal value;
  if (!e.decimal(*args[0], &value)) return nullptr;
  return value.sign() < 0 ? e.number(value.negated()) : args[0];
}

bool total(Evaluator& e, sluice_value* array, const char* name, Decimal* out) {
  if (!e.expand(array)) return false;
  for (uint32_t i = 0; i < array->size; i++) {
    const sluice_value& item = array->as.items[i];
    if (!is_number(item)) {
      e.fail(std::string(name) + " takes an array of numbers; item " + std::to_string(i) + " is " +
             e.shown(item));
      return false;
    }
    Decimal value, sum;
    if (!e.decimal(item, &value) || !e.check(Decimal::add(*out, value, &sum), name)) return false;
    *out = std::move(sum);
  }
  return true;
}

sluice_value* sum(Evaluator& e, const Arguments& args) {
  Decimal result;
  return total(e, args[0], "sum()", &result) ? e.number(result) : nullptr;
}

sluice_value* avg(Evaluator& e, const Arguments& args) {
  Decimal sum, result;
  if (!total(e, args[0], "avg()", &sum)) return nullptr;
  if (!args[0]->size) return e.null();
  Decimal count(static_cast<int64_t>(args[0]->size));
  return e.check(Decimal::divide(sum, count, &result), "avg()") ? e.number(result) : nullptr;
}

// A string that is a JSON number keeps its digits; anything else is null.
sluice_value* to_number(Evaluator& e, const Arguments& args) {
  if (is_number(*args[0])) return args[0];
  if (!is_string(*args[0])) return e.null();
  std::string_view text;
  if (!e.text(*args[0], &text)) return nullptr;
  if (!is_json_number(text)) return e.null();
  auto* result = static_cast<sluice_value*>(e.allocate(sizeof(sluice_value)));
  if (result) *result = make_scalar(SLUICE_KIND_NUMBER, text);
  return result;
}

constexpr Function kNumberFunctions[] = {
    {"abs", 1, 1, {kNumberType}, abs},   {"avg", 1, 1, {kArrayType}, avg},
    {"ceil", 1, 1, {kNumberType}, ceil}, {"floor", 1, 1, {kNumberType}, floor},
    {"sum", 1, 1, {kArrayType}, sum},    {"to_number", 1, 1, {kAnyType}, to_number},
};

}  // namespace

FunctionList number_functions() { return {kNumberFunctions, std::size(kNumberFunctions)}; }

}  // namespace sluice::expression
