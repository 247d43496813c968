#include "sluice/expression/decimal.hpp"

#include <doctest/doctest.h>

#include <string>

using sluice::expression::Decimal;
using sluice::expression::DecimalError;

namespace {

Decimal number(std::string_view text) {
  Decimal out;
  REQUIRE(Decimal::parse(text, &out) == DecimalError::kNone);
  return out;
}

std::string printed(std::string_view text) { return number(text).to_string(); }

using Operation = DecimalError (*)(const Decimal&, const Decimal&, Decimal*);

std::string apply(Operation operation, std::string_view a, std::string_view b) {
  Decimal out;
  DecimalError error = operation(number(a), number(b), &out);
  return error == DecimalError::kNone ? out.to_string() : describe(error);
}

std::string add(std::string_view a, std::string_view b) { return apply(Decimal::add, a, b); }
std::string subtract(std::string_view a, std::string_view b) {
  return apply(Decimal::subtract, a, b);
}
std::string multiply(std::string_view a, std::string_view b) {
  return apply(Decimal::multiply, a, b);
}
std::string divide(std::string_view a, std::string_view b) { return apply(Decimal::divide, a, b); }

int compare(std::string_view a, std::string_view b) {
  return Decimal::compare(number(a), number(b));
}

}  // namespace

TEST_CASE("numbers print without superfluous zeros") {
  CHECK(printed("0") == "0");
  CHECK(printed("-0") == "0");
  CHECK(printed("0.000") == "0");
  CHECK(printed("3.10") == "3.1");
  CHECK(printed("100") == "100");
  CHECK(printed("-0.050") == "-0.05");
  CHECK(printed("1e2") == "100");
  CHECK(printed("1.50E+1") == "15");
  CHECK(printed("9007199254740993") == "9007199254740993");
  CHECK(printed("0e999999999999999999999") == "0");
}

TEST_CASE("the longest of the short fractions print as they came") {
  for (const char* text : {"0.000000000000000001", "-0.123456789012345678", "-1.23456789012345678",
                           "123456789012345678", "-9.223372036854775807", "0.0000000000000000001",
                           "-0.9223372036854775807"})
    CHECK(printed(text) == text);
  CHECK(printed("-0.00") == "0");
  CHECK(printed("-100.00") == "-100");
}

TEST_CASE("very large and very small numbers print with an exponent") {
  CHECK(printed("1e400") == "1e400");
  CHECK(printed("123e400") == "1.23e402");
  CHECK(printed("-15e-400") == "-1.5e-399");
  CHECK(printed("1e40") == "1" + std::string(40, '0'));
  CHECK(printed("1e41") == "1e41");
}

TEST_CASE("what is no JSON number is refused") {
  Decimal out;
  for (const char* text : {"", "-", "+1", "01", "1.", ".5", "1e", "1e+", "0x1", "1 ", " 1", "NaN",
                           "--1", "1.2.3", "1,5", "-.5", "00", "1-", "123456789012345678901x"})
    CHECK_MESSAGE(Decimal::parse(text, &out) == DecimalError::kNotANumber, text);
}

TEST_CASE("addition and subtraction are exact") {
  CHECK(add("0.1", "0.2") == "0.3");
  CHECK(subtract("3.10", "1.00") == "2.1");
  CHECK(subtract("19.90", "12.35") == "7.55");
  CHECK(subtract("1", "1.0") == "0");
  CHECK(add("9223372036854775807", "1") == "9223372036854775808");
  CHECK(subtract("-9223372036854775807", "1") == "-9223372036854775808");
  CHECK(subtract("-9223372036854775808", "1") == "-9223372036854775809");
  CHECK(add("9223372036854775808", "-1") == "9223372036854775807");
  CHECK(add("123456789012345678901234567890.5", "0.5") == "123456789012345678901234567891");
  CHECK(add("1e30", "1e-30") == "1000000000000000000000000000000.000000000000000000000000000001");
  CHECK(add("0", "1e400") == "1e400");
  CHECK(subtract("0", "1e400") == "-1e400");
}

