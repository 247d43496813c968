#include <doctest/doctest.h>

#include "config/host_schema.hpp"
#include "config/schema_check.hpp"
#include "config/suggest.hpp"
#include "helpers.hpp"

using namespace sluice::config;
using namespace sluice::config::test;

namespace {

struct Checked {
  Node value;
  Problems problems{"c.yaml"};
  std::vector<std::string> secrets;
  std::string text() const { return joined(problems); }
};

Checked check(std::string_view schema, std::string_view value, bool outside = false) {
  Checked out;
  Problems broken("schema");
  const std::optional<Node> tree = parse_json(schema, broken);
  REQUIRE_MESSAGE(tree, joined(broken));
  out.value = *parse_yaml(value, out.problems);
  if (outside) {
    for (Member& member : out.value.members) {
      member.value.whole = true;
      member.value.outside = {member.value.text};
    }
  }
  const Protect protect = [&](std::string_view secret) { out.secrets.emplace_back(secret); };
  check_schema(*tree, {out.value, "", out.problems, protect});
  return out;
}

std::string object(const std::string& properties) {
  return R"({"type":"object","additionalProperties":false,"properties":{)" + properties + "}}";
}

}  // namespace

TEST_CASE("an unknown key is refused with the key that was meant") {
  const auto out = check(object(R"("limits":{},"state":{})"), "state: 1\nlmits: 2\n");
  CHECK(out.text() == "c.yaml:2:1: unknown key \"lmits\"; did you mean \"limits\"? (/lmits)\n");
}

TEST_CASE("an unknown key like no other is refused with the known ones") {
  CHECK(check(object(R"("a":{},"b":{})"), "wholly_else: 2\n").text() ==
        "c.yaml:1:1: unknown key \"wholly_else\"; known are a, b (/wholly_else)\n");
}

TEST_CASE("a wrong enum value is refused with the one that was meant") {
  CHECK(check(object(R"("mode":{"enum":["append","replace"]})"), "mode: apend\n").text() ==
        "c.yaml:1:7: \"apend\" is none of append, replace; did you mean \"append\"? (/mode)\n");
}

TEST_CASE("of several shapes the one of the value's kind says what is wrong, not another's words") {
  const std::string schema =
      object(R"("keep":{"oneOf":[{"enum":["all"]},{"type":"object","additionalProperties":false,)"
             R"("properties":{"bytes":{"type":"integer","minimum":1048576}}}]})");
  CHECK(check(schema, "keep: {bytes: 5}\n").text() ==
        "c.yaml:1:15: 5 is too small; at least 1048576 is wanted (/keep/bytes)\n");
  CHECK(check(schema, "keep: {bites: 5}\n").text().find("unknown key \"bites\"; did you mean") !=
        std::string::npos);
  CHECK(check(schema, "keep: al\n").text().find("\"al\" is none of all") != std::string::npos);
  CHECK(check(schema, "keep: 5\n").text().find("5 is none of all") != std::string::npos);
}

TEST_CASE("type errors say what is there, what is wanted and what to write") {
  const auto one = [](const char* type, const char* value) {
    const std::string schema = object(std::string("\"k\":{\"type\":") + type + "}");
    return check(schema, std::string("k: ") + value + "\n").text();
  };
  CHECK(one("\"boolean\"", "yes") ==
        "c.yaml:1:4: true or false is wanted, there is text \"yes\"; write true (/k)\n");
  CHECK(one("\"boolean\"", "Off").find("; write false") != std::string::npos);
  CHECK(one("\"string\"", "12") ==
        "c.yaml:1:4: text is wanted, there is 12; put it in quotes (/k)\n");
  CHECK(one("\"string\"", "true").find("put it in quotes") != std::string::npos);
  CHECK(one("\"string\"", "[a, b]") ==
        "c.yaml:1:4: text is wanted, there is a list; text that starts with [ or { must be in "
        "quotes (/k)\n");
  CHECK(one("\"integer\"", "017") ==
        "c.yaml:1:4: a whole number is wanted, there is text \"017\" (/k)\n");
  CHECK(one("\"integer\"", "1.5") == "c.yaml:1:4: a whole number is wanted, there is 1.5 (/k)\n");
  CHECK(one("\"integer\"", "1e3") == "c.yaml:1:4: a whole number is wanted, there is 1e3 (/k)\n");
  CHECK(one("\"number\"", "\"5\"").find("; write it without quotes") != std::string::npos);
  CHECK(one("[\"array\",\"string\"]", "5").find("a list or text is wanted, there is 5") !=
        std::string::npos);
  CHECK(one("\"object\"", "") == "c.yaml:1:1: an object is wanted, there is nothing (null) (/k)\n");
}

