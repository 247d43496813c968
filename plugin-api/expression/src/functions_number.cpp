// abs, avg, ceil, floor, sum
#include "functions.hpp"
#include "sluice/expression/evaluator.hpp"

namespace sluice::expression {
namespace {

using ToWhole = DecimalError (*)(const Decimal&, Decimal*);

sluice_value* rounded(Evaluator& e, const Arguments& args, ToWhole round, const char* name) {
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
  if (value.sign() < 0) return e.number(value.negated());
  const std::string_view digits = text_of(*args[0]);
  if (!digits.starts_with('-')) return args[0];  // of zero
  sluice_value* const out = e.copied_string(digits.substr(1));
  if (out) *out = make_scalar(SLUICE_KIND_NUMBER, text_of(*out));
  return out;
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

constexpr Function kNumberFunctions[] = {
    {"abs",
     1,
     1,
     {kNumberType},
     kNumberType,
     abs,
     {"x", "The number without its sign.", "abs(`-2.5`)", "2.5"}},
    {"avg",
     1,
     1,
     {kArrayType},
     kNumberType | kNullType,
     avg,
     {"numbers", "The mean of an array of numbers, to 34 digits; null of an empty one.",
      "avg(`[1, 2, 4.5]`)", "2.5"}},
    {"ceil",
     1,
     1,
     {kNumberType},
     kNumberType,
     ceil,
     {"x", "The next whole number upwards.", "ceil(`2.1`)", "3"}},
    {"floor",
     1,
     1,
     {kNumberType},
     kNumberType,
     floor,
     {"x", "The next whole number downwards.", "floor(`-2.1`)", "-3"}},
    {"sum",
     1,
     1,
     {kArrayType},
     kNumberType,
     sum,
     {"numbers", "The exact sum of an array of numbers; 0 of an empty one.", "sum(`[0.1, 0.2]`)",
      "0.3"}},
};

}  // namespace

FunctionList number_functions() {
  return {"numbers", kNumberFunctions, std::size(kNumberFunctions)};
}

}  // namespace sluice::expression
