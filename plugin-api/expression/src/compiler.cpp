// Tree -> program: names and scalars are interned, containers kept as JSON text.
#include <algorithm>

#include "function.hpp"
#include "oddities.hpp"
#include "parser.hpp"
#include "sluice/expression/expression.hpp"
#include "sluice/expression/path.hpp"
#include "sluice/record.h"
#include "template_parser.hpp"

namespace sluice::expression {
namespace {

// After a failure nothing more is compiled; the first error stays.
class Compiler {
 public:
  Compiler(std::string_view text, const Workbench& workbench)
      : text_(text), workbench_(workbench) {}

  Result<Program> run(const Node& root) {
    program_.null = constant(SLUICE_KIND_NULL, "null");
    program_.no = constant(SLUICE_KIND_FALSE, "false");
    program_.yes = constant(SLUICE_KIND_TRUE, "true");
    program_.source = text_;
    program_.root = emit(&root);
    if (!error_.ok()) return std::move(error_);
    return std::move(program_);
  }

 private:
  void fail(const Status& why, uint32_t offset) {
    if (!error_.ok()) return;
    error_ = why.code() == SLUICE_E_INVALID ? error_at(text_, offset, why.message()) : why;
  }

  std::string_view keep(std::string_view text) {
    Result<sluice_slice> kept = workbench_.keep(text);
    if (!kept.ok()) return fail(kept.status(), 0), std::string_view();
    return view(*kept);
  }

  sluice_value constant(uint8_t kind, const char* text) { return make_scalar(kind, keep(text)); }

  uint32_t emit(const Node* node) {
    if (!node) return kNoCode;
    Instruction code;
    code.op = node->op;
    code.offset = node->offset;
    code.begin = node->begin;
    code.end = node->end;
    code.index = node->index;
    code.function = node->function;
    switch (node->op) {
      case Op::kLiteral:
        code.first = literal(*node);
        break;
      case Op::kPath:
        steps(*node, &code);
        break;
      case Op::kVariable:
        code.first = static_cast<uint32_t>(node->index);
        break;
      case Op::kCall:
        operands(*node, node->children.size(), &code);
        code.index = prepared(*node, code);
        break;
      case Op::kLet:
        code.a = emit(node->children.back().get());
        operands(*node, node->children.size() - 1, &code);
        program_.slots = std::max(program_.slots, static_cast<uint32_t>(code.index) + code.count);
        break;
      case Op::kMultiHash:
        keys(*node, &code);
        [[fallthrough]];
      case Op::kMultiList:
      case Op::kTemplate:
        operands(*node, node->children.size(), &code);
        break;
      default:
        if (node->op == Op::kSlice) code.index = slice(*node);
        code.a = child(*node, 0);
        code.b = child(*node, 1);
        code.c = child(*node, 2);
    }
    program_.code.push_back(code);
    return static_cast<uint32_t>(program_.code.size() - 1);
  }

  uint32_t child(const Node& node, size_t i) {
    return i < node.children.size() ? emit(node.children[i].get()) : kNoCode;
  }

  int64_t slice(const Node& node) {
    program_.slices.push_back(node.slice);
    return static_cast<int64_t>(program_.slices.size() - 1);
  }

  Step step(const Name& name, uint32_t offset) {
    std::string_view text = name.text;
    if (name.quoted) {
      Result<std::string_view> decoded = workbench_.unquote(text);
      if (!decoded.ok()) return fail(decoded.status(), offset), Step{};
      text = *decoded;
    }
    return step_of(keep(text));
  }

  void steps(const Node& node, Instruction* code) {
    code->a = child(node, 0);
    code->first = static_cast<uint32_t>(program_.steps.size());
    code->count = static_cast<uint32_t>(node.names.size());
    for (const Name& name : node.names) program_.steps.push_back(step(name, node.offset));
  }

  void keys(const Node& node, Instruction* code) {
    size_t first = program_.keys.size();
    code->index = static_cast<int64_t>(first);
    for (const Name& name : node.names) {
      Step key = step(name, node.offset);
      for (size_t i = first; i < program_.keys.size(); i++)
        if (std::string_view(program_.keys[i].text, program_.keys[i].size) ==
            std::string_view(key.text, key.size))
          fail(Status(SLUICE_E_INVALID, "the key " + std::string(name.text) + " stands twice"),
               node.offset);
      program_.keys.push_back(key);
    }
    // Operands may contain hashes, whose keys follow these.
  }

  // The first `count` children.
  void operands(const Node& node, size_t count, Instruction* code) {
    std::vector<uint32_t> emitted;
    for (size_t i = 0; i < count; i++) emitted.push_back(emit(node.children[i].get()));
    code->first = static_cast<uint32_t>(program_.operands.size());
    code->count = static_cast<uint32_t>(emitted.size());
    program_.operands.insert(program_.operands.end(), emitted.begin(), emitted.end());
  }