TEST_CASE("a missing key is named where its object starts, with what it is for") {
  const auto out = check(
      R"({"type":"object","required":["a"],"properties":{"a":{"description":"What it is. More"}}})",
      "b: 1\n");
  CHECK(out.text() == "c.yaml:1:1: \"a\" is missing: What it is\n");
}

TEST_CASE("a required key that is there misspelt is told once, by the misspelling") {
  const std::string schema =
      R"({"type":"object","required":["path","mode"],"additionalProperties":false,)"
      R"("properties":{"path":{},"mode":{}}})";
  CHECK(check(schema, "mode: a\npth: b\n").text() ==
        "c.yaml:2:1: unknown key \"pth\"; did you mean \"path\"? (/pth)\n");
  CHECK(check(schema, "path: a\npth: b\n").text() ==
        "c.yaml:1:1: \"mode\" is missing\n"
        "c.yaml:2:1: unknown key \"pth\"; did you mean \"path\"? (/pth)\n");
}

TEST_CASE("all errors are told at once, in the file's order") {
  const auto out = check(object(R"("a":{"type":"string"},"b":{"minimum":3},"c":{"maxLength":2})"),
                         "c: long\nb: 2\na: 1\nd: 0\n");
  CHECK(lines(out.problems).size() == 4);
  CHECK(lines(out.problems)[0].find("c.yaml:1:4: text must have at most 2 characters") == 0);
  CHECK(lines(out.problems)[3].find("c.yaml:4:1: unknown key") == 0);
}

