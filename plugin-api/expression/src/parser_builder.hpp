// The base of the parser: the tokens with a position in them, the first error, and the making of
// nodes. Lives for one parse; no thread rule.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ast.hpp"
#include "lexer.hpp"
#include "sluice/result.hpp"

namespace sluice::expression {

// How deep parentheses, brackets and calls may nest, and how deep the tree may be.
constexpr int kMaxNesting = 150;
constexpr uint32_t kMaxDepth = 500;

// A failed parse unwinds with null results once `failed()`; the first error stays.
class Builder {
 public:
  Builder(std::string_view text, std::vector<Token> tokens)
      : text_(text), tokens_(std::move(tokens)) {}

 protected:
  const Token& token() const { return tokens_[at_]; }
  TokenKind kind() const { return tokens_[at_].kind; }
  TokenKind kind_after() const {
    return at_ + 1 < tokens_.size() ? tokens_[at_ + 1].kind : TokenKind::kEnd;
  }
  static bool is_name(TokenKind kind) {
    return kind == TokenKind::kIdentifier || kind == TokenKind::kQuotedIdentifier;
  }
  static bool is_word(const Token& token, std::string_view word) {
    return token.kind == TokenKind::kIdentifier && token.text == word;
  }
  // The values of other languages, here names of fields.
  static bool is_bare_word(const Token& token) {
    return is_word(token, "true") || is_word(token, "false") || is_word(token, "null");
  }
  bool failed() const { return !error_.ok(); }

  bool fail(size_t offset, const std::string& message) {
    if (!failed()) error_ = error_at(text_, offset, message);
    at_ = tokens_.size() - 1;
    return false;
  }
  NodePtr expected(const std::string& what) {
    fail(token().offset, "expected " + what + ", found " + name_of(token()));
    return nullptr;
  }
  bool accept(TokenKind wanted) {
    if (kind() != wanted) return false;
    at_++;
    return true;
  }
  bool expect(TokenKind wanted, const char* what) {
    if (!failed() && !accept(wanted)) expected(what);
    return !failed();
  }

  // One level of nesting while it lives; deeper than kMaxNesting fails the parse.
  class Level {
   public:
    explicit Level(Builder& builder) : builder_(builder) {
      if (++builder.nesting_ > kMaxNesting)
        builder.fail(builder.token().offset, "the expression nests deeper than " +
                                                 std::to_string(kMaxNesting) +
                                                 " levels; split it into several steps");
    }
    ~Level() { builder_.nesting_--; }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    Builder& builder_;
  };

  // The node spans from `begin` to the last token taken.
  void span(const NodePtr& node, uint32_t begin) {
    if (!node || failed() || at_ == 0) return;
    node->begin = begin;
    node->end = tokens_[at_ - 1].end;
  }

  NodePtr node(Op op, uint32_t offset) {
    auto result = std::make_unique<Node>();
    result->op = op;
    result->offset = offset;
    return result;
  }
  // Children of a null node pointer mean the current value.
  void adopt(Node* parent, NodePtr child) {
    uint32_t depth = child ? child->depth + 1 : 1;
    if (depth > parent->depth) parent->depth = depth;
    if (depth > kMaxDepth)
      fail(parent->offset, "the expression is deeper than " + std::to_string(kMaxDepth) +
                               " operations; split it into several steps");
    parent->children.push_back(std::move(child));
  }
  NodePtr node(Op op, uint32_t offset, NodePtr a, NodePtr b) {
    NodePtr result = node(op, offset);
    adopt(result.get(), std::move(a));
    adopt(result.get(), std::move(b));
    return result;
  }

  std::string_view text_;
  std::vector<Token> tokens_;
  size_t at_ = 0;
  int nesting_ = 0;
  Status error_;
};

}  // namespace sluice::expression
