// The corpus through every way into the host: a page, a line, the text border, a nested place that
// is only looked into later.
#include "corpus.hpp"

#include <doctest/doctest.h>

#include "ways_in.hpp"

using namespace sluice;
using namespace sluice::record;

namespace {

void check_good(corpus::Texts values) {
  for (const std::string_view value : values) {
    CAPTURE(value);
    const std::string line = std::string(value) + "\n";
    const std::string held = R"({"a":[{"b":)" + std::string(value) + R"(}],"c":0})" + "\n";
    for (const auto way : {as_record_of_a_page, as_line, at_the_text_border, as_source}) {
      const Response response = way(value);
      CHECK(response.taken);
      CHECK(response.out == line);
    }
    CHECK(nested_in_a_page(value).out == held);
    CHECK(opened_in_a_page(value).out == held);
  }
}

void check_bad(corpus::Texts values) {
  for (const std::string_view value : values) {
    CAPTURE(value);
    CHECK_FALSE(as_record_of_a_page(value).taken);
    CHECK_FALSE(at_the_text_border(value).taken);
    CHECK_FALSE(as_source(value).taken);
    CHECK_FALSE(nested_in_a_page(value).taken);
    if (is_one_line(value)) CHECK_FALSE(as_line(value).taken);
  }
}

std::string without_blanks(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\t'; });
  return text;
}

constexpr size_t kPlaces[] = {0, 1, 7, 14, 15, 16, 17, 30, 31, 32, 33, 63, 64};

}  // namespace

TEST_CASE("corpus: good literals are taken everywhere and leave as they came") {
  check_good(corpus::kGoodLiterals);
}
TEST_CASE("corpus: good numbers are taken everywhere and keep their digits") {
  check_good(corpus::kGoodNumbers);
}
TEST_CASE("corpus: good strings are taken everywhere and keep their spelling") {
  check_good(corpus::kGoodStrings);
}
TEST_CASE("corpus: good containers are taken everywhere and leave as they came") {
  // Names leave decoded where they were looked into; these hold no escapes but one.
  for (const std::string_view value : corpus::kGoodContainers) {
    if (value.find('\\') != value.npos) continue;
    check_good({&value, 1});
  }
  CHECK(as_record_of_a_page(R"({"a":1,"\u0061\u0061":2})").out == "{\"a\":1,\"aa\":2}\n");
  CHECK(nested_in_a_page(R"({"a":1,"\u0061\u0061":2})").taken);
}
TEST_CASE("corpus: bad literals are refused everywhere") { check_bad(corpus::kBadLiterals); }
TEST_CASE("corpus: bad numbers are refused everywhere") { check_bad(corpus::kBadNumbers); }
TEST_CASE("corpus: bad strings are refused everywhere") { check_bad(corpus::kBadStrings); }
TEST_CASE("corpus: bad containers are refused everywhere") {
  for (const std::string_view value : corpus::kBadContainers) {
    CAPTURE(value);
    CHECK_FALSE(at_the_text_border(value).taken);
    CHECK_FALSE(as_source(value).taken);
    CHECK_FALSE(nested_in_a_page(value).taken);
    if (is_one_line(value)) CHECK_FALSE(as_line(value).taken);
    CHECK_FALSE(as_record_of_a_page("[" + std::string(value) + "]").taken);
  }
}

TEST_CASE("corpus: what is no JSON document is no page, and no text") {
  for (const std::string_view text : corpus::kNoDocument) {
    CAPTURE(text);
    Fixture f;
    CHECK(f.page(text, "") == SLUICE_E_DATA);
    CHECK(f.abi()->count == 0);
    CHECK(f.message() != "");
    CHECK_FALSE(at_the_text_border(text).taken);
    CHECK(f.page("{\"data\":[1]}", "data") == SLUICE_OK);  // the batch can be used again
  }
}

TEST_CASE("corpus: white space is four bytes, and stands between any two tokens") {
  const std::vector<std::string> tokens = {"{",     "\"a\"", ":",    "[",     "1", ",",
                                           "\"b\"", "]",     ",",    "\"c\"", ":", "{",
                                           "\"d\"", ":",     "null", "}",     "}"};
  std::string plain;
  for (const std::string& token : tokens) plain += token;
  for (const std::string_view space : {" ", "\t", "\n", "\r", " \t\r\n", "\r\n  ", "        "}) {
    std::string text(space);
    for (const std::string& token : tokens) text.append(token).append(space);
    CAPTURE(text);
    // Untouched text keeps its blanks, but a line break would end the line.
    CHECK(without_blanks(as_record_of_a_page(text).out) == plain + "\n");
    CHECK(without_blanks(at_the_text_border(text).out) == plain + "\n");
  }
  for (int c = 0; c < 256; c++) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
    for (size_t at = 0; at <= tokens.size(); at++) {
      std::string text;
      for (size_t i = 0; i < tokens.size(); i++)
        text.append(i == at ? std::string(1, static_cast<char>(c)) : "").append(tokens[i]);
      if (at == tokens.size()) text += static_cast<char>(c);
      const bool digit = (c >= '0' && c <= '9') && (at == 4 || at == 5);
      if (digit || (c == '-' && at == 4)) continue;  // part of the number then
      CAPTURE(text);
      CHECK_FALSE(at_the_text_border(text).taken);
      CHECK_FALSE(as_record_of_a_page(text).taken);
    }
  }
}

