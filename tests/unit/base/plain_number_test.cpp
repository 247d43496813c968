#include "base/plain_number.hpp"

#include <doctest/doctest.h>

#include <string>

using sluice::base::plain_number;

TEST_CASE("equal numbers have one spelling") {
  for (const char* two : {"2", "2.0", "2.000", "20e-1", "0.2E+1", "2e0"})
    CHECK(plain_number(two) == "2");
  for (const char* half : {"-0.5", "-5E-1", "-0.50"}) CHECK(plain_number(half) == "-0.5");
  for (const char* zero : {"0", "-0", "0.0", "-0.0e9", "0e999999999999999999999"})
    CHECK(plain_number(zero) == "0");
}

TEST_CASE("digits are exact, also where a double has none left") {
  CHECK(plain_number("12345678901234567890.10") == "12345678901234567890.1");
  CHECK(plain_number("1000") == "1000");
  CHECK(plain_number("0.001") == "0.001");
  CHECK(plain_number("1e3") == "1000");
}

TEST_CASE("a number of very many digits has a short spelling, which is still its own") {
  CHECK(plain_number("15e299") == "1.5e300");
  CHECK(plain_number("1e-300") == "1e-300");
  CHECK(plain_number("1e39") == std::string("1") + std::string(39, '0'));
  CHECK(plain_number("1e400") != plain_number("1e401"));
  CHECK(plain_number("1e99999999999999999999") == plain_number("1e+99999999999999999999"));
  CHECK(plain_number("1e-99999999999999999999") != plain_number("1e99999999999999999999"));
}
