#include "sluice/expression/absent.hpp"

#include <algorithm>
#include <span>
#include <string_view>

#include "function.hpp"

namespace sluice::expression {
namespace {

void add_first(std::span<const Step> steps, std::vector<std::string>* out) {
  std::string path;
  for (const Step& step : steps) {
    path += (path.empty() ? "" : ".") + std::string(step.text, step.size);
    if (step.hint != kNeverFound) continue;
    if (std::find(out->begin(), out->end(), path) == out->end()) out->push_back(path);
    return;
  }
}

class AbsentSearch {
 public:
  AbsentSearch(const Program& program, std::vector<std::string>* out)
      : program_(program), out_(out) {}

  // `asked`: whether it is there is what the expression asks.
  void look_at(uint32_t at, bool asked) {
    if (at == kNoCode) return;
    const Instruction& code = program_.code[at];
    if (code.op == Op::kPath && !asked)
      add_first({program_.steps.data() + code.first, code.count}, out_);
    const bool asks = asked || asks_for(code);
    look_at(code.a, asks || code.op == Op::kOr || code.op == Op::kTernary);
    look_at(code.b, asks);
    look_at(code.c, asks);
    if (!has_list(code.op)) return;
    for (uint32_t i = 0; i < code.count; i++) look_at(program_.operands[code.first + i], asks);
  }

 private:
  static bool has_list(Op op) {
    return op == Op::kMultiList || op == Op::kMultiHash || op == Op::kCall || op == Op::kTemplate ||
           op == Op::kLet;
  }
  bool is_null(uint32_t at) const {
    if (at == kNoCode || program_.code[at].op != Op::kLiteral) return false;
    const Literal& literal = program_.literals[program_.code[at].first];
    return !literal.json.size && literal.value.kind == SLUICE_KIND_NULL;
  }
  bool asks_for(const Instruction& code) const {
    if (code.op == Op::kNot) return true;
    if (code.op == Op::kEqual || code.op == Op::kNotEqual)
      return is_null(code.a) || is_null(code.b);
    if (code.op != Op::kCall || !code.function) return false;
    const std::string_view name = code.function->name;
    return name == "default" || name == "not_null";
  }

  const Program& program_;
  std::vector<std::string>* out_;
};

}  // namespace

void add_absent(const Program& program, std::vector<std::string>* out) {
  AbsentSearch(program, out).look_at(program.root, false);
}

void add_absent(const Path& path, std::vector<std::string>* out) { add_first(path.steps(), out); }

}  // namespace sluice::expression