TEST_CASE("corpus: each control byte is refused at each place of a string") {
  for (int c = 0; c < 0x20; c++)
    for (const size_t at : kPlaces)
      check_string(std::string(at, 'x') + static_cast<char>(c) + "yz", false);
}

TEST_CASE("corpus: of all bytes behind a backslash eight are escapes") {
  for (int c = 0; c < 256; c++) {
    if (c == 'u') continue;
    const bool good =
        std::string_view("\"\\/bfnrt").find(static_cast<char>(c)) != std::string::npos && c;
    for (const size_t at : {size_t{0}, size_t{14}, size_t{15}, size_t{31}})
      check_string(std::string(at, 'x') + "\\" + static_cast<char>(c) + "z", good);
  }
}

TEST_CASE("corpus: a \\u escape takes four hexadecimal digits of either case") {
  for (int c = 1; c < 256; c++) {
    const char digit = static_cast<char>(c);
    const bool hex = std::string_view("0123456789abcdefABCDEF").find(digit) != std::string::npos;
    for (size_t at = 0; at < 4; at++) {
      std::string escape = "\\u0041";
      escape[2 + at] = digit;
      if (digit == '"' || digit == '\\') continue;  // changes where the string ends
      check_string("x" + escape, hex);
    }
  }
}

TEST_CASE("corpus: bytes that are not UTF-8 are refused at each place of a string") {
  const std::string_view bad[] = {"\x80",
                                  "\xBF",
                                  "\xC0\x80",
                                  "\xC1\xBF",
                                  "\xC2",
                                  "\xC2\x41",
                                  "\xC2\xC2",
                                  "\xE0\x80\x80",
                                  "\xE0\x9F\xBF",
                                  "\xE1\x80",
                                  "\xE1\x80\x41",
                                  "\xE1\x41\x80",
                                  "\xED\xA0\x80",
                                  "\xED\xBF\xBF",
                                  "\xED\xA0\xBD\xED\xB8\x80",
                                  "\xEF\xBF",
                                  "\xF0\x80\x80\x80",
                                  "\xF0\x8F\xBF\xBF",
                                  "\xF0\x90\x80",
                                  "\xF0\x90\x80\x41",
                                  "\xF1\x41\x80\x80",
                                  "\xF4\x90\x80\x80",
                                  "\xF5\x80\x80\x80",
                                  "\xF8\x88\x80\x80\x80",
                                  "\xFC\x84\x80\x80\x80\x80",
                                  "\xFE",
                                  "\xFF",
                                  "\xC3\x28",
                                  "\xE9",
                                  "caf\xE9"};  // the last two: Latin-1
  for (const std::string_view bytes : bad)
    for (const size_t at : kPlaces) {
      check_string(std::string(at, 'x') + std::string(bytes), false);
      check_string(std::string(at, 'x') + std::string(bytes) + std::string(40, 'y'), false);
    }
}

TEST_CASE("corpus: a name given twice fails the record that has it, and a nested one when opened") {
  const std::string_view twice[] = {R"({"a":1,"a":2})", R"({"a":1,"b":2,"a":1})",
                                    R"({"a":1,"\u0061":2})", R"({"":1,"":2})",
                                    R"({"long name number one":1,"long name number one":2})"};
  for (const std::string_view value : twice) {
    CAPTURE(value);
    CHECK_FALSE(as_record_of_a_page(value).taken);
    CHECK_FALSE(as_line(value).taken);
    CHECK_FALSE(as_source(value).taken);
    CHECK(at_the_text_border(value).taken);  // raw until somebody looks into it
    CHECK(nested_in_a_page(value).taken);
    CHECK_FALSE(opened_in_a_page(value).taken);
  }
}

