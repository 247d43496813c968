#include <doctest/doctest.h>

#include "base/character.hpp"
#include "base/hex.hpp"
#include "base/percent.hpp"

using namespace sluice::base;

TEST_CASE("a hexadecimal digit has a value in either case, and nothing else has") {
  for (size_t i = 0; i < 16; i++) {
    CHECK(hex_value(kLowerHex[i]) == static_cast<int>(i));
    CHECK(hex_value(kUpperHex[i]) == static_cast<int>(i));
  }
  for (const char c : {'g', 'G', '/', ':', '@', '`', ' ', '\0', '\xFF'}) CHECK(hex_value(c) == -1);
}

TEST_CASE("bytes become two digits each") {
  CHECK(to_hex(std::string_view("\x00\x0F\xA0\xFF", 4)) == "000fa0ff");
  CHECK(to_hex("") == "");
}

TEST_CASE("percent encoding leaves unreserved characters alone") {
  CHECK(percent_encode("-._~AZaz09") == "-._~AZaz09");
  CHECK(percent_encode("a b/\xC3\xA9%") == "a%20b%2F%C3%A9%25");
}

TEST_CASE("percent decoding is done once, and what is no escape stays") {
  CHECK(percent_decode("a%20b%2f%C3%A9") == "a b/\xC3\xA9");
  CHECK(percent_decode("%252e") == "%2e");
  for (const char* text : {"%", "%4", "%zz", "100%", "%4g"}) CHECK(percent_decode(text) == text);
}

TEST_CASE("a text is cut in front of a character, never in it") {
  const std::string_view text = "a\u20acb";  // the euro sign has three bytes
  CHECK(character_start(text, 0) == 0);
  CHECK(character_start(text, 1) == 1);
  CHECK(character_start(text, 2) == 1);
  CHECK(character_start(text, 3) == 1);
  CHECK(character_start(text, 4) == 4);
  CHECK(character_start(text, text.size()) == text.size());
}
