// Patterns that are found without RE2 mean what they mean to RE2: within (?:…) it is RE2 that finds
// them.
#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "fixture.hpp"

namespace sluice::expression {
namespace {

std::string found(Fixture& f, const std::string& pattern, const std::string& text) {
  return f.evaluate("[regex_find_all(t, p), regex_split(t, p), regex_replace(t, p, '<$0>')]",
                    R"({"t":")" + text + R"(","p":")" + pattern + R"("})");
}

void check_alike(Fixture& f, const std::string& pattern, const std::string& text) {
  INFO("pattern ", pattern, " in ", text);
  CHECK(found(f, pattern, text) == found(f, "(?:" + pattern + ")", text));
}

template <class T>
const T& one_of(const std::vector<T>& list, std::mt19937& random) {
  return list[random() % list.size()];
}

// As JSON strings.
const std::vector<std::string> kSets = {
    "a",         "b",        "-",      ",",         " ",      ".",         "[ab]",
    "[^a]",      "[a-c]",    "[^a-c]", "[,;]",      "[b-]",   "[^-b]",     "\\\\d",
    "\\\\D",     "\\\\s",    "\\\\w",  "\\\\W",     "\\\\.",  "\\\\(",     "[\\\\d.]",
    "[^\\\\s,]", "[\\\\W_]", "[.-/]",  "[a\\\\-c]", "\u00e9", "[\u00e9a]", "\\\\n"};
const std::vector<std::string> kPieces = {"a", "b",  "c",  "A", "1", "2",         "-",      ",",
                                          ";", " ",  ".",  "(", "_", "\u00e9",    "\u20ac", "\\n",
                                          "/", "aa", "ab", "^", "]", "\U0001F600"};

std::string random_pattern(std::mt19937& random) {
  const std::vector<std::string> repetitions = {"", "", "+", "*", "?"};
  std::string out;
  for (size_t parts = 1 + random() % 3; parts; parts--)
    out += one_of(kSets, random) + one_of(repetitions, random);
  if (random() % 4 == 0) out += "|" + one_of(kSets, random) + one_of(kSets, random);
  return out;
}

std::string random_text(std::mt19937& random) {
  std::string out;
  for (size_t pieces = random() % 12; pieces; pieces--) out += one_of(kPieces, random);
  return out;
}

}  // namespace

TEST_CASE("a plain pattern finds what RE2 finds") {
  std::mt19937 random(14);  // the same ones each time
  for (int i = 0; i < 400; i++) {
    Fixture f;
    const std::string pattern = random_pattern(random);
    for (int k = 0; k < 6; k++) check_alike(f, pattern, random_text(random));
  }
}

TEST_CASE("patterns of mappings find what RE2 finds") {
  Fixture f;
  for (const char* pattern :
       {"[^A-Za-z0-9]+", " +", "<[^>]*>", "\\\\(0\\\\)|[^0-9+]", "[1-9][0-9]*", "[,;] *",
        "[A-Z]+-?[0-9]+", "\\\\s+", "[^a-z]", "a+b", "a*b", "-+>"})
    for (const char* text :
         {"", "Cup-640 / c", "  Red   Cup ", "<b>bold</b> a < b", "+31 (0)20-243", "00120",
          "a; b,c", "SKU12 AB-3", "aaaab aaac", "caf\u00e9 \u20ac 5"})
      check_alike(f, pattern, text);
}

TEST_CASE(
    "a plain pattern that begins often and never ends takes no time that grows with the square") {
  Fixture f;
  const std::string text(200'000, '<');
  CHECK(f.evaluate("length(regex_find_all(t, '<[^>]*>'))", R"({"t":")" + text + R"("})") == "0");
  CHECK(f.evaluate("length(regex_find_all(t, '<[^>]*>'))", R"({"t":")" + text + R"(> <b>"})") ==
        "2");
}

}  // namespace sluice::expression
