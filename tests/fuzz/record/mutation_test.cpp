// The oracle over texts that are broken a little, the same ones on every machine.
#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "corpus.hpp"
#include "oracle.hpp"

using sluice::record::oracle;

namespace {

const std::vector<std::string>& seeds() {
  static const std::vector<std::string> kSeeds = {
      R"({"id":"a1","name":"Caf\u00e9 \"x\" \\ \/","n":-12.50,"big":9007199254740993,"t":true,"f":false,"z":null})",
      R"({"a":{"b":{"c":{"d":[1,[2,[3,{"e":"f"}]]]}}},"x":[],"y":{},"w":[{},{"k":1},[]]})",
      "{ \"pretty\" : [ 1 ,\n  2 ],\r\n\t\"o\" : {\n \"p\" : \"q\\n\" }\n}",
      R"([0,-0,1e5,1E+5,1.5e-3,0.0,123456789012345678901234567890,1e400])",
      "{\"caf\xC3\xA9\":\"\xE6\x9D\xB1\xE4\xBA\xAC\",\"\\u0069d\":\"\xF0\x9F\x98\x80\",\"s\":"
      "\"\\ud83d\\ude00\"}",
      R"({"long":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","k":"0123456789abcde"})",
      R"({"dup":1,"du\u0070":2})",
      R"("just a string")",
      R"([[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]])",
      "{\"lone\":\"\\ud800\"}"};
  return kSeeds;
}

// Pieces that turn one construct into another.
const std::vector<std::string>& pieces() {
  static const std::vector<std::string> kPieces = {"{",
                                                   "}",
                                                   "[",
                                                   "]",
                                                   ",",
                                                   ":",
                                                   "\"",
                                                   "\\",
                                                   "\\u",
                                                   "\\u0000",
                                                   "\\ud800",
                                                   "\\udc00",
                                                   "null",
                                                   "true",
                                                   "false",
                                                   "0",
                                                   "1",
                                                   "-",
                                                   ".",
                                                   "e",
                                                   "E+",
                                                   "\n",
                                                   "\r",
                                                   "\t",
                                                   " ",
                                                   "\x01",
                                                   "\x1f",
                                                   "\x7f",
                                                   "\x80",
                                                   "\xC3",
                                                   "\xC3\xA9",
                                                   "\xED\xA0\x80",
                                                   "\xEF\xBB\xBF",
                                                   "\"a\":1",
                                                   "{\"a\":",
                                                   "[[[[[[[[",
                                                   "]]]]]]]]",
                                                   "01",
                                                   "1.",
                                                   "/**/",
                                                   std::string(1, '\0')};
  return kPieces;
}

std::string mutate(std::string text, std::minstd_rand& dice) {
  const auto below = [&dice](size_t n) { return static_cast<size_t>(dice()) % n; };
  for (size_t times = 1 + below(3); times; times--) {
    const size_t at = below(text.size() + 1);
    switch (below(6)) {
      case 0:
        text.insert(at, pieces()[below(pieces().size())]);
        break;
      case 1:
        text.erase(at, 1 + below(3));
        break;
      case 2:
        if (at < text.size()) text[at] = static_cast<char>(below(256));
        break;
      case 3:
        text.insert(at, text.substr(below(text.size() + 1), below(20)));
        break;
      case 4:
        text.resize(at);
        break;
      default:
        if (at < text.size()) text[at] = pieces()[below(pieces().size())][0];
        break;
    }
  }
  return text;
}

}  // namespace

TEST_CASE("the seeds are judged well by all parsers") {
  for (const std::string& seed : seeds())
    for (uint32_t dice = 1; dice < 50; dice++) CHECK_MESSAGE(oracle(seed, dice) == "", seed);
}

TEST_CASE("mutated texts are judged alike, and what is accepted survives the round trip") {
  std::minstd_rand dice(20240731);
  for (int i = 0; i < 40000; i++) {
    const std::string text = mutate(seeds()[dice() % seeds().size()], dice);
    const std::string bad = oracle(text, static_cast<uint32_t>(i));
    if (!bad.empty()) FAIL_CHECK(bad, " for: ", text);
  }
}

TEST_CASE("texts of nothing but structure are judged alike") {
  std::minstd_rand dice(7);
  for (int i = 0; i < 20000; i++) {
    std::string text;
    for (size_t n = dice() % 12; n; n--) text += pieces()[dice() % pieces().size()];
    const std::string bad = oracle(text, static_cast<uint32_t>(i));
    if (!bad.empty()) FAIL_CHECK(bad, " for: ", text);
  }
}

TEST_CASE("nesting around the limit is judged alike") {
  for (size_t depth = 60; depth < 70; depth++) {
    CHECK(oracle(std::string(depth, '[') + std::string(depth, ']'), 1) == "");
    std::string objects = "1";
    for (size_t i = 0; i < depth; i++) objects = "{\"a\":" + objects + "}";
    CHECK(oracle(objects, 3) == "");
  }
}

TEST_CASE("the corpus is judged as other parsers oracle it, alone, nested and as a name") {
  using namespace sluice::record::corpus;
  for (const Texts values : {Texts(kGoodLiterals), Texts(kGoodNumbers), Texts(kGoodStrings),
                             Texts(kGoodContainers), Texts(kBadLiterals), Texts(kBadNumbers),
                             Texts(kBadStrings), Texts(kBadContainers), Texts(kNoDocument)})
    for (const std::string_view value : values) {
      const std::string v(value);
      for (const std::string& text :
           {v, "[" + v + "]", "{\"a\":[{\"b\":" + v + "}],\"c\":0}", "{" + v + ":1}", v + " ",
            " " + v, v + ",1", v + v, v.substr(0, v.size() / 2)}) {
        CAPTURE(text);
        CHECK(oracle(text, 1) == "");
      }
    }
}
