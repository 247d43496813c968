#include <doctest/doctest.h>

#include "helpers.hpp"

using namespace sluice::config;
using namespace sluice::config::test;

TEST_CASE("plain scalars are typed by JSON's rules and everything else is text") {
  const auto parsed = yaml(
      "yes_: yes\noff_: off\ntrue_: true\nTrue_: True\nnull_: null\ntilde: ~\noctal: 017\n"
      "octal2: 0o17\nhex: 0x1F\nunder: 1_000\ndot: .5\nexp: 1e3\nint: -12\nfrac: 1.50\n"
      "month: 2026-07\nquoted: \"12\"\nsingle: '12'\nplus: +1\nnan: .nan\nempty:\n");
  REQUIRE(parsed.problems.empty());
  const auto is = [&](const char* key, Kind kind, const char* text) {
    CAPTURE(key);
    const Node& node = parsed.at(std::string("/") + key);
    CHECK(node.kind == kind);
    CHECK(node.text == text);
  };
  is("yes_", Kind::kString, "yes");
  is("off_", Kind::kString, "off");
  is("true_", Kind::kBoolean, "true");
  is("True_", Kind::kString, "True");
  is("null_", Kind::kNull, "null");
  is("tilde", Kind::kNull, "null");
  is("octal", Kind::kString, "017");
  is("octal2", Kind::kString, "0o17");
  is("hex", Kind::kString, "0x1F");
  is("under", Kind::kString, "1_000");
  is("dot", Kind::kString, ".5");
  is("exp", Kind::kNumber, "1e3");
  is("int", Kind::kNumber, "-12");
  is("frac", Kind::kNumber, "1.50");
  is("month", Kind::kString, "2026-07");
  is("quoted", Kind::kString, "12");
  is("single", Kind::kString, "12");
  is("plus", Kind::kString, "+1");
  is("nan", Kind::kString, ".nan");
  is("empty", Kind::kNull, "null");
}

TEST_CASE("every value knows its line and column") {
  const auto parsed = yaml("a: 1\nb:\n  - x\n  - {c: deep}\n");
  REQUIRE(parsed.problems.empty());
  CHECK(parsed.at("/a").at.line == 1);
  CHECK(parsed.at("/a").at.column == 4);
  CHECK(parsed.at("/b/0").at.line == 3);
  CHECK(parsed.at("/b/0").at.column == 5);
  CHECK(parsed.at("/b/1/c").at.line == 4);
  CHECK(parsed.at("/b/1/c").at.column == 9);
}

TEST_CASE("values of JSON know their line and column") {
  const auto parsed = json("{\n  \"a\": [1, \"\\u00e9x\",\n    {\"b\" : null}]\n}\n");
  REQUIRE_MESSAGE(parsed.problems.empty(), parsed.text());
  CHECK(parsed.at("/a").at.column == 8);
  CHECK(parsed.at("/a/0").at.column == 9);
  CHECK(parsed.at("/a/1").at.column == 12);
  CHECK(parsed.at("/a/1").text == "\xC3\xA9x");
  CHECK(parsed.at("/a/2/b").at.line == 3);
  CHECK(parsed.at("/a/2/b").at.column == 12);
}

TEST_CASE("JSON keeps surrogate pairs and the spelling of numbers") {
  const auto parsed = json(R"({"emoji": "\ud83d\ude00", "n": 19.90, "big": 9007199254740993})");
  REQUIRE_MESSAGE(parsed.problems.empty(), parsed.text());
  CHECK(parsed.at("/emoji").text == "\xF0\x9F\x98\x80");
  CHECK(to_json(*parsed.root) ==
        "{\"emoji\":\"\xF0\x9F\x98\x80\",\"n\":19.90,\"big\":9007199254740993}");
}

TEST_CASE("broken JSON is told with its place") {
  const auto parsed = json("{\"a\": 1,\n \"b\": tru}");
  CHECK(!parsed.root);
  CHECK(parsed.text() == "c.json:2:10: not JSON: Invalid value.\n");
}

TEST_CASE("duplicate keys are refused where the second one is") {
  SUBCASE("in YAML") {
    CHECK(yaml("a:\n  b: 1\n  c: 2\n  b: 3\n").text() ==
          "c.yaml:4:3: the key \"b\" is here twice, first in line 2; keep one (/a)\n");
  }
  SUBCASE("in JSON") {
    CHECK(json("{\"a\": 1,\n\"a\": 2}").text() ==
          "c.json:2:1: the key \"a\" is here twice, first in line 1; keep one\n");
  }
}