TEST_CASE("multiplication is exact") {
  CHECK(multiply("1.1", "1.1") == "1.21");
  CHECK(multiply("-3", "0") == "0");
  CHECK(multiply("9223372036854775807", "9223372036854775807") ==
        "85070591730234615847396907784232501249");
  CHECK(multiply("1e200", "1e200") == "1e400");
  CHECK(multiply("-9223372036854775808", "1") == "-9223372036854775808");
}

TEST_CASE("division keeps 34 digits, half-even") {
  CHECK(divide("1", "4") == "0.25");
  CHECK(divide("10", "5") == "2");
  CHECK(divide("1", "3") == "0." + std::string(34, '3'));
  CHECK(divide("2", "3") == "0." + std::string(33, '6') + "7");
  CHECK(divide("-2", "3") == "-0." + std::string(33, '6') + "7");
  CHECK(divide("1e400", "1e-400") == "1e800");
  // 35 digits that end in 5: to the even neighbour.
  CHECK(divide("10000000000000000000000000000000025", "1") ==
        "10000000000000000000000000000000020");
  CHECK(divide("10000000000000000000000000000000035", "1") ==
        "10000000000000000000000000000000040");
  CHECK(divide("100000000000000000000000000000000251", "1") ==
        "100000000000000000000000000000000300");
  CHECK(divide("13990", "-100") == "-139.9");
  CHECK(divide("-7e-3", "1600") == "-0.000004375");
  CHECK(divide("9223372036854775807", "-1") == "-9223372036854775807");
  CHECK(divide("9223372036854775807", "2") == "4611686018427387903.5");
  CHECK(divide("-9223372036854775807", "9223372036854775807") == "-1");
  CHECK(divide("5", "1e999999999") == "5e-999999999");
  CHECK(divide("1", "0") == "division by zero");
  CHECK(divide("0", "7.5") == "0");
}

TEST_CASE("floor division and remainder belong together") {
  CHECK(apply(Decimal::floor_divide, "7", "2") == "3");
  CHECK(apply(Decimal::modulo, "7", "2") == "1");
  CHECK(apply(Decimal::floor_divide, "-7", "2") == "-4");
  CHECK(apply(Decimal::modulo, "-7", "2") == "1");
  CHECK(apply(Decimal::floor_divide, "7", "-2") == "-4");
  CHECK(apply(Decimal::modulo, "7", "-2") == "-1");
  CHECK(apply(Decimal::modulo, "5.5", "0.2") == "0.1");
  CHECK(apply(Decimal::floor_divide, "1", "1e999999999") == "0");
  CHECK(apply(Decimal::floor_divide, "-1", "1e900") == "-1");
  CHECK(apply(Decimal::modulo, "1", "1e999999999") == "1");
  CHECK(apply(Decimal::modulo, "1", "0") == "division by zero");
}

TEST_CASE("floor and ceil round towards the infinities") {
  auto floor = [](const char* text) {
    Decimal out;
    REQUIRE(Decimal::floor(number(text), &out) == DecimalError::kNone);
    return out.to_string();
  };
  auto ceil = [](const char* text) {
    Decimal out;
    REQUIRE(Decimal::ceil(number(text), &out) == DecimalError::kNone);
    return out.to_string();
  };
  CHECK(floor("1.5") == "1");
  CHECK(floor("-1.5") == "-2");
  CHECK(ceil("1.2") == "2");
  CHECK(ceil("-1.5") == "-1");
  CHECK(floor("1e400") == "1e400");
  CHECK(floor("-1e-400") == "-1");
  CHECK(ceil("-1e-400") == "0");
  CHECK(ceil("1e-999999999") == "1");
}

TEST_CASE("numbers compare by value, whatever their spelling") {
  CHECK(compare("1.0", "1") == 0);
  CHECK(compare("-0", "0.0") == 0);
  CHECK(compare("100", "1e2") == 0);
  CHECK(compare("1E5", "100000.000") == 0);
  CHECK(compare("1e400", "1e401") < 0);
  CHECK(compare("-1e400", "-1e401") > 0);
  CHECK(compare("1e400", "-1e401") > 0);
  CHECK(compare("0", "1e-400") < 0);
  CHECK(compare("9007199254740993", "9007199254740992.9999") > 0);
  CHECK(compare("9223372036854775807", "9223372036854775808") < 0);
  CHECK(compare("1e999999999", "1e-999999999") > 0);
}

