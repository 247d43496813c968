// What the parser reads without calling itself: literals, variables, numbers, the words of other
// languages. Lives for one parse; no thread rule.
#pragma once

#include <charconv>
#include <optional>
#include <string>

#include "parser_builder.hpp"
#include "scope.hpp"

namespace sluice::expression {

class Terms : protected Builder {
 protected:
  using Builder::Builder;

  NodePtr leaf(Op op) {
    NodePtr result = node(op, token().offset);
    at_++;
    return result;
  }

  NodePtr literal() {
    NodePtr result = node(Op::kLiteral, token().offset);
    result->text = token().text;
    result->raw_string = kind() == TokenKind::kRawString;
    at_++;
    return result;
  }

  bool integer(int64_t* out) {
    size_t start = at_;
    bool negative = accept(TokenKind::kMinus);
    if (kind() != TokenKind::kNumber) return at_ = start, false;
    std::string_view digits = token().text;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), *out);
    if (error != std::errc()) return fail(token().offset, "the index does not fit 64 bits");
    if (negative) *out = -*out;
    at_++;
    return true;
  }

  NodePtr bare_number() {
    fail(token().offset, "expected an expression, found " + name_of(token()) +
                             "; a number is written as the literal `" + std::string(token().text) +
                             "`");
    return nullptr;
  }

  // An author who writes true hardly ever means the field of that name. Where the language's own
  // cases use it so, `check` warns.
  bool refused_keyword(const Token& name) {
    if (!is_bare_word(name) || is_tolerated()) return false;
    const std::string text(name.text);
    fail(name.offset, text + " is the name of a field here; write `" + text +
                          "` (in backticks) for the value, or \"" + text + "\" for the field");
    return true;
  }

  // What is before `?`, the value of a `let`, the only argument of a call.
  bool is_tolerated() const {
    const TokenKind next = kind_after();
    if (next == TokenKind::kQuestion) return true;
    const TokenKind before = at_ ? tokens_[at_ - 1].kind : TokenKind::kEnd;
    if (before == TokenKind::kAssign)
      return next == TokenKind::kComma || is_word(tokens_[at_ + 1], "in");
    return argument_ == at_ && before == TokenKind::kLeftParen && next == TokenKind::kRightParen;
  }

  NodePtr variable() {
    const Token& start = token();
    if (start.text == "$env" && kind_after() == TokenKind::kDot) return environment();
    const std::optional<uint32_t> slot = scope_.find(start.text);
    if (!slot) return fail(start.offset, scope_.unknown_message(start.text)), nullptr;
    NodePtr result = node(Op::kVariable, start.offset);
    result->index = *slot;
    at_++;
    return result;
  }

  // $env.NAME
  NodePtr environment() {
    NodePtr result = node(Op::kLiteral, token().offset);
    at_ += 2;
    if (!is_name(kind())) return expected("the name of an environment variable");
    result->variable = true;
    result->names.push_back({token().text, kind() == TokenKind::kQuotedIdentifier});
    at_++;
    return result;
  }

  Scope scope_;
  size_t argument_ = SIZE_MAX;  // the token at which the last argument of a call began
};

}  // namespace sluice::expression