// Recognised names (name_memory.hpp) must not let anything through that reading would refuse.
TEST_CASE("corpus: records with changing names are decided as each alone") {
  const std::vector<std::string> records = {R"({"a":1,"b":2,"c":3})",
                                            R"({"a":1,"b":2,"c":3})",
                                            R"({"a":1,"c":3})",
                                            R"({"b":2,"a":1})",
                                            R"({"a":1,"a":1})",
                                            R"({"a":1,"b":2,"c":3,"a":4})",
                                            R"({"a":1,"b":2,"b":3})",
                                            R"({"a":1,"c":2,"b":3})",
                                            R"({"a":1,"c":2,"c":3})",
                                            R"({"a":1,"b":2,"b2":3})",
                                            R"({})",
                                            R"({"a":1,"\u0062":2,"b":3})",
                                            R"({"a":1,"\u0062":2})",
                                            R"({"c":1,"b":2,"a":3})",
                                            R"({"c":1,"b":2,"c":3})",
                                            R"({"a":1,"b":2,"c":3,"d":4,"e":5})",
                                            R"({"d":1,"e":2,"d":3})",
                                            R"({"a\"":1,"a":2})",
                                            R"({"a\"":1,"a\"":2})"};
  for (const std::string& first : records)
    for (const std::string& second : records) {
      Fixture f;
      REQUIRE(f.page("[" + first + "," + second + "," + first + "," + second + "]", "") ==
              SLUICE_OK);
      REQUIRE(f.abi()->count == 4);
      for (size_t i = 0; i < 4; i++) {
        CAPTURE(i);
        CAPTURE(first);
        CAPTURE(second);
        const bool alone = as_record_of_a_page(i % 2 ? second : first).taken;
        CHECK((f.record(i).state == SLUICE_RECORD_LIVE) == alone);
      }
    }
  for (const char* broken :
       {R"({"a":1,"b"2})", R"({"a":1,"b":2,})", R"({"a":1,"b)", R"({"a":1,"b:2})",
        R"({"a":1,b":2})", R"({"a""":1})", "{\"a\":1,\"b\x01\":2}"}) {
    CAPTURE(broken);
    Fixture f;
    CHECK(f.page(std::string(R"([{"a":1,"b":2},)") + broken + "]", "") == SLUICE_E_DATA);
  }
}

TEST_CASE("corpus: names learned from one page are forgotten before the next") {
  Fixture f;
  REQUIRE(f.page(R"([{"name":1,"other":2},{"name":1,"other":2}])", "") == SLUICE_OK);
  f.batch.reset();
  REQUIRE(f.page(R"([{"Name":1,"other":2},{"nam":1,"other":2}])", "") == SLUICE_OK);
  CHECK(f.out() == "{\"Name\":1,\"other\":2}\n{\"nam\":1,\"other\":2}\n");
}

TEST_CASE("corpus: depth counts each level, and is a limit of the record") {
  for (const size_t levels : {1u, 2u, 63u, 64u, 65u, 127u, 128u, 129u, 192u, 511u, 512u}) {
    CAPTURE(levels);
    const std::string text = nested(levels > 8 ? levels - 3 : levels);  // some ways add levels
    const std::string_view value = text;
    check_good({&value, 1});
    std::string objects;
    for (size_t i = 0; i < levels; i++) objects += i % 3 ? "{\"k\":" : "[";
    objects += "0";
    for (size_t i = levels; i-- > 0;) objects += i % 3 ? "}" : "]";
    CHECK(as_record_of_a_page(objects).out == objects + "\n");
    for (const size_t at : {levels / 2, levels - 1}) {
      std::string wrong = objects;
      char& bracket = wrong[wrong.size() - 1 - at];
      bracket = bracket == '}' ? ']' : '}';
      CHECK_FALSE(as_record_of_a_page(wrong).taken);
      CHECK_FALSE(at_the_text_border(wrong).taken);
    }
  }
  for (const size_t levels : {513u, 1024u, 5000u}) {
    CHECK_FALSE(as_record_of_a_page(nested(levels)).taken);
    CHECK_FALSE(as_line(nested(levels)).taken);
    CHECK_FALSE(at_the_text_border(nested(levels)).taken);
  }
}

TEST_CASE("corpus: a text cut off at any byte is refused, whatever follows it in memory") {
  const std::string text =
      R"({"data":[{"id":"a\u0041\\","n":-10.5e+30,"x":{"y":[true,{"z":null},false]},"é":""}],"v":1})";
  for (size_t size = 0; size < text.size(); size++) {
    CAPTURE(size);
    CHECK_FALSE(at_the_text_border(text.substr(0, size)).taken);
    CHECK_FALSE(as_source(text.substr(0, size)).taken);
    if (size) CHECK_FALSE(as_line(text.substr(0, size)).taken);
    Fixture f;
    CHECK(f.page(text.substr(0, size)) == SLUICE_E_DATA);
    // The page buffer still holds the rest behind its end.
    CHECK(f.page(text) == SLUICE_OK);
    CHECK(f.out() != "");
    f.batch.reset();
    CHECK(f.page(text.substr(0, size)) == SLUICE_E_DATA);
  }
}