TEST_CASE("what would need unbounded memory is an error") {
  CHECK(add("1e400", "1") == "1" + std::string(399, '0') + "1");
  CHECK(add("1e3000", "1") == "the exact result needs more than 2000 digits");
  CHECK(subtract("1e999999999", "1e-999999999") == "the exact result needs more than 2000 digits");
  CHECK(multiply("1e999999999", "1e1") == "the exponent is beyond 999999999");
  CHECK(multiply("1e999999999", "1e999999999") == "the exponent is beyond 999999999");
  std::string long_number(1500, '7');
  CHECK(multiply(long_number, long_number) == "the exact result needs more than 2000 digits");
  CHECK(apply(Decimal::floor_divide, "1e999999999", "3") ==
        "the exact result needs more than 2000 digits");
  CHECK(divide("1e999999999", "1e-999999999") == "the exponent is beyond 999999999");
}

TEST_CASE("numbers beyond the bounds are refused when read") {
  Decimal out;
  CHECK(Decimal::parse("1e1000000000", &out) == DecimalError::kExponent);
  CHECK(Decimal::parse("1e99999999999999999999999", &out) == DecimalError::kExponent);
  CHECK(Decimal::parse("1e-99999999999999999999999", &out) == DecimalError::kExponent);
  CHECK(Decimal::parse(std::string(2001, '7'), &out) == DecimalError::kTooManyDigits);
  CHECK(Decimal::parse(std::string(1000000, '7'), &out) == DecimalError::kTooManyDigits);
  CHECK(Decimal::parse(std::string(2000, '7'), &out) == DecimalError::kNone);
}

TEST_CASE("digits beyond 64 bits survive reading and printing") {
  std::string digits(1999, '7');
  CHECK(printed(digits) == digits);
  CHECK(printed("0." + digits) == "0." + digits);
  CHECK(printed("-" + digits + ".5") == "-" + digits + ".5");
}

TEST_CASE("an integer in any spelling converts to 64 bits") {
  int64_t value = 0;
  CHECK(number("1.20e2").to_int64(&value));
  CHECK(value == 120);
  CHECK(number("-9223372036854775807").to_int64(&value));
  CHECK(value == -9223372036854775807);
  CHECK_FALSE(number("1.5").to_int64(&value));
  CHECK_FALSE(number("1e19").to_int64(&value));
  CHECK_FALSE(number("1e999999999").to_int64(&value));
}

TEST_CASE("a small and a big path give the same sums") {
  for (int64_t a : {-7, 0, 13, 999999999}) {
    for (int64_t b : {-1000000007, -1, 0, 64}) {
      Decimal sum, big_sum, back, huge = number("100000000000000000000000000");
      REQUIRE(Decimal::add(Decimal(a), Decimal(b), &sum) == DecimalError::kNone);
      REQUIRE(Decimal::add(huge, Decimal(a), &big_sum) == DecimalError::kNone);
      REQUIRE(Decimal::add(big_sum, Decimal(b), &back) == DecimalError::kNone);
      REQUIRE(Decimal::subtract(back, huge, &big_sum) == DecimalError::kNone);
      CHECK(Decimal::compare(sum, big_sum) == 0);
      CHECK(big_sum.is_small());
    }
  }
}

TEST_CASE("small and big numbers have the same floor") {
  const auto floored = [](const char* text) {
    Decimal value, out;
    REQUIRE(Decimal::parse(text, &value) == DecimalError::kNone);
    REQUIRE(Decimal::floor(value, &out) == DecimalError::kNone);
    return out.to_string();
  };
  CHECK(floored("2.999999999999999999") == "2");
  CHECK(floored("-0.000000000000000001") == "-1");
  CHECK(floored("-9.2") == "-10");
  CHECK(floored("-9.0") == "-9");
  CHECK(floored("0.0") == "0");
  CHECK(floored("12e3") == "12000");
  CHECK(floored("-0.0000000000000000000001") == "-1");
  CHECK(floored("-123456789012345678901234567890.5") == "-123456789012345678901234567891");
}
