#include "parser.hpp"

#include "call_check.hpp"
#include "functions.hpp"
#include "parser_power.hpp"
#include "parser_terms.hpp"

namespace sluice::expression {
namespace {

class Parser : Terms {
 public:
  using Terms::Terms;

  Result<NodePtr> run() {
    NodePtr tree = expression(0);
    if (!failed() && kind() != TokenKind::kEnd) expected("an operator or the end");
    if (failed()) return std::move(error_);
    return tree;
  }

 private:
  // `member`: after a dot, where any name is one.
  NodePtr expression(int power, bool member = false) {
    const Level level(*this);
    if (failed()) return nullptr;
    const uint32_t begin = token().offset;
    return rest(begin, prefix(member), power);
  }

  // What follows `left`, which starts at `begin`, and binds more tightly than `power`.
  NodePtr rest(uint32_t begin, NodePtr left, int power) {
    span(left, begin);
    while (!failed() && power < power_of(kind())) {
      left = infix(std::move(left));
      span(left, begin);
    }
    if (kind() == TokenKind::kAssign)
      fail(token().offset, "expected an operator, found '='; write '=='");
    return failed() ? nullptr : std::move(left);
  }

  // What may start an expression.
  NodePtr prefix(bool member) {
    const Token& start = token();
    switch (start.kind) {
      case TokenKind::kCurrent:
        return leaf(Op::kCurrent);
      case TokenKind::kRoot:
        return leaf(Op::kRoot);
      case TokenKind::kPlace:
        return leaf(Op::kPlace);
      case TokenKind::kLiteral:
      case TokenKind::kRawString:
        return literal();
      case TokenKind::kIdentifier:
      case TokenKind::kQuotedIdentifier:
        return is_let(member) ? let() : name(member);
      case TokenKind::kVariable:
        return variable();
      case TokenKind::kStar:
        return at_++, projection(Op::kObjectProjection, start.offset, nullptr, kStarPower);
      case TokenKind::kFlatten:
        return at_++, projection(Op::kFlatten, start.offset, nullptr, kFlattenPower);
      case TokenKind::kFilter:
        return filter(nullptr);
      case TokenKind::kLeftBracket:
        return starts_subscript() ? subscript(nullptr) : multi_list();
      case TokenKind::kLeftBrace:
        return multi_hash();
      case TokenKind::kNot:
        return unary(Op::kNot);
      case TokenKind::kMinus:
        return unary(Op::kNegate);
      case TokenKind::kPlus:
        return unary(Op::kPlus);
      case TokenKind::kLeftParen:
        return parenthesised();
      case TokenKind::kNumber:
        return bare_number();
      default:
        return expected("an expression");
    }
  }

  // Any other `let` is the name of a field.
  bool is_let(bool member) const {
    return !member && is_word(token(), "let") && kind_after() == TokenKind::kVariable;
  }

  NodePtr infix(NodePtr left) {
    const Token& op = token();
    if (op.kind == TokenKind::kQuestion) return ternary(std::move(left));
    if (op.kind == TokenKind::kDot) return at_++, dot(std::move(left));
    if (op.kind == TokenKind::kLeftBracket) return subscript(std::move(left));
    if (op.kind == TokenKind::kFilter) return filter(std::move(left));
    if (op.kind == TokenKind::kFlatten)
      return at_++, projection(Op::kFlatten, op.offset, std::move(left), kFlattenPower);
    const Binary* binary = find_binary(op.kind);
    at_++;
    NodePtr right = expression(binary->power);
    if (failed()) return nullptr;
    return node(binary->op, op.offset, std::move(left), std::move(right));
  }

  NodePtr ternary(NodePtr condition) {
    NodePtr result = node(Op::kTernary, token().offset);
    at_++;
    adopt(result.get(), std::move(condition));
    adopt(result.get(), expression(0));
    if (!expect(TokenKind::kColon, "':' and what holds otherwise")) return nullptr;
    adopt(result.get(), expression(kTernaryPower - 1));
    return result;
  }

