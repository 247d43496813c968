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
  kVariable  // text is "$name"
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  uint32_t offset = 0;  // of the first byte in the expression
  std::string_view text;
  uint32_t end = 0;  // after the last byte
};

// All tokens, kEnd last; they view `text`. Fails naming the column.
Result<std::vector<Token>> tokenize(std::string_view text);

// The column of a byte, as people count: code points, from 1.
size_t column_of(std::string_view text, size_t offset);
// "column 5: ..."
Status error_at(std::string_view text, size_t offset, const std::string& message);
// How a message names a token: "'[?'", "identifier 'foo'", "the end".
std::string name_of(const Token& token);

}  // namespace sluice::expression
