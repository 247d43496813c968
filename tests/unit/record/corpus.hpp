// Our corpus of JSON texts: what a parser has to take, what it has to refuse, and what RFC 8259
// leaves to the implementation, with our response. Tables; corpus_test.cpp sends them through every
// way into the host.
#pragma once

#include <span>
#include <string_view>

namespace sluice::record::corpus {

using Texts = std::span<const std::string_view>;

// ---- values that are good, in the spelling they leave with ------------------------------------

inline constexpr std::string_view kGoodLiterals[] = {"null", "true", "false"};

inline constexpr std::string_view kGoodNumbers[] = {
    "0", "-0", "1", "-1", "9", "10", "1234567890", "0.0", "-0.0", "0.5", "1.0", "19.90",
    "0.00000000000000000001", "1e1", "1E1", "1e+1", "1e-1", "1E-07", "0e0", "0E+00", "-0e-0",
    "1.5e300", "123.456e-789",
    // no double holds these (section 6: ranges are the implementation's; ours keeps the text)
    "1e400", "-1e400", "1e-400", "1e999999999999", "9007199254740993", "18446744073709551616",
    "-9223372036854775809", "123456789012345678901234567890",
    "0.1234567890123456789012345678901234567890123456789",
    "1000000000000000000000000000000000000000000000000000000000000000000000000000000000000001"};

inline constexpr std::string_view kGoodStrings[] = {
    R"("")", R"("a")", R"(" ")", R"("0")", R"("null")", R"("{}[]:,")", R"("\"")", R"("\\")",
    R"("\\\\")", R"("\\\"")", R"("\/")", R"("/")", R"("\b\f\n\r\t")", R"("\u0000")", R"("\u001f")",
    R"("\u0022")", R"("\u005c")", R"("\u00e9")", R"("\u00E9")", R"("\uFFFF")", R"("\ufffe")",
    R"("\u2028\u2029")", R"("\ud83d\ude00")", R"("\uD834\uDD1E")", R"("a\u0062c")", "\"\x7f\"",
    "\"\xC2\x80\"", "\"\xDF\xBF\"", "\"\xE0\xA0\x80\"", "\"\xEC\xBF\xBF\"", "\"\xED\x9F\xBF\"",
    "\"\xEE\x80\x80\"", "\"\xEF\xBF\xBF\"", "\"\xEF\xBB\xBF\"", "\"\xE2\x80\xA8\"",
    "\"\xF0\x90\x80\x80\"", "\"\xF4\x8F\xBF\xBF\"", "\"caf\xC3\xA9 \xF0\x9F\x98\x80\"",
    // around the sixteen bytes of a vector
    R"("123456789012345")", R"("1234567890123456")", R"("12345678901234567")",
    R"("12345678901234\"")", R"("123456789012345\"")", R"("1234567890123456\"")",
    R"("12345678901234567890123456789012345678901234567\\")",
    // half a pair is legal text (section 8.2); only decoding it fails
    R"("\ud800")", R"("\udfff")", R"("\udc00\ud800")", R"("\ud800\u0041")", R"("\ud800x")"};

inline constexpr std::string_view kGoodContainers[] = {
    "[]",
    "{}",
    "[[]]",
    "[{}]",
    R"({"a":[]})",
    R"({"a":{}})",
    "[1]",
    "[1,2,3]",
    R"([null,true,false,0,"",[],{}])",
    R"({"":0})",
    R"({"":{"":[]}})",
    R"({"a":1,"b":2})",
    R"({"a":1,"A":2})",
    R"({"a":1,"a ":2})",
    R"({"a":1,"\u0061\u0061":2})",
    R"([[[[[[[[[[1]]]]]]]]]])",
    R"({"a":{"b":{"c":{"d":null}}}})",
    R"([{"a":[{"b":[]}]},[[],{}]])",
    R"({"__proto__":1,"constructor":2})",
    R"({"a long name of more than sixteen bytes":1})"};

// ---- values that are bad wherever they stand --------------------------------------------------

inline constexpr std::string_view kBadLiterals[] = {
    "tru",      "fals",      "nul",  "n",         "t",          "truex",    "nulll",
    "True",     "TRUE",      "Null", "undefined", "yes",        "nan",      "NaN",
    "Infinity", "-Infinity", "inf",  "None",      "true false", "truefalse"};

inline constexpr std::string_view kBadNumbers[] = {
    "-",     "+1",    "--1",   "-+1",   "01",           "-01",      "00",     "-00", "007",
    ".5",    "-.5",   "1.",    "-1.",   "0.",           "1.e1",     ".e1",    "1e",  "1e+",
    "1e-",   "1E",    "1e1.5", "1e1e1", "1.2.3",        "0x10",     "0b1",    "0o7", "1_000",
    "1 000", "1'000", "1,5e",  "1a",    "1f",           "1L",       "1/*c*/", "1//", "- 1",
    "1-",    "1+1",   "0e",    "00.5",  "\xEF\xBC\x91", "\xD9\xA1", "$1",     "1%"};