TEST_CASE("ranges, lengths and patterns are checked") {
  CHECK(check(object(R"("k":{"minimum":1,"exclusiveMinimum":true})"), "k: 1\n")
            .text()
            .find("1 is too small; more than 1 is wanted") != std::string::npos);
  CHECK(check(object(R"("k":{"maximum":10})"), "k: 11\n").text().find("at most 10 is wanted") !=
        std::string::npos);
  CHECK(check(object(R"("k":{"minLength":1})"), "k: \"\"\n").text().find("must not be empty") !=
        std::string::npos);
  CHECK(check(object(R"("k":{"maxLength":2})"), "k: \xC3\xA9\xC3\xA9\n").problems.empty());
  CHECK(check(object(R"("k":{"pattern":"^https?://"})"), "k: ftp://x\n")
            .text()
            .find("\"ftp://x\" does not match ^https?://") != std::string::npos);
  CHECK(check(object(R"("k":{"type":"number"})"), "k: 1e400\n").text().find("out of a number's") !=
        std::string::npos);
  CHECK(check(object(R"("k":{"maximum":9007199254740992})"), "k: 9007199254740993\n")
            .text()
            .find("too large") != std::string::npos);
}

TEST_CASE("lists are checked item by item") {
  const std::string schema =
      object(R"("k":{"type":"array","items":{"type":"string"},"minItems":1,"uniqueItems":true})");
  CHECK(check(schema, "k: [a, 2, a]\n").text() ==
        "c.yaml:1:8: text is wanted, there is 2; put it in quotes (/k/1)\n"
        "c.yaml:1:11: the item is in the list twice; keep one (/k/2)\n");
  CHECK(check(schema, "k: []\n").text().find("at least 1 items are wanted, there are 0") !=
        std::string::npos);
}

TEST_CASE("defaults are filled in, deeply, and what is given stays") {
  const auto out = check(
      object(
          R"("a":{"default":5},"b":{"type":"object","default":{},"properties":{"c":{"default":[1]}}},
          "d":{"type":"object","properties":{"e":{"default":true}}},"f":{"default":"x"})"),
      "f: given\n");
  CHECK(out.problems.empty());
  CHECK(to_json(out.value) == R"({"f":"given","a":5,"b":{"c":[1]}})");
}

TEST_CASE("text from outside becomes what the schema wants") {
  const std::string schema =
      object(R"("n":{"type":"integer"},"b":{"type":"boolean"},"s":{"type":"string"},"x":{})");
  const auto out = check(schema, "n: \"12\"\nb: \"true\"\ns: \"34\"\nx: \"56\"\n", true);
  CHECK_MESSAGE(out.problems.empty(), out.text());
  CHECK(to_json(out.value) == R"({"n":12,"b":true,"s":"34","x":"56"})");
}

TEST_CASE("text from outside that does not fit is not shown") {
  const auto out = check(object(R"("n":{"type":"integer"})"), "n: \"hunter2\"\n", true);
  CHECK(out.text() ==
        "c.yaml:1:4: a whole number is wanted, the value inserted for ${…} is not one (/n)\n");
}

TEST_CASE("secrets are protected and not shown, right or wrong") {
  const std::string schema = object(R"("t":{"type":"string","x-secret":true,"enum":["other"]},
                "l":{"type":"array","x-secret":true})");
  const auto out = check(schema, "t: hunter2\nl: [swordfish]\n");
  CHECK(out.secrets == std::vector<std::string>{"hunter2", "swordfish"});
  CHECK(!out.problems.empty());
  CHECK(out.text().find("hunter2") == std::string::npos);
}

TEST_CASE("alternatives: the first that fits completes the value") {
  const std::string schema = object(
      R"("k":{"oneOf":[{"type":"string"},{"type":"object","required":["a"],"additionalProperties":false,
        "properties":{"a":{"type":"string"},"b":{"default":1}}}]})");
  CHECK(to_json(check(schema, "k: {a: x}\n").value) == R"({"k":{"a":"x","b":1}})");
  CHECK(check(schema, "k: text\n").problems.empty());
  CHECK(check(schema, "k: {a: x, c: 1}\n").text().find("unknown key \"c\"") != std::string::npos);
  CHECK(check(schema, "k: 5\n").text().find("text or an object is wanted, there is 5") !=
        std::string::npos);
}

TEST_CASE("references within the schema are followed, circles end") {
  const std::string schema =
      R"({"properties":{"k":{"$ref":"#/definitions/n"}},"definitions":{"n":{"type":"integer"},
      "loop":{"$ref":"#/definitions/loop"}}})";
  CHECK(check(schema, "k: x\n").text().find("a whole number is wanted") != std::string::npos);
}

TEST_CASE("a recursive schema checks as deep as the value goes") {
  const std::string schema =
      R"({"$ref":"#/definitions/n","definitions":{"n":{"type":"object","additionalProperties":false,
      "properties":{"next":{"$ref":"#/definitions/n"}}}}})";
  CHECK(check(schema, "next: {next: {next: {nxt: {}}}}\n").text().find("did you mean \"next\"") !=
        std::string::npos);
}

TEST_CASE("keywords of the decide are checked, too") {
  const auto out = check(object(R"("k":{"not":{"enum":["bad"]}})"), "k: bad\n");
  CHECK(out.text() == "c.yaml:1:4: the value does not fit the schema's \"not\" (/k)\n");
}

TEST_CASE("the host's schema is JSON") {
  CHECK(host_schema().is(Kind::kObject));
  CHECK(host_schema().at_pointer("/definitions/host/properties/limits/properties/record"));
}

TEST_CASE("a suggestion is a near name, or none") {
  const std::vector<std::string> names = {"products", "customers", "price_books", "id"};
  CHECK(suggest("prodcuts", names) == "products");
  CHECK(suggest("Customers", names) == "customers");
  CHECK(suggest("pricebooks", names) == "price_books");
  CHECK(suggest("zebra", names) == std::nullopt);
  CHECK(suggest("", names) == std::nullopt);
  CHECK(suggest(std::string(100000, 'p'), names) == std::nullopt);
}