  // The literal texts among the arguments.
  Constants constants(const Instruction& call) const {
    Constants out(call.count);
    for (uint32_t i = 0; i < call.count; i++) {
      const Instruction& argument = program_.code[program_.operands[call.first + i]];
      if (argument.op != Op::kLiteral) continue;
      const sluice_value& value = program_.literals[argument.first].value;
      if (is_string(value)) out[i] = text_of(value);
    }
    return out;
  }

  // The index of what the function keeps of this call; -1: nothing.
  int64_t prepared(const Node& node, const Instruction& call) {
    if (!node.function->prepare || !error_.ok()) return -1;
    auto made = node.function->prepare(workbench_, constants(call));
    if (!made.ok()) return fail(made.status(), node.offset), -1;
    if (!*made) return -1;
    program_.prepared.push_back(*std::move(made));
    return static_cast<int64_t>(program_.prepared.size() - 1);
  }

  uint32_t literal(const Node& node) {
    Literal result{};
    if (node.variable)
      result.value = make_string(keep(variable(node)));
    else if (node.raw_string)
      result.value =
          make_string(keep(node.verbatim ? std::string(node.text) : raw_string(node.text)));
    else
      result = json(node);
    program_.literals.push_back(result);
    return static_cast<uint32_t>(program_.literals.size() - 1);
  }

  // A value, whatever its content: it never becomes part of the expression's text.
  std::string variable(const Node& node) {
    const Name& name = node.names.front();
    const Step decoded = step(name, node.offset);
    if (!error_.ok()) return {};
    const Result<std::string> value = workbench_.variable
                                          ? workbench_.variable({decoded.text, decoded.size})
                                          : Status(SLUICE_E_INVALID, "$env is not available here");
    if (!value.ok()) return fail(value.status(), node.offset), std::string();
    return *value;
  }

  // \' and \\ are escapes, any other backslash is itself.
  static std::string raw_string(std::string_view text) {
    std::string out;
    for (size_t i = 0; i < text.size(); i++) {
      if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '\'' || text[i + 1] == '\\'))
        i++;
      out += text[i];
    }
    return out;
  }

  Literal json(const Node& node) {
    std::string text;
    for (size_t i = 0; i < node.text.size(); i++) {
      if (node.text[i] == '\\' && i + 1 < node.text.size()) {
        if (node.text[i + 1] != '`') text += '\\';
        i++;
      }
      text += node.text[i];
    }
    Literal result{};
    sluice_batch* scratch = workbench_.scratch;
    if (scratch->json->parse(scratch, sluice::slice(text), &result.value)) return bad(node, text);
    if (is_array(result.value) || is_object(result.value)) {
      result.json = sluice::slice(keep(text));
      return result;
    }
    if (!is_string(result.value)) {
      result.value = make_scalar(result.value.kind, keep(text_of(result.value)));
      return result;
    }
    sluice_slice decoded{};
    if (scratch->json->decode(scratch, &result.value, &decoded)) return bad(node, text);
    result.value = make_string(keep(view(decoded)));
    return result;
  }

  Literal bad(const Node& node, const std::string& text) {
    std::string hint;
    if (std::all_of(text.begin(), text.end(),
                    [](unsigned char c) { return isalnum(c) || c == ' '; }))
      hint = "; a string is written '" + text + "'";
    fail(Status(SLUICE_E_INVALID, "the literal `" + text + "` is not JSON" + hint), node.offset);
    return {};
  }

  std::string_view text_;
  const Workbench& workbench_;
  Program program_;
  Status error_;
};

}  // namespace

std::vector<Step> Expression::plain_path() const {
  const Instruction& root = program_.code[program_.root];
  if (root.op != Op::kPath || root.a != kNoCode) return {};
  auto first = program_.steps.begin() + root.first;
  return {first, first + root.count};
}

Result<Expression> Expression::compile(std::string_view text, const Workbench& workbench) {
  return compile_tree(parse(text), text, workbench);
}

Result<Expression> Expression::compile_template(std::string_view text, const Workbench& workbench) {
  return compile_tree(parse_template(text), text, workbench);
}

Result<Expression> Expression::compile_tree(Result<NodePtr> tree, std::string_view text,
                                            const Workbench& workbench) {
  if (!tree.ok()) return tree.status();
  Result<Program> program = Compiler(text, workbench).run(**tree);
  if (!program.ok()) return program.status();
  return Expression(std::move(*program), oddities_of(**tree, text));
}

}  // namespace sluice::expression
