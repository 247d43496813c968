#include "lexer.hpp"

#include <algorithm>

#include "characters.hpp"
#include "sluice/expression/utf8.hpp"

namespace sluice::expression {
namespace {

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

struct Symbol {
  std::string_view text;
  TokenKind kind;
};

// Longer ones before their prefixes.
constexpr Symbol kSymbols[] = {
    {"[?", TokenKind::kFilter},       {"[]", TokenKind::kFlatten},
    {"||", TokenKind::kOr},           {"&&", TokenKind::kAnd},
    {"==", TokenKind::kEqual},        {"!=", TokenKind::kNotEqual},
    {"<=", TokenKind::kLessEqual},    {">=", TokenKind::kGreaterEqual},
    {"//", TokenKind::kFloorDivide},  {".", TokenKind::kDot},
    {"*", TokenKind::kStar},          {"[", TokenKind::kLeftBracket},
    {"]", TokenKind::kRightBracket},  {"{", TokenKind::kLeftBrace},
    {"}", TokenKind::kRightBrace},    {"(", TokenKind::kLeftParen},
    {")", TokenKind::kRightParen},    {",", TokenKind::kComma},
    {":", TokenKind::kColon},         {"|", TokenKind::kPipe},
    {"!", TokenKind::kNot},           {"<", TokenKind::kLess},
    {">", TokenKind::kGreater},       {"+", TokenKind::kPlus},
    {"-", TokenKind::kMinus},         {"\xE2\x88\x92", TokenKind::kMinus},
    {"\xC3\x97", TokenKind::kTimes},  {"/", TokenKind::kDivide},
    {"\xC3\xB7", TokenKind::kDivide}, {"%", TokenKind::kModulo},
    {"&", TokenKind::kAmpersand},     {"@", TokenKind::kCurrent},
    {"?", TokenKind::kQuestion},      {"=", TokenKind::kAssign},
    {"$", TokenKind::kRoot}};

class Lexer {
 public:
  Lexer(std::string_view text, size_t begin) : text_(text), at_(begin) {}

  Result<std::vector<Token>> run() {
    while (skip_space(), at_ < text_.size()) {
      Status status = next();
      if (!status.ok()) return status;
    }
    add(TokenKind::kEnd, at_, 0);
    return std::move(tokens_);
  }

 private:
  void skip_space() {
    while (at_ < text_.size() && std::string_view(" \t\n\r").find(text_[at_]) != text_.npos) at_++;
  }

  void add(TokenKind kind, size_t offset, size_t size) {
    tokens_.push_back({kind, static_cast<uint32_t>(offset), text_.substr(offset, size),
                       static_cast<uint32_t>(offset + size)});
  }

  Status next() {
    char c = text_[at_];
    if (is_name_start(c)) return run_of(TokenKind::kIdentifier);
    if (c == '$' && at_ + 1 < text_.size() && is_name_start(text_[at_ + 1]))
      return run_of(TokenKind::kVariable);
    if (c == '@' && at_ + 1 < text_.size() && is_name_start(text_[at_ + 1])) return place();
    if (is_digit(c)) return run_of(TokenKind::kNumber);
    if (c == '"') return quoted(TokenKind::kQuotedIdentifier, "a closing quote (\")");
    if (c == '`') return quoted(TokenKind::kLiteral, "a closing backtick (`)");
    if (c == '\'') return quoted(TokenKind::kRawString, "a closing quote (')");
    for (const Symbol& symbol : kSymbols) {
      if (text_.substr(at_, symbol.text.size()) != symbol.text) continue;
      add(symbol.kind, at_, symbol.text.size());
      at_ += symbol.text.size();
      return {};
    }
    return unknown();
  }

  Status place() {
    const size_t start = at_;
    Status status = run_of(TokenKind::kPlace);
    if (tokens_.back().text == "@index") return status;
    return error_at(text_, start,
                    std::string(tokens_.back().text) +
                        " is not known; @index is the place of an element, and a "
                        "member of the current value is written @." +
                        std::string(tokens_.back().text.substr(1)));
  }

  Status run_of(TokenKind kind) {
    size_t start = at_;
    if (kind == TokenKind::kVariable || kind == TokenKind::kPlace) at_++;
    while (at_ < text_.size() &&
           (is_digit(text_[at_]) || (kind != TokenKind::kNumber && is_name_start(text_[at_]))))
      at_++;
    add(kind, start, at_ - start);
    return {};
  }

  // Identifiers keep their quotes, because they are decoded as JSON strings.
  Status quoted(TokenKind kind, const char* closing) {
    size_t start = at_;
    char quote = text_[at_++];
    while (at_ < text_.size() && text_[at_] != quote) at_ += text_[at_] == '\\' ? 2 : 1;
    if (at_ >= text_.size())
      return error_at(text_, start, std::string("expected ") + closing + ", found the end");
    at_++;
    bool keep = kind == TokenKind::kQuotedIdentifier;
    add(kind, keep ? start : start + 1, at_ - start - (keep ? 0 : 2));
    tokens_.back().offset = static_cast<uint32_t>(start);
    tokens_.back().end = static_cast<uint32_t>(at_);
    return {};
  }

  Status unknown() {
    size_t size = 1;
    while (at_ + size < text_.size() && (text_[at_ + size] & 0xC0) == 0x80) size++;
    std::string found = "'" + std::string(text_.substr(at_, size)) + "'";
    return error_at(text_, at_, "expected an expression or operator, found " + found);
  }

  std::string_view text_;
  size_t at_;
  std::vector<Token> tokens_;
};

}  // namespace

Status check_text(std::string_view text) {
  constexpr size_t kMaxSize = size_t{64} * 1024;
  if (text.size() > kMaxSize)
    return Status(SLUICE_E_INVALID, "the expression has " + std::to_string(text.size()) +
                                        " bytes; the limit is " + std::to_string(kMaxSize));
  size_t bad = find_invalid_utf8(text);
  if (bad != text.npos) return error_at(text, bad, "the expression is not valid UTF-8 here");
  return {};
}

Result<std::vector<Token>> tokenize(std::string_view text, size_t begin) {
  return Lexer(text, begin).run();
}

std::string place_of(std::string_view text, size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const size_t line = static_cast<size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  const size_t begin = before.rfind('\n') + 1;  // 0 if there is none
  const std::string column =
      "column " + std::to_string(count_code_points(before.substr(begin)) + 1);
  const bool has_lines = text.find('\n') + 1 < text.size() && text.find('\n') != text.npos;
  return has_lines ? "line " + std::to_string(line) + ", " + column : column;
}

Status error_at(std::string_view text, size_t offset, const std::string& message) {
  return Status(SLUICE_E_INVALID, place_of(text, offset) + ": " + message);
}

std::string name_of(const Token& token) {
  std::string text(token.text);
  switch (token.kind) {
    case TokenKind::kEnd:
      return "the end";
    case TokenKind::kIdentifier:
      return "the name '" + text + "'";
    case TokenKind::kQuotedIdentifier:
      return "the name " + text;
    case TokenKind::kVariable:
    case TokenKind::kPlace:
      return text;
    case TokenKind::kNumber:
      return "the number " + text;
    case TokenKind::kLiteral:
      return "the literal `" + text + "`";
    case TokenKind::kRawString:
      return "the string '" + text + "'";
    default:
      return "'" + text + "'";
  }
}

}  // namespace sluice::expression
