// How tightly operators bind. Constants and pure functions.
#pragma once

#include "ast.hpp"

namespace sluice::expression {

// Binding powers. Below kProjectionStop an operator ends a projection.
constexpr int kTernaryPower = 2, kUnaryPower = 8, kFlattenPower = 9, kProjectionStop = 10,
              kStarPower = 20, kFilterPower = 21, kDotPower = 40, kBracketPower = 55;

struct Binary {
  TokenKind token;
  Op op;
  int power;
};

// All left-associative; the ternary, which is not here, is right-associative.
constexpr Binary kBinaries[] = {
    {TokenKind::kPipe, Op::kPipe, 1},
    {TokenKind::kOr, Op::kOr, 3},
    {TokenKind::kAnd, Op::kAnd, 4},
    {TokenKind::kEqual, Op::kEqual, 5},
    {TokenKind::kNotEqual, Op::kNotEqual, 5},
    {TokenKind::kLess, Op::kLess, 5},
    {TokenKind::kLessEqual, Op::kLessEqual, 5},
    {TokenKind::kGreater, Op::kGreater, 5},
    {TokenKind::kGreaterEqual, Op::kGreaterEqual, 5},
    {TokenKind::kPlus, Op::kAdd, 6},
    {TokenKind::kMinus, Op::kSubtract, 6},
    {TokenKind::kStar, Op::kMultiply, 7},
    {TokenKind::kTimes, Op::kMultiply, 7},
    {TokenKind::kDivide, Op::kDivide, 7},
    {TokenKind::kFloorDivide, Op::kFloorDivide, 7},
    {TokenKind::kModulo, Op::kModulo, 7},
};

inline const Binary* find_binary(TokenKind token) {
  for (const Binary& binary : kBinaries)
    if (binary.token == token) return &binary;
  return nullptr;
}

inline int power_of(TokenKind token) {
  if (const Binary* binary = find_binary(token)) return binary->power;
  switch (token) {
    case TokenKind::kQuestion:
      return kTernaryPower;
    case TokenKind::kFlatten:
      return kFlattenPower;
    case TokenKind::kFilter:
      return kFilterPower;
    case TokenKind::kDot:
      return kDotPower;
    case TokenKind::kLeftBracket:
      return kBracketPower;
    default:
      return 0;
  }
}

}  // namespace sluice::expression
