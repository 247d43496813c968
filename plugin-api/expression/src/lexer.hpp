// Splits the text of an expression into tokens. A value; no thread rule.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::expression {

enum class TokenKind : uint8_t {
  kEnd,
  kIdentifier,
  kQuotedIdentifier,  // text holds the quotes: it is a JSON string
  kNumber,
  kLiteral,    // text is the JSON between the backticks
  kRawString,  // text is between the single quotes, escapes not yet decoded
  kDot,
  kStar,
  kFlatten,  // []
  kFilter,   // [?
  kLeftBracket,
  kRightBracket,
  kLeftBrace,
  kRightBrace,
  kLeftParen,
  kRightParen,
  kComma,
  kColon,
  kPipe,
  kOr,
  kAnd,
  kNot,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kPlus,
  kMinus,
  kTimes,
  kDivide,
  kFloorDivide,
  kModulo,
  kAmpersand,
  kCurrent,
  kPlace,  // @index
  kRoot,   // $
  kQuestion,
  kAssign,
  kVariable  // text is "$name"
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  uint32_t offset = 0;  // of the first byte in the expression
  std::string_view text;
  uint32_t end = 0;  // after the last byte
};

// Whether an expression can have such a text at all: its size, and that it is UTF-8.
Status check_text(std::string_view text);
// All tokens from byte `begin` on, kEnd last; they view `text`. Fails naming the column.
// REQUIRES: check_text()
Result<std::vector<Token>> tokenize(std::string_view text, size_t begin);

// "column 5", "line 2, column 5" in a text of several lines: counted from 1, in code points.
std::string place_of(std::string_view text, size_t offset);
// "column 5: ..."
Status error_at(std::string_view text, size_t offset, const std::string& message);
// How a message names a token: "'[?'", "identifier 'foo'", "the end".
std::string name_of(const Token& token);

}  // namespace sluice::expression
