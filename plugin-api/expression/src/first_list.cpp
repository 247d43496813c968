// Which list an expression goes through first, read from its program.
#include "sluice/expression/expression.hpp"

namespace sluice::expression {
namespace {

class ListSearch {
 public:
  struct Found {
    std::string list;        // as an expression
    bool projected = false;  // each of its items is looked at; false: it is the value itself
  };

  explicit ListSearch(const Program& program) : program_(program) {}

  // Nothing: it begins with several values, or with none of the input.
  std::optional<Found> in(uint32_t at) const {
    if (at == kNoCode) return Found{text_of(at)};
    const Instruction& code = program_.code[at];
    switch (code.op) {
      case Op::kCurrent:
      case Op::kRoot:
        return Found{text_of(at)};
      case Op::kPath:
      case Op::kIndex:
        return in_first(code, Found{text_of(at)});
      case Op::kSlice:
      case Op::kListProjection:
      case Op::kFlatten:
      case Op::kFilter:
        return in_first(code, Found{text_of(code.a), true});
      case Op::kObjectProjection:
        return in_first(code, Found{"values(" + text_of(code.a) + ")", true});
      case Op::kSub:
      case Op::kPipe:
        return in_both(code);
      case Op::kOr:
        return in_either(at, code);
      case Op::kCall:
        return in_argument(code);
      case Op::kLet:
        return in_let(code);
      default:
        return std::nullopt;
    }
  }

 private:
  std::string text_of(uint32_t at) const {
    if (at == kNoCode) return "@";
    const Instruction& code = program_.code[at];
    return program_.source.substr(code.begin, code.end - code.begin);
  }

  // `own`: if what comes before goes through no list.
  std::optional<Found> in_first(const Instruction& code, const Found& own) const {
    auto before = in(code.a);
    return !before || before->projected ? before : own;
  }

  std::optional<Found> in_both(const Instruction& code) const {
    auto first = in(code.a);
    if (!first || first->projected) return first;
    auto second = in(code.b);
    if (second) second->list = "(" + text_of(code.a) + ") | " + second->list;
    return second;
  }

  std::optional<Found> in_either(uint32_t at, const Instruction& code) const {
    const auto first = in(code.a), second = in(code.b);
    if (!first || !second || first->projected || second->projected) return std::nullopt;
    return Found{text_of(at)};
  }

  std::optional<Found> in_let(const Instruction& code) const {
    auto body = in(code.a);
    const uint32_t begin = program_.code[code.a].begin;
    if (body) body->list = program_.source.substr(code.begin, begin - code.begin) + body->list;
    return body;
  }

  // Of a call with one argument that is neither constant nor an expression for each item.
  std::optional<Found> in_argument(const Instruction& code) const {
    uint32_t value = kNoCode;
    for (uint32_t i = 0; i < code.count; i++) {
      const uint32_t at = program_.operands[code.first + i];
      const Op op = at == kNoCode ? Op::kCurrent : program_.code[at].op;
      if (op == Op::kLiteral || op == Op::kReference) continue;
      if (value != kNoCode) return std::nullopt;
      value = at;
    }
    return value == kNoCode ? std::nullopt : in(value);
  }

  const Program& program_;
};

}  // namespace

std::optional<std::string> Expression::first_list() const {
  auto found = ListSearch(program_).in(program_.root);
  return found ? std::optional(std::move(found->list)) : std::nullopt;
}

}  // namespace sluice::expression