inline constexpr std::string_view kBadStrings[] = {R"(")",
                                                   R"("a)",
                                                   R"(a")",
                                                   R"('a')",
                                                   R"("a"b")",
                                                   R"("\")",
                                                   R"("\)",
                                                   R"("\x41")",
                                                   R"("\a")",
                                                   R"("\0")",
                                                   R"("\e")",
                                                   R"("\v")",
                                                   R"("\'")",
                                                   R"("\ ")",
                                                   R"("\U0041")",
                                                   R"("\u")",
                                                   R"("\u0")",
                                                   R"("\u00")",
                                                   R"("\u004")",
                                                   R"("\u004g")",
                                                   R"("\u-041")",
                                                   R"("\u 041")",
                                                   R"("\u+041")",
                                                   R"("\uD83D\u")",
                                                   R"("\uD83D\uDE0")",
                                                   R"("\{0041}")",
                                                   R"(""")",
                                                   R"("a" "b")",
                                                   R"(""a)",
                                                   R"(`a`)",
                                                   "\"\xE2\x80\x9C"
                                                   "a\xE2\x80\x9D",
                                                   "\xE2\x80\x9C"
                                                   "a\xE2\x80\x9D"};

inline constexpr std::string_view kBadContainers[] = {"[",
                                                      "]",
                                                      "{",
                                                      "}",
                                                      "[}",
                                                      "{]",
                                                      "[[]",
                                                      "[]]",
                                                      "{{}}",
                                                      "{[]}",
                                                      "[1",
                                                      "[1,",
                                                      "[1,]",
                                                      "[,1]",
                                                      "[,]",
                                                      "[1,,2]",
                                                      "[1 2]",
                                                      "[1;2]",
                                                      "[1:2]",
                                                      "[1}",
                                                      R"({"a")",
                                                      R"({"a":)",
                                                      R"({"a":1)",
                                                      R"({"a":1,)",
                                                      R"({"a":1,})",
                                                      "{,}",
                                                      R"({,"a":1})",
                                                      R"({"a":1,,"b":2})",
                                                      R"({"a" 1})",
                                                      R"({"a"=1})",
                                                      R"({"a";1})",
                                                      R"({"a"::1})",
                                                      R"({"a":})",
                                                      R"({"a":,"b":1})",
                                                      R"({"a":1 "b":2})",
                                                      R"({"a":1;"b":2})",
                                                      R"({"a":1])",
                                                      R"({"a"})",
                                                      R"({"a","b"})",
                                                      "{a:1}",
                                                      "{'a':1}",
                                                      "{1:2}",
                                                      "{null:1}",
                                                      "{[]:1}",
                                                      R"({"a":1}})",
                                                      R"([{"a":1]})",
                                                      "[/**/]",
                                                      "[1//c\n]",
                                                      "[1#c\n]",
                                                      "(1)",
                                                      "<a/>",
                                                      "[1]x",
                                                      "{}x",
                                                      "*",
                                                      "[*]",
                                                      "\\",
                                                      "\\u005b\\u005d"};

// ---- whole documents ----------------------------------------------------------------------------

inline constexpr std::string_view kNoDocument[] = {"",
                                                   " ",
                                                   "\n",
                                                   "\t\r\n ",
                                                   "\xEF\xBB\xBF",
                                                   "\xEF\xBB\xBF[1]",
                                                   "\xFE\xFF\0[",
                                                   "\xFF\xFE[\0",
                                                   "[1][2]",
                                                   "[1] [2]",
                                                   "[1],",
                                                   "[1],[2]",
                                                   "[1]]",
                                                   "[1]}",
                                                   "[1]\x01",
                                                   "[1];",
                                                   "[1]//c",
                                                   "[1]/*c*/",
                                                   "#c\n[1]",
                                                   "/*c*/[1]",
                                                   "callback([1])",
                                                   "var a=[1]",
                                                   "[1]\xEF\xBB\xBF",
                                                   "[1]\xC2\xA0",
                                                   "\xC2\xA0[1]",
                                                   "\xE2\x80\x80[1]",
                                                   "\x0b[1]",
                                                   "\x0c[1]",
                                                   "[1\x0b]",
                                                   "[1]\x1a",
                                                   "<!DOCTYPE html><html></html>",
                                                   "a=1",
                                                   "---\n- 1",
                                                   "1 2"};

}  // namespace sluice::record::corpus
