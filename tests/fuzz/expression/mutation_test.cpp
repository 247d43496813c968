#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "fuzz/expression/property.hpp"
#include "sluice/expression/functions.hpp"

namespace {

const char* const kSeeds[] = {
    "active && !deleted_at",
    "price - cost * `1.5` // `3` % `7`",
    "a.b[0].c[-1] | [*].d || e",
    "lines[?qty > `2` && name != 'x'].{n: name, \"q q\": qty}",
    "lines[].tags[] | sort(@) | join(', ', @)",
    "*.*[::2] | [1:3:-1]",
    "sort_by(lines, &qty)[*].name | reverse(@)",
    "sum(lines[].qty) / length(lines)",
    "merge(a, `{\"x\": [1, {\"y\": null}]}`) | keys(@)",
    "to_number(name) == a || contains(tags, 'a\\'b')",
    "map(&to_string(@), lines) | zip(@, @) | from_items(@)",
    "not_null(x, y, max_by(lines, &qty), `0`)",
    "name[::-1] | upper(@) | starts_with(@, 'A')",
    "[a, [b, {c: @}]] == `[1, [2, {}]]`",
    "lines[*].{p: qty}[0].p == $env.NAME",
    "$env.TRICK == name && lines.qty > 'x'",
    "let $a = lines, $b = price in $a[?qty > $b].[let $a = name in $a, $.price, @index][]",
    "active ? lines[0].name : price > `3` ? 'a' : name | upper(@)",
    "group_by(lines, &name) | values(@)[].qty",
    "find_first(name, 'x', `1`, qty) || replace(name, 'a', name, `2`) || split(name, '')",
    "regex_replace(name, '(.)(x)', '$2$1') == pad_left(name, price, 'x')",
    "merge_deep(a, {b: a}, @) | to_json(@) | from_json(@)",
    "to_xml({r: @}) | from_xml(@)",
    "range(price)[*].[@] | chunk(@, `3`) | unique(@)",
};

const char* const kRecords[] = {
    R"({"active":true,"price":19.90,"cost":1e2,"name":"caf\u00e9 \"x\"","tags":["b","a"],
        "lines":[{"qty":3,"name":"n","tags":["x"]},{"qty":1.0,"name":"m","tags":[]}],
        "a":{"b":[{"c":[1]}]}})",
    R"([[1,[2]],{"a":null},"\ud800",1e400,-0,"\ud83d\ude00"])",
    R"({"a":{"x":1,"x":2},"b":[],"c":{},"lines":"text","tags":[[["a"]]]})",
};

const char* const kPieces[] = {
    "[",  "]",       "[?",    "[]",    "{",         "}",   "(", ")", "*",  ".",           "|",
    "||", "&&",      "!",     "-",     "/",         "//",  "%", "@", "&",  "`1`",         "'s'",
    "a",  "length(", "sort(", ":",     ",",         "==",  "<", "?", "$",  "let $a = ",   " in ",
    "=",  "@index",  "now(",  "\"q\"", "$env.NAME", "[*]", "`", "'", "\\", "\xE2\x9C\x93"};

// The seeds above, and every function's example.
std::vector<std::string> all_seeds() {
  std::vector<std::string> out(std::begin(kSeeds), std::end(kSeeds));
  for (const sluice::expression::FunctionInfo& f : sluice::expression::functions())
    out.emplace_back(f.example);
  return out;
}

std::string mutated(std::string text, std::mt19937& random) {
  for (auto n = random() % 3; n < 2; n++) {
    size_t at = random() % (text.size() + 1);
    switch (random() % 4) {
      case 0:
        text.insert(at, kPieces[random() % std::size(kPieces)]);
        break;
      case 1:
        text.erase(at, 1 + random() % 3);
        break;
      case 2:
        text.insert(at, text.substr(random() % (text.size() + 1), random() % 12));
        break;
      default:
        if (at < text.size()) text[at] = static_cast<char>(random() % 256);
    }
  }
  return text;
}

}  // namespace

TEST_CASE("20,000 mutated expressions compile or are refused, evaluate or fail") {
  std::mt19937 random(20260723);
  const std::vector<std::string> seeds = all_seeds();
  int compiled = 0;
  for (int i = 0; i < 20000; i++) {
    std::string expression = mutated(seeds[random() % seeds.size()], random);
    std::string record = kRecords[random() % std::size(kRecords)];
    try {
      compiled += sluice::expression::check_expression(expression, record);
    } catch (const std::string& broken) {
      FAIL_CHECK(broken << ": " << expression << " on " << record);
    }
  }
  CHECK_MESSAGE(compiled > 2000, "too few mutations compile to say anything: " << compiled);
}

TEST_CASE(
    "4,000 deep expressions of any links compile or are refused, and do not exhaust the stack") {
  std::mt19937 random(20261129);
  int compiled = 0, refused = 0;
  for (int i = 0; i < 4000; i++) {
    std::string unit;
    for (auto n = 1 + random() % 4; n > 0; n--) unit += kPieces[random() % std::size(kPieces)];
    const size_t times = size_t{1} << (random() % 15);
    std::string expression = random() % 2 ? "a" : "";
    for (size_t n = 0; n < times && expression.size() < 60000; n++) expression += unit;
    if (random() % 2) expression += "a";
    try {
      const bool good = sluice::expression::check_expression(expression, kRecords[0]);
      compiled += good;
      refused += !good;
    } catch (const std::string& broken) {
      FAIL_CHECK(broken << ": " << times << " times " << unit);
    }
  }
  CHECK_MESSAGE(compiled > 50, "too few compile to say anything: " << compiled);
  CHECK(refused > 50);
}

TEST_CASE("every seed does what it says on every record without breaking") {
  for (const std::string& expression : all_seeds())
    for (const char* record : kRecords)
      CHECK_NOTHROW(sluice::expression::check_expression(expression, record));
}

TEST_CASE("20,000 mutated templates compile or are refused, evaluate or fail") {
  std::mt19937 random(20261130);
  const std::vector<std::string> seeds = all_seeds();
  int compiled = 0;
  for (int i = 0; i < 20000; i++) {
    std::string text = random() % 2 ? "x " : "";
    for (auto n = random() % 3; n > 0; n--)
      text += "{{" + seeds[random() % seeds.size()] + "}}" + (random() % 2 ? " \\{{ }}" : "");
    text = mutated(text, random);
    try {
      compiled +=
          sluice::expression::check_template(text, kRecords[random() % std::size(kRecords)]);
    } catch (const std::string& broken) {
      FAIL_CHECK(broken << ": " << text);
    }
  }
  CHECK_MESSAGE(compiled > 2000, "too few mutations compile to say anything: " << compiled);
}