TEST_CASE("an unquoted ! is refused with the quoted form to write") {
  CHECK(yaml("steps:\n  - where: !active && x\n").text() ==
        "c.yaml:2:12: an unquoted ! starts a YAML tag; write \"!active && x\" (/steps/0/where)\n");
  CHECK(yaml("where: !active\n").text() ==
        "c.yaml:1:8: an unquoted ! starts a YAML tag; write \"!active\" (/where)\n");
  CHECK(yaml("- {use: f, where: !a && b, x: 1}\n").text().find("write \"!a && b\" (/0/where)") !=
        std::string::npos);
  CHECK(yaml("where: !contains(tags, 'x')\n")
            .text()
            .find("text that starts with ! must be in quotes") != std::string::npos);
  CHECK(yaml("where: !a == \"b\"\n").text().find("write '!a == \"b\"'") != std::string::npos);
}

TEST_CASE("other tags are refused") {
  CHECK(yaml("a: !!str 5\n").text().find("c.yaml:1:4: YAML tags") == 0);
  CHECK(yaml("a: !!binary aGk=\n").text().find("are not used in a config") != std::string::npos);
}

TEST_CASE("anchors and aliases are refused") {
  const auto parsed = yaml("a: &x 1\nb: *x\n");
  CHECK(parsed.text() ==
        "c.yaml:1:4: \"&x\" is a YAML anchor, which a config does not use; write text that starts "
        "with & in quotes (/a)\n"
        "c.yaml:2:4: \"*x\" is a YAML alias, which a config does not use; write text as \"*x\" "
        "(/b)\n");
}

TEST_CASE("a billion laughs are refused, not expanded") {
  std::string text = "a0: &a0 [x]\n";
  for (int i = 1; i < 12; i++) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int j = 0; j < 9; j++) text += ", " + before;
    text += "]\n";
  }
  CHECK(yaml(text).problems.size() == 12 + 110);
}

TEST_CASE("text that YAML reserves gets a hint") {
  CHECK(yaml("where: *\n").text().find("must be in quotes") != std::string::npos);
  CHECK(yaml("where: @\n").text().find("text that starts with @ must be in quotes") !=
        std::string::npos);
  CHECK(yaml("where: `true`\n").text().find("text that starts with ` must be in quotes") !=
        std::string::npos);
}

TEST_CASE("a second document is refused where it starts") {
  CHECK(yaml("a: 1\n---\nb: 2\n")
            .text()
            .find("a second document starts here; a config is one document") != std::string::npos);
  CHECK(yaml("---\na: 1\n").problems.empty());
}

TEST_CASE("nesting has a limit") {
  SUBCASE("YAML flow") {
    CHECK(yaml("a: " + std::string(1000, '[') + std::string(1000, ']'))
              .text()
              .find("nested deeper than 64 levels") != std::string::npos);
  }
  SUBCASE("YAML block") {
    std::string text;
    for (int i = 0; i < 200; i++) text += std::string(i, ' ') + "a:\n";
    CHECK(yaml(text).text().find("nested deeper than 64 levels") != std::string::npos);
  }
  SUBCASE("JSON") {
    CHECK(json(std::string(100000, '[')).text().find("nested deeper than 64 levels") !=
          std::string::npos);
  }
}

TEST_CASE("a file over the size limit is refused") {
  CHECK(yaml(std::string(kMaxConfigSize + 1, ' ')).text().find("at most 4194304 are read") !=
        std::string::npos);
}

TEST_CASE("bytes that are no text are refused with their place") {
  CHECK(yaml("a: 1\nb: x\xFFy\n").text().find("c.yaml:2:5: ") == 0);
  CHECK(yaml(std::string_view("a: 1\nb: \0\n", 10)).text().find("c.yaml:2:4: ") == 0);
  CHECK(yaml("a: \x04 b: 2\n").text().find("c.yaml:1:4: ") == 0);
  CHECK(yaml("a: \xED\xA0\x80\n").text().find("c.yaml:1:4: ") == 0);
  CHECK(yaml("\xEF\xBB\xBF"
             "a: 1\n")
            .problems.empty());
}

TEST_CASE("keys are text") {
  CHECK(yaml("[a, b]: 1\n").text().find("a key must be text") != std::string::npos);
  CHECK(yaml("~: 1\n").text().find("a key is missing or null") != std::string::npos);
  CHECK(yaml("1: one\ntrue: two\n").at("/1").text == "one");
  CHECK(yaml("1: one\ntrue: two\n").at("/true").text == "two");
}

TEST_CASE("an unquoted placeholder in a flow mapping gets a hint") {
  CHECK(yaml("a: {token: ${T}}\n").text().find("write ${…} in quotes") != std::string::npos);
}

TEST_CASE("JSON's grammar of numbers is the only one") {
  for (const char* good : {"0", "-0", "12", "1.5", "1e3", "1E-3", "-1.0e+10"}) {
    CAPTURE(good);
    CHECK(is_json_number(good));
  }
  for (const char* bad :
       {"", "-", "01", "1.", ".5", "+1", "1e", "1e+", "0x1", "1_0", "1 ", "Inf"}) {
    CAPTURE(bad);
    CHECK(!is_json_number(bad));
  }
}
