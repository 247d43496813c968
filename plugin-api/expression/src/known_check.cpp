#include "sluice/expression/known_check.hpp"

#include <algorithm>
#include <utility>

#include "function.hpp"
#include "functions.hpp"
#include "kinds.hpp"
#include "lexer.hpp"

namespace sluice::expression {
namespace {

bool is_equality(Op op) { return op == Op::kEqual || op == Op::kNotEqual; }

std::string list_of(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

Known list_of_known(const Known& items) {
  auto out = std::make_shared<KnownValue>();
  out->kinds = kArrayType;
  out->items = items;
  return out;
}

// Walks over the program as an evaluation would, with what is known instead of values.
class Walk {
 public:
  Walk(const Program& program, Known record, std::vector<std::string>* warnings)
      : program_(program), record_(std::move(record)), warnings_(*warnings) {}

  Known run() { return of(program_.root, record_); }

 private:
  Known of(uint32_t at, const Known& current) {
    if (at == kNoCode) return current;
    const Instruction& code = program_.code[at];
    switch (code.op) {
      case Op::kCurrent:
        return current;
      case Op::kRoot:
        return record_;
      case Op::kLiteral:
        return literal(code);
      case Op::kPath:
        return path(code, of(code.a, current));
      case Op::kSub:
      case Op::kPipe:
        return of(code.b, of(code.a, current));
      case Op::kIndex:
      case Op::kSlice:
      case Op::kListProjection:
      case Op::kFlatten:
      case Op::kFilter:
        return items(code, of(code.a, current));
      case Op::kObjectProjection:
        of(code.a, current);
        return of(code.b, nullptr), known_kind(kArrayType);
      case Op::kMultiHash:
        return hash(code, current);
      case Op::kMultiList:
      case Op::kTemplate:
      case Op::kCall:
        return operands(code, current);
      case Op::kReference:
        return of(code.a, nullptr);
      case Op::kLet:
        return operands(code, current), of(code.a, current);
      default:
        return operation(code, current);
    }
  }

  void warn(const Instruction& code, const std::string& what) {
    const std::string part = program_.source.substr(code.begin, code.end - code.begin);
    std::string message =
        error_at(program_.source, code.offset, "`" + part + "` " + what).message();
    if (std::find(warnings_.begin(), warnings_.end(), message) == warnings_.end())
      warnings_.push_back(std::move(message));
  }

  // A variable's value is that of this machine, which says nothing of the expression.
  Known literal(const Instruction& code) const {
    const Literal& literal = program_.literals[code.first];
    auto out = std::make_shared<KnownValue>();
    if (literal.json.size)
      return known_kind(literal.json.data[0] == '[' ? kArrayType : kObjectType);
    out->kinds = type_of(literal.value);
    const bool variable = program_.source.compare(code.begin, 1, "$") == 0;
    if (is_string(literal.value) && is_decoded(literal.value) && !variable)
      out->words.emplace_back(text_of(literal.value));
    return out;
  }

  Known path(const Instruction& code, Known from) {
    for (uint32_t i = code.first; i < code.first + code.count && from; i++) {
      const Step& step = program_.steps[i];
      std::string why;
      from = known_member(from, {step.text, step.size}, &why);
      if (!why.empty()) return warn(code, "is always null: " + why), nullptr;
    }
    return from;
  }

  // Also text has slices; what has no items gives null.
  Known items(const Instruction& code, const Known& from) {
    const uint8_t fits = kArrayType | (code.op == Op::kSlice ? kStringType : 0);
    if (from && !from->may_be(fits))
      return warn(code,
                  "is always null: it is of type " + kind_names(from->kinds) + " and has no items"),
             nullptr;
    Known item = from && from->is(kArrayType) ? from->items : nullptr;
    if (code.op == Op::kIndex) return item;
    if (code.op == Op::kFlatten && item) {
      if (item->is(kArrayType))
        item = item->items;
      else if (item->may_be(kArrayType))
        item = nullptr;
    }
    if (code.op == Op::kFilter) of(code.c, item);
    const Known made = of(code.b, item);
    return code.op == Op::kSlice && !(from && from->is(kArrayType)) ? nullptr : list_of_known(made);
  }

  Known hash(const Instruction& code, const Known& current) {
    auto out = std::make_shared<KnownValue>();
    out->kinds = kObjectType;
    out->complete = true;
    for (uint32_t i = 0; i < code.count; i++) {
      const Step& key = program_.keys[static_cast<size_t>(code.index) + i];
      out->members[{key.text, key.size}] = of(program_.operands[code.first + i], current);
    }
    return out;
  }

  Known operands(const Instruction& code, const Known& current) {
    for (uint32_t i = 0; i < code.count; i++) of(program_.operands[code.first + i], current);
    if (code.op == Op::kTemplate) return known_kind(kStringType);
    if (code.op == Op::kMultiList) return known_kind(kArrayType);
    if (code.op != Op::kCall || code.function->result == kAnyType) return nullptr;
    return known_kind(code.function->result & static_cast<uint8_t>(~kNullType));
  }

  Known operation(const Instruction& code, const Known& current) {
    const bool ternary = code.op == Op::kTernary;
    if (code.op == Op::kVariable || code.op == Op::kPlace) return nullptr;
    const Known left = code.a == kNoCode ? current : of(code.a, current);
    if (code.op == Op::kNot) return known_kind(kBooleanType);
    if (code.op == Op::kNegate || code.op == Op::kPlus) return known_kind(kNumberType);
    const Known right = of(code.b, current);
    if (ternary) of(code.c, current);
    if (ternary || code.op == Op::kOr || code.op == Op::kAnd) return nullptr;
    if (code.op >= Op::kAdd) return known_kind(kNumberType);
    compare(code, left, right);
    return known_kind(kBooleanType);
  }

  void compare(const Instruction& code, const Known& left, const Known& right) {
    if (!left || !right || left->is(kNullType) || right->is(kNullType)) return;
    const char* const held = code.op == Op::kNotEqual ? "always holds: " : "never holds: ";
    if (!left->may_be(right->kinds))
      return warn(code, held + ("one side is of type " + kind_names(left->kinds)) +
                            ", the other of type " + kind_names(right->kinds));
    if (!is_equality(code.op) || left->words.empty() || right->words.empty()) return;
    const bool constant_left = code.a != kNoCode && program_.code[code.a].op == Op::kLiteral;
    const auto& words = constant_left ? right->words : left->words;
    const auto& given = constant_left ? left->words : right->words;
    const bool meet = std::any_of(given.begin(), given.end(), [&](const std::string& word) {
      return std::find(words.begin(), words.end(), word) != words.end();
    });
    if (!meet)
      warn(code, std::string(held) + "the text is one of " + list_of(words) +
                     nearest(given.front(), {words.begin(), words.end()}));
  }

  const Program& program_;
  const Known record_;
  std::vector<std::string>& warnings_;
};

}  // namespace

Known check_known(const Program& program, const Known& record, std::vector<std::string>* warnings) {
  return Walk(program, record, warnings).run();
}

Known check_known(const Program& program, const Known& record, const Findings& findings,
                  std::string_view pointer) {
  std::vector<std::string> warnings;
  Known out = check_known(program, record, &warnings);
  for (const std::string& one : warnings) findings.warning(pointer, one);
  return out;
}

Known check_known(const Path& path, const Known& record, const Findings& findings,
                  std::string_view pointer) {
  std::string why;
  Known found = known_at(record, path.steps(), &why);
  if (!why.empty()) findings.warning(pointer, "'" + path.text() + "' cannot exist: " + why);
  return found;
}

}  // namespace sluice::expression