  // let $a = x, $b = y in z: the values do not see each other.
  NodePtr let() {
    NodePtr result = node(Op::kLet, token().offset);
    at_++;
    std::vector<std::string_view> names;
    do {
      if (kind() != TokenKind::kVariable) return expected("a variable, as $name");
      if (const char* why = Scope::refused(names, token().text))
        return fail(token().offset, std::string(token().text) + why), nullptr;
      names.push_back(token().text);
      at_++;
      if (!expect(TokenKind::kAssign, "'='")) return nullptr;
      adopt(result.get(), expression(0));
    } while (!failed() && accept(TokenKind::kComma));
    if (failed()) return nullptr;
    if (!is_word(token(), "in")) return expected("',' or 'in'");
    at_++;
    result->index = scope_.open(names);
    adopt(result.get(), expression(0));
    scope_.close(names.size());
    return result;
  }

  NodePtr name(bool member) {
    const Token& start = token();
    if (kind_after() == TokenKind::kLeftParen) return call();
    if (!member && refused_keyword(start)) return nullptr;
    NodePtr result = node(Op::kPath, start.offset);
    result->names.push_back({start.text, start.kind == TokenKind::kQuotedIdentifier});
    adopt(result.get(), nullptr);
    at_++;
    return result;
  }

  NodePtr unary(Op op) {
    NodePtr result = node(op, token().offset);
    at_++;
    adopt(result.get(), expression(kUnaryPower));
    return result;
  }

  NodePtr parenthesised() {
    at_++;
    NodePtr inner = expression(0);
    expect(TokenKind::kRightParen, "')'");
    return inner;
  }

  // A name after a name only makes the path longer.
  NodePtr join(NodePtr left, NodePtr right, uint32_t offset) {
    if (!right || failed()) return nullptr;
    if (right->op != Op::kPath || right->children[0])
      return node(Op::kSub, offset, std::move(left), std::move(right));
    if (left && left->op == Op::kPath) {
      left->names.insert(left->names.end(), right->names.begin(), right->names.end());
      return left;
    }
    right->children.clear();
    adopt(right.get(), std::move(left));
    return right;
  }

  NodePtr dot(NodePtr left) {
    uint32_t offset = token().offset;
    if (accept(TokenKind::kStar))
      return projection(Op::kObjectProjection, offset, std::move(left), kStarPower);
    return join(std::move(left), after_dot(kDotPower), offset);
  }

  NodePtr after_dot(int power) {
    switch (kind()) {
      case TokenKind::kIdentifier:
      case TokenKind::kQuotedIdentifier:
      case TokenKind::kStar:
        return expression(power, true);
      case TokenKind::kLeftBracket:
        return multi_list();
      case TokenKind::kLeftBrace:
        return multi_hash();
      default:
        return expected("a name, '*', '[' or '{' after the dot");
    }
  }

  NodePtr projection(Op op, uint32_t offset, NodePtr left, int power) {
    NodePtr right = projected(power);
    return node(op, offset, std::move(left), std::move(right));
  }

  // What is applied to each item; null: nothing. `.name[0].other`: everything that binds as tightly
  // belongs to the item, but a multi-select ends it.
  NodePtr projected(int power) {
    if (failed() || power_of(kind()) < kProjectionStop) return nullptr;
    const Level level(*this);
    if (failed()) return nullptr;
    const uint32_t begin = token().offset;
    if (kind() == TokenKind::kLeftBracket) return rest(begin, subscript(nullptr), power);
    if (kind() == TokenKind::kFilter) return rest(begin, filter(nullptr), power);
    if (!accept(TokenKind::kDot)) return expected("'.', '[' or an operator");
    if (kind() != TokenKind::kLeftBracket && kind() != TokenKind::kLeftBrace)
      return after_dot(power);
    NodePtr selected = after_dot(power);
    span(selected, begin + 1);
    return selected;
  }

  NodePtr filter(NodePtr left) {
    NodePtr result = node(Op::kFilter, token().offset);
    at_++;
    NodePtr condition = expression(0);
    if (!expect(TokenKind::kRightBracket, "']' after the filter's condition")) return nullptr;
    NodePtr right = kind() == TokenKind::kFlatten ? nullptr : projected(kFilterPower);
    adopt(result.get(), std::move(left));
    adopt(result.get(), std::move(right));
    adopt(result.get(), std::move(condition));
    return result;
  }

