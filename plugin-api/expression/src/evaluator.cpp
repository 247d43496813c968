// The instructions that select and decide. Projections are in evaluator_projection.cpp, what the
// functions use in evaluator_values.cpp.
#include "sluice/expression/evaluator.hpp"

#include "function.hpp"
#include "sluice/expression/path.hpp"
#include "sluice/expression/record_name.hpp"
#include "sluice/record.h"

namespace sluice::expression {

Evaluator::Evaluator(Program& program, sluice_batch* batch)
    : program_(program), batch_(batch), variables_(program.slots) {
  for (Literal& literal : program_.literals) literal.parsed = nullptr;
}

// Another value than a record's is evaluated as itself. Mostly it is that of the record behind the
// last one, which is found without a division.
size_t Evaluator::record() const { return record_index(batch_, root_); }

sluice_value* Evaluator::evaluate_element(sluice_value* root) {
  size_t index = next_record_;
  if (index >= batch_->count || &sluice_record_at(batch_, index)->root != root)
    index = record_index(batch_, root);
  if (index == kNoRecord) return evaluate(root, root);
  next_record_ = index + 1;
  const sluice_element& element = batch_->elements[index];
  return evaluate(element.record, root, element.place);
}

namespace {

bool is_arithmetic(Op op) { return op >= Op::kAdd && op <= Op::kModulo; }

}  // namespace

// What is frequent goes its way without the frame that the rest needs.
sluice_value* Evaluator::run(uint32_t index_of_code, sluice_value* current) {
  const Instruction& code = program_.code[index_of_code];
  if (code.op == Op::kCall) return call(code, current);
  if (is_arithmetic(code.op)) return arithmetic(code, current);
  return run_other(code, current);
}

sluice_value* Evaluator::run_other(Code code, sluice_value* current) {
  switch (code.op) {
    case Op::kCurrent:
      return current;
    case Op::kRoot:
      return root_;
    case Op::kPlace:
      return place();
    case Op::kLiteral:
      return literal(code.first);
    case Op::kVariable:
      return variables_[code.first];
    case Op::kPath:
      return path(code, current);
    case Op::kSub:
    case Op::kPipe:
      return chain(code, current);
    case Op::kIndex:
      return index(code, current);
    case Op::kSlice:
      return slice(code, current);
    case Op::kListProjection:
      return list_projection(code, current);
    case Op::kObjectProjection:
      return object_projection(code, current);
    case Op::kFlatten:
      return flatten(code, current);
    case Op::kFilter:
      return filter(code, current);
    case Op::kOr:
    case Op::kAnd:
      return logic(code, current);
    case Op::kNot:
      return negated(code, current);
    case Op::kMultiList:
      return multi_list(code, current);
    case Op::kMultiHash:
      return multi_hash(code, current);
    case Op::kNegate:
    case Op::kPlus:
      return unary(code, current);
    case Op::kTernary:
      return ternary(code, current);
    case Op::kLet:
      return let(code, current);
    case Op::kTemplate:
      return filled(code, current);
    case Op::kReference:
      return evaluated_reference();
    default:
      return comparison(code, current);
  }
}

sluice_value* Evaluator::place() { return place_ == kNoPlace ? null() : number(place_); }

sluice_value* Evaluator::evaluated_reference() {
  return fail(SLUICE_E_INTERNAL, "an expression with & was evaluated");
}

sluice_value* Evaluator::parsed(Literal& literal) {
  if (literal.parsed) return literal.parsed;
  auto* value = static_cast<sluice_value*>(allocate(sizeof(sluice_value)));
  if (!value) return nullptr;
  if (batch_->json->parse(batch_, literal.json, value)) return fail_host(), nullptr;
  return literal.parsed = value;
}

sluice_value* Evaluator::path(Code code, sluice_value* current) {
  sluice_value* value = operand(code.a, current);
  if (!value) return nullptr;
  Step* step = program_.steps.data() + code.first;
  for (Step* end = step + code.count; step < end; step++) {
    if (!is_object(*value)) {
      if (is_array(*value)) note(code, Oddity::kThroughArray);
      return null();
    }
    if (value->kind == SLUICE_KIND_RAW && !expand(value)) return nullptr;
    sluice_member* member = find_member(batch_, value, *step);
    if (!member) return null();
    value = &member->value;
  }
  return value;
}

sluice_value* Evaluator::chain(Code code, sluice_value* current) {
  sluice_value* left = operand(code.a, current);
  if (!left) return nullptr;
  if (code.op == Op::kSub && left->kind == SLUICE_KIND_NULL) return left;
  return operand(code.b, left);
}

sluice_value* Evaluator::index(Code code, sluice_value* current) {
  sluice_value* value = operand(code.a, current);
  if (!value || !is_array(*value)) return value ? null() : nullptr;
  if (!expand(value)) return nullptr;
  int64_t at = code.index < 0 ? code.index + value->size : code.index;
  return at >= 0 && at < value->size ? &value->as.items[at] : null();
}

sluice_value* Evaluator::logic(Code code, sluice_value* current) {
  sluice_value* left = operand(code.a, current);
  if (!left) return nullptr;
  return is_truthy(*left) == (code.op == Op::kOr) ? left : operand(code.b, current);
}

sluice_value* Evaluator::ternary(Code code, sluice_value* current) {
  sluice_value* condition = operand(code.a, current);
  if (!condition) return nullptr;
  return operand(is_truthy(*condition) ? code.b : code.c, current);
}

// A slot belongs to one binding, so no evaluation within this one can change it.
sluice_value* Evaluator::let(Code code, sluice_value* current) {
  for (uint32_t i = 0; i < code.count; i++) {
    sluice_value* value = operand(program_.operands[code.first + i], current);
    if (!value) return nullptr;
    variables_[static_cast<size_t>(code.index) + i] = value;
  }
  return operand(code.a, current);
}

sluice_value* Evaluator::negated(Code code, sluice_value* current) {
  sluice_value* value = operand(code.a, current);
  return value ? boolean(!is_truthy(*value)) : nullptr;
}

sluice_value* Evaluator::comparison(Code code, sluice_value* current) {
  sluice_value* left = operand(code.a, current);
  sluice_value* right = left ? operand(code.b, current) : nullptr;
  if (!right) return nullptr;
  if (left->kind != right->kind || left == null()) look_at(code, left, right);
  sluice_value* const result = comparison_of(code, left, right);
  return result ? result : placed(code);
}

inline sluice_value* Evaluator::comparison_of(Code code, sluice_value* left, sluice_value* right) {
  if (code.op != Op::kEqual && code.op != Op::kNotEqual) return ordering(code, left, right);
  bool same = false;
  if (!equal(left, right, &same)) return nullptr;
  return boolean(same == (code.op == Op::kEqual));
}

// Of two numbers or two strings; null for anything else, as in JMESPath.
sluice_value* Evaluator::ordering(Code code, sluice_value* a, sluice_value* b) {
  if (a->kind != b->kind || !(is_number(*a) || is_string(*a))) return null();
  int result = 0;
  if (!order(*a, *b, &result)) return nullptr;
  switch (code.op) {
    case Op::kLess:
      return boolean(result < 0);
    case Op::kLessEqual:
      return boolean(result <= 0);
    case Op::kGreater:
      return boolean(result > 0);
    default:
      return boolean(result >= 0);
  }
}

namespace {

struct Operation {
  const char* sign;
  DecimalError (*run)(const Decimal&, const Decimal&, Decimal*);
};

Operation operation_of(Op op) {
  switch (op) {
    case Op::kAdd:
      return {"+", Decimal::add};
    case Op::kSubtract:
      return {"-", Decimal::subtract};
    case Op::kMultiply:
      return {"*", Decimal::multiply};
    case Op::kDivide:
      return {"/", Decimal::divide};
    case Op::kFloorDivide:
      return {"//", Decimal::floor_divide};
    default:
      return {"%", Decimal::modulo};
  }
}

}  // namespace

sluice_value* Evaluator::not_a_number(Code code, uint32_t side, const char* name,
                                      const sluice_value& value) {
  const char* sign = code.op == Op::kNegate ? "-"
                     : code.op == Op::kPlus ? "+"
                                            : operation_of(code.op).sign;
  return fail_in(code, std::string("'") + sign + "' takes numbers; its " + name + ", " +
                           part(side) + ", is " + shown(value));
}

sluice_value* Evaluator::arithmetic(Code code, sluice_value* current) {
  Decimal result;
  return compute(code, current, &result) ? number(result) : nullptr;
}

// The result of arithmetic within arithmetic is not written and read again, unless it is so long
// that its text may be another number of digits.
inline bool Evaluator::side(uint32_t code, sluice_value* current, Side* out) {
  if (code == kNoCode || !is_arithmetic(program_.code[code].op))
    return (out->value = operand(code, current)) != nullptr;
  if (!compute(program_.code[code], current, &out->number)) return false;
  return out->number.is_short() || (out->value = number(out->number)) != nullptr;
}

bool Evaluator::compute(Code code, sluice_value* current, Decimal* out) {
  Side left, right;
  if (!side(code.a, current, &left) || !side(code.b, current, &right)) return false;
  if (left.value && !is_number(*left.value))
    return not_a_number(code, code.a, "left side", *left.value), false;
  if (right.value && !is_number(*right.value))
    return not_a_number(code, code.b, "right side", *right.value), false;
  if ((left.value && !decimal(*left.value, &left.number)) ||
      (right.value && !decimal(*right.value, &right.number)))
    return placed(code), false;
  const DecimalError error = operation_of(code.op).run(left.number, right.number, out);
  return error == DecimalError::kNone || (failed_operation(code, error), false);
}

sluice_value* Evaluator::failed_operation(Code code, DecimalError error) {
  return fail_in(code, std::string("'") + operation_of(code.op).sign + "': " + describe(error));
}

sluice_value* Evaluator::unary(Code code, sluice_value* current) {
  sluice_value* value = operand(code.a, current);
  if (!value) return nullptr;
  if (!is_number(*value)) return not_a_number(code, code.a, "operand", *value);
  if (code.op == Op::kPlus) return value;
  Decimal operand;
  return decimal(*value, &operand) ? number(operand.negated()) : placed(code);
}

sluice_value* Evaluator::call(Code code, sluice_value* current) {
  Arguments arguments;
  const Function& function = *code.function;
  if (code.index >= 0)
    arguments.prepared = program_.prepared[static_cast<size_t>(code.index)].get();
  for (uint32_t i = 0; i < code.count; i++) {
    const uint32_t operand_code = program_.operands[code.first + i];
    if (program_.code[operand_code].op == Op::kReference) {
      arguments.items[arguments.count++] = {nullptr, program_.code[operand_code].a};
      continue;
    }
    sluice_value* const value = operand(operand_code, current);
    if (!value) return nullptr;
    if (!(type_of(*value) & accepted_types(function, i))) return wrong_argument(code, i, *value);
    arguments.items[arguments.count++] = {value, kNoCode};
  }
  sluice_value* const result = function.run(*this, arguments);
  return result ? result : placed(code);
}

sluice_value* Evaluator::wrong_argument(Code code, uint32_t place, const sluice_value& value) {
  char names[80];
  return fail_in(code, "argument " + std::to_string(place + 1) + " of " +
                           std::string(code.function->name) + "(), " +
                           part(program_.operands[code.first + place]) + ", is " + shown(value) +
                           "; it takes " +
                           type_names(accepted_types(*code.function, place), names, sizeof names));
}

}  // namespace sluice::expression
