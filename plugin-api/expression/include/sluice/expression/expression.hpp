// A compiled JMESPath expression. Start here:
//
//   auto where = Expression::compile("active && !deleted_at", {scratch, intern});   // at create
//   Evaluator evaluator(where->program(), batch);                                   // per batch
//   sluice_value* result = evaluator.evaluate(&record->root);                       // per record
//
// Belongs to one component instance: evaluating updates the hints in its steps. [lane]
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/expression/evaluator.hpp"
#include "sluice/expression/program.hpp"
#include "sluice/expression/workbench.hpp"
#include "sluice/result.hpp"

namespace sluice::expression {

struct Node;  // of the parser

class Expression {
 public:
  // E_INVALID with the column and what was expected. Borrows `text` for the call. [main]
  static Result<Expression> compile(std::string_view text, const Workbench& workbench);

  // Text with expressions in double braces, `{{name}} ({{sku}})`: gives the text with their values
  // in it. Null becomes empty text, a number its digits, an array or object its JSON. An expression
  // alone keeps the kind of its value. `\{{` writes the braces. Errors as of compile(), with the
  // column in the whole text. [main]
  static Result<Expression> compile_template(std::string_view text, const Workbench& workbench);

  Program& program() { return program_; }
  // Expressions that hardly say what their author meant, each "column 8: …".
  const std::vector<std::string>& warnings() const { return warnings_; }
  // The names, if the expression is only a path of them (`a.b`); else empty.
  std::vector<Step> plain_path() const;
  // An expression for the list that this one goes through first: `data` for `data[?active].lines[]`
  // and for `sort_by(data, &id)`. Nothing: it does not begin with one list.
  std::optional<std::string> first_list() const;

 private:
  static Result<Expression> compile_tree(Result<std::unique_ptr<Node>> tree, std::string_view text,
                                         const Workbench& workbench);
  Expression(Program program, std::vector<std::string> warnings)
      : program_(std::move(program)), warnings_(std::move(warnings)) {}

  Program program_;
  std::vector<std::string> warnings_;
};

}  // namespace sluice::expression