  bool starts_subscript() const {
    TokenKind next = kind_after();
    if (next == TokenKind::kStar)
      return at_ + 2 < tokens_.size() && tokens_[at_ + 2].kind == TokenKind::kRightBracket;
    if (next == TokenKind::kMinus)
      return at_ + 2 < tokens_.size() && tokens_[at_ + 2].kind == TokenKind::kNumber;
    return next == TokenKind::kNumber || next == TokenKind::kColon;
  }

  // [n], [a:b:c] or [*]
  NodePtr subscript(NodePtr left) {
    uint32_t offset = token().offset;
    at_++;
    if (accept(TokenKind::kStar)) {
      if (!expect(TokenKind::kRightBracket, "']'")) return nullptr;
      return projection(Op::kListProjection, offset, std::move(left), kStarPower);
    }
    Slice slice;
    slice.has_start = integer(&slice.start);
    if (kind() == TokenKind::kColon) return slice_of(std::move(left), offset, slice);
    if (!slice.has_start) return expected("an index, a slice or '*'");
    if (!expect(TokenKind::kRightBracket, "']' or ':'")) return nullptr;
    NodePtr result = node(Op::kIndex, offset);
    adopt(result.get(), std::move(left));
    result->index = slice.start;
    return result;
  }

  NodePtr slice_of(NodePtr left, uint32_t offset, Slice slice) {
    at_++;
    slice.has_stop = integer(&slice.stop);
    if (accept(TokenKind::kColon)) {
      uint32_t at = token().offset;
      if (!integer(&slice.step)) slice.step = 1;
      if (slice.step == 0)
        return fail(at, "the step of a slice is 0; give another number"), nullptr;
    }
    if (!expect(TokenKind::kRightBracket, "a number, ':' or ']'")) return nullptr;
    NodePtr result = projection(Op::kSlice, offset, std::move(left), kStarPower);
    result->slice = slice;
    return result;
  }

  NodePtr multi_list() {
    NodePtr result = node(Op::kMultiList, token().offset);
    at_++;
    do {
      adopt(result.get(), expression(0));
    } while (!failed() && accept(TokenKind::kComma));
    expect(TokenKind::kRightBracket, "',' or ']'");
    return result;
  }

  NodePtr multi_hash() {
    NodePtr result = node(Op::kMultiHash, token().offset);
    at_++;
    do {
      if (!is_name(kind())) return expected("a key");
      result->names.push_back({token().text, kind() == TokenKind::kQuotedIdentifier});
      at_++;
      if (!expect(TokenKind::kColon, "':' after the key")) return nullptr;
      adopt(result.get(), expression(0));
    } while (!failed() && accept(TokenKind::kComma));
    expect(TokenKind::kRightBrace, "',' or '}'");
    return result;
  }

  NodePtr call() {
    const Token& name = token();
    if (name.kind == TokenKind::kQuotedIdentifier)
      return fail(name.offset, "function names are not quoted; write " +
                                   std::string(name.text.substr(1, name.text.size() - 2)) +
                                   "(...)"),
             nullptr;
    NodePtr result = node(Op::kCall, name.offset);
    result->function = find_function(name.text);
    if (!result->function) return fail(name.offset, unknown_function_message(name.text)), nullptr;
    at_ += 2;
    if (!accept(TokenKind::kRightParen)) {
      do {
        adopt(result.get(), argument());
      } while (!failed() && accept(TokenKind::kComma));
      if (!expect(TokenKind::kRightParen, "',' or ')'")) return nullptr;
    }
    if (failed()) return nullptr;
    const WrongCall wrong = wrong_call(*result, text_);
    if (!wrong.message.empty()) fail(wrong.offset, wrong.message);
    return result;
  }

  NodePtr argument() {
    argument_ = at_;
    if (kind() != TokenKind::kAmpersand) return expression(0);
    NodePtr result = node(Op::kReference, token().offset);
    at_++;
    adopt(result.get(), expression(0));
    return result;
  }
};

}  // namespace

Result<NodePtr> parse(std::string_view text) {
  if (Status status = check_text(text); !status.ok()) return status;
  return parse_part(text, 0);
}

Result<NodePtr> parse_part(std::string_view text, size_t begin) {
  Result<std::vector<Token>> tokens = tokenize(text, begin);
  if (!tokens.ok()) return tokens.status();
  return Parser(text, std::move(*tokens)).run();
}

}  // namespace sluice::expression
