// RFC 8259 production by production: what the tables of corpus.hpp list by hand is made here by
// rule, all of it, at each place of a block of 64 bytes and at the end of a text.
#include <doctest/doctest.h>

#include <array>
#include <vector>

#include "corpus.hpp"
#include "ways_in.hpp"

using namespace sluice;
using namespace sluice::record;

namespace {

constexpr size_t kBlock = 64;

// Every way must say the same; what is taken leaves as it came.
void check_value(const std::string& value, bool good) {
  CAPTURE(value);
  for (const auto way : {as_record_of_a_page, at_the_text_border, as_source, as_line}) {
    const Response response = way(value);
    CHECK(response.taken == good);
    if (good) CHECK(response.out == value + "\n");
  }
  CHECK(nested_in_a_page(value).taken == good);
}

// RFC 8259, section 6, as a table of states: rows by what was read, columns by what comes.
bool is_rfc_number(std::string_view text) {
  enum Class { kMinus, kPlus, kZero, kDigit, kPoint, kE, kOther };
  const auto class_of = [](char c) {
    if (c == '-') return kMinus;
    if (c == '+') return kPlus;
    if (c == '0') return kZero;
    if (c >= '1' && c <= '9') return kDigit;
    if (c == '.') return kPoint;
    return c == 'e' || c == 'E' ? kE : kOther;
  };
  // 0 start, 1 minus, 2 zero, 3 integer, 4 point, 5 fraction, 6 e, 7 sign, 8 exponent, 9 broken
  constexpr int kNext[10][7] = {{1, 9, 2, 3, 9, 9, 9}, {9, 9, 2, 3, 9, 9, 9}, {9, 9, 9, 9, 4, 6, 9},
                                {9, 9, 3, 3, 4, 6, 9}, {9, 9, 5, 5, 9, 9, 9}, {9, 9, 5, 5, 9, 6, 9},
                                {7, 7, 8, 8, 9, 9, 9}, {9, 9, 8, 8, 9, 9, 9}, {9, 9, 8, 8, 9, 9, 9},
                                {9, 9, 9, 9, 9, 9, 9}};
  int state = 0;
  for (const char c : text) state = kNext[state][class_of(c)];
  return state == 2 || state == 3 || state == 5 || state == 8;
}

// Calls f(text) for each text of up to `most` of these characters.
template <class F>
void each_text(std::string_view alphabet, size_t most, const F& f) {
  std::vector<std::string> texts{""};
  for (size_t i = 0; i < texts.size(); i++) {
    if (!texts[i].empty()) f(texts[i]);
    if (texts[i].size() == most) continue;
    for (const char c : alphabet) texts.push_back(texts[i] + c);
  }
}

// The value behind a string of each length: at each place of a block, and behind something.
void check_at_each_place(corpus::Texts values, bool good) {
  for (const std::string_view value : values)
    for (size_t place = 0; place < kBlock; place++) {
      CAPTURE(value);
      CAPTURE(place);
      const std::string before = "[\"" + std::string(place, 'x') + "\",";
      Fixture f;
      const bool taken = f.page(before + std::string(value) + "]", "") == SLUICE_OK;
      CHECK(taken == good);
      if (!taken) continue;
      CHECK(f.out() == before.substr(1, place + 2) + "\n" + std::string(value) + "\n");
      Fixture cut_off;
      CHECK(cut_off.page(before + std::string(value), "") == SLUICE_E_DATA);
    }
}

// Each beginning of a value that has an end of its own.
void check_beginnings(corpus::Texts values) {
  for (const std::string_view value : values)
    for (size_t size = 1; size < value.size(); size++) {
      CAPTURE(value);
      CAPTURE(size);
      const std::string_view cut = value.substr(0, size);
      CHECK_FALSE(at_the_text_border(cut).taken);
      CHECK_FALSE(as_source(cut).taken);
      CHECK_FALSE(as_record_of_a_page(cut).taken);
      CHECK_FALSE(nested_in_a_page(cut).taken);
    }
}

std::string named(const std::vector<std::string>& names) {
  std::string object;
  for (const std::string& name : names)
    object.append(object.empty() ? "{\"" : ",\"").append(name).append("\":0");
  return object + "}";
}

void check_names(const std::vector<std::string>& names, bool good) {
  const std::string object = named(names);
  CHECK(as_record_of_a_page(object).taken == good);
  CHECK(as_line(object).taken == good);
  CHECK(as_source(object).taken == good);
  CHECK(opened_in_a_page(object).taken == good);
  CHECK(nested_in_a_page(object).taken);  // nobody looks
  // Where the record before had almost the same names.
  Fixture f;
  REQUIRE(f.page("[{\"other\":1}," + object + "," + object + "]", "") == SLUICE_OK);
  CHECK((f.record(1).state == SLUICE_RECORD_LIVE) == good);
  CHECK((f.record(2).state == SLUICE_RECORD_LIVE) == good);
}

}  // namespace

TEST_CASE("rules: a literal with any byte of it changed, missing or doubled is refused") {
  for (const std::string word : {"true", "false", "null"})
    for (size_t at = 0; at < word.size(); at++) {
      check_value(word.substr(0, at) + word[at] + word.substr(at), false);
      CHECK_FALSE(as_record_of_a_page(word.substr(0, at) + word.substr(at + 1)).taken);
      for (int byte = 0; byte < 256; byte++) {
        std::string wrong = word;
        wrong[at] = static_cast<char>(byte);
        if (wrong == word) continue;
        CAPTURE(wrong);
        CHECK_FALSE(as_record_of_a_page(wrong).taken);
        CHECK_FALSE(at_the_text_border(wrong).taken);
        CHECK_FALSE(nested_in_a_page(wrong).taken);
      }
    }
}

TEST_CASE("rules: of all texts of signs, digits, points and letters the numbers are taken") {
  each_text("-+07.eE", 4, [](const std::string& text) { check_value(text, is_rfc_number(text)); });
  each_text("-07.e", 6, [](const std::string& text) {
    CAPTURE(text);
    CHECK(as_record_of_a_page(text).taken == is_rfc_number(text));
  });
}

TEST_CASE("rules: numbers of any length are decided by each of their characters") {
  for (const size_t whole : {1u, 2u, 13u, 14u, 15u, 16u, 17u, 31u, 32u, 40u})
    for (const size_t fraction : {0u, 1u, 2u, 13u, 14u, 15u, 16u, 17u, 33u})
      for (const std::string_view tail : {"", "e5", "E+12", "e-00000000000000000001"})
        for (const std::string_view sign : {"", "-"}) {
          const std::string number = std::string(sign) + std::string(whole, '7') +
                                     (fraction ? "." + std::string(fraction, '0') : "") +
                                     std::string(tail);
          REQUIRE(is_rfc_number(number));
          check_value(number, true);
          for (size_t at = 0; at < number.size(); at++)
            for (const char c : std::string_view("0.-+ex/:")) {
              std::string other = number;
              other[at] = c;
              CAPTURE(other);
              CHECK(as_record_of_a_page(other).taken == is_rfc_number(other));
              CHECK(nested_in_a_page(other).taken == is_rfc_number(other));
            }
        }
}

TEST_CASE("rules: a character of each length is taken at each place, and without its end nowhere") {
  const std::string_view good[] = {"\xC2\x80",         "\xDF\xBF",         "\xE0\xA0\x80",
                                   "\xED\x9F\xBF",     "\xEE\x80\x80",     "\xEF\xBF\xBF",
                                   "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "\x7F"};
  for (const std::string_view bytes : good)
    for (size_t at = 0; at <= 2 * kBlock; at++) {
      const std::string before(at, 'x');
      check_string(before + std::string(bytes), true);
      if (bytes.size() == 1) continue;
      const std::string cut(bytes.substr(0, bytes.size() - 1));
      check_string(before + cut, false);
      check_string(before + cut + std::string(bytes), false);
      check_string(before + std::string(bytes) + "\x80", false);
      Fixture f;  // the text ends within the character
      CHECK(f.page("[\"" + before + cut, "") == SLUICE_E_DATA);
      CHECK_FALSE(at_the_text_border("\"" + before + cut).taken);
    }
}

TEST_CASE("rules: all two bytes that are no ASCII are decided as UTF-8 says") {
  for (unsigned first = 0x80; first < 0x100; first++)
    for (unsigned second = 0; second < 0x100; second += second == 0 ? 0x20 : 1) {
      const std::string text{static_cast<char>(first), static_cast<char>(second)};
      if (second == '"' || second == '\\') continue;  // changes where the string ends
      const bool good = first >= 0xC2 && first <= 0xDF && second >= 0x80 && second <= 0xBF;
      CAPTURE(text);
      CHECK(as_record_of_a_page("\"" + text + "\"").taken == good);
    }
}

TEST_CASE("rules: half a pair is text wherever it stands, and no character") {
  for (const std::string_view half : {R"(\ud800)", R"(\udbff)", R"(\udc00)", R"(\uDFFF)",
                                      R"(\udc00\ud800)", R"(\ud800\ud800)", R"(\ud800x)"})
    for (size_t at = 0; at < kBlock; at += 5) {
      const std::string value = "\"" + std::string(at, 'x') + std::string(half) + "\"";
      check_value(value, true);
      Fixture f;
      REQUIRE(f.one("{\"a\":" + value + "}") == SLUICE_OK);
      CHECK(f.decoded(f.find(f.record().root, "a")->value).find("half a surrogate pair") !=
            std::string::npos);
      CHECK_FALSE(as_record_of_a_page("{" + value + ":0}").taken);  // a name is decoded at once
    }
}

TEST_CASE("rules: escapes and control bytes are decided alike at each place of a string") {
  for (size_t at = 0; at <= 2 * kBlock; at++) {
    const std::string before(at, 'x');
    for (const std::string_view good : {R"(\")", R"(\\)", R"(\\\")", R"(\u00e9)", R"(\n\t)"}) {
      check_string(before + std::string(good), true);
      check_string(before + std::string(good) + std::string(70, 'y'), true);
    }
    for (const std::string_view bad : {R"(\x)", R"(\u00g9)", R"(\u00)", R"(\\\)", "\n", "\x1f"})
      check_string(before + std::string(bad), false);
  }
}

TEST_CASE("rules: the tables hold at each place of a block, and nothing holds without its end") {
  check_at_each_place(corpus::kGoodLiterals, true);
  check_at_each_place(corpus::kGoodNumbers, true);
  check_at_each_place(corpus::kGoodStrings, true);
  check_at_each_place(corpus::kBadLiterals, false);
  check_at_each_place(corpus::kBadNumbers, false);
  check_at_each_place(corpus::kBadStrings, false);
  for (const std::string_view value : corpus::kGoodContainers)
    if (value.find('\\') == value.npos) check_at_each_place({&value, 1}, true);
  for (const std::string_view value : corpus::kBadContainers) {
    const std::string held = "[" + std::string(value) + "]";
    const std::string_view text = held;
    check_at_each_place({&text, 1}, false);
  }
}

TEST_CASE("rules: no beginning of a literal, a string or a container is taken for it") {
  check_beginnings(corpus::kGoodLiterals);
  check_beginnings(corpus::kGoodStrings);
  check_beginnings(corpus::kGoodContainers);
}

TEST_CASE(
    "rules: brackets one too few, one too many or of the other kind are refused at any depth") {
  for (size_t depth = 1; depth <= 130; depth += depth < 70 ? 1 : 15) {
    std::string open, close;
    for (size_t i = 0; i < depth; i++) {
      open += i % 2 ? "{\"k\":" : "[";
      close.insert(0, i % 2 ? "}" : "]");
    }
    CAPTURE(depth);
    CHECK(at_the_text_border(open + "0" + close).taken);
    std::vector<std::string> wrong = {open + "0" + close + close[0], open + "0" + close.substr(1),
                                      open + "0" + close.substr(0, depth - 1), open + "0," + close};
    if (depth % 2 == 0) wrong.push_back(open + close);  // a name without a value
    std::string other = close;
    other[depth / 2] = other[depth / 2] == '}' ? ']' : '}';
    wrong.push_back(open + "0" + other);
    for (const std::string& text : wrong) {
      CAPTURE(text);
      CHECK_FALSE(at_the_text_border(text).taken);
      CHECK_FALSE(as_line(text).taken);
      CHECK_FALSE(as_source(text).taken);
      CHECK_FALSE(nested_in_a_page(text).taken);
      CHECK_FALSE(as_record_of_a_page("[" + text + "]").taken);
    }
  }
}

TEST_CASE("rules: a name given twice is found however it is spelled, and none else") {
  for (const std::string_view second : {R"(ab)", R"(\u0061b)", R"(a\u0062)", R"(\u0061\u0062)"}) {
    check_names({"ab", std::string(second)}, false);
    check_names({std::string(second), "x", "ab"}, false);
    check_names({std::string(second), std::string(second)}, false);
    check_names({"Ab", std::string(second), "ab "}, true);
  }
  check_names({"", "x", ""}, false);
  check_names({"", "x", "\\u0000"}, true);
  check_names({"\\u00e9", "\xC3\xA9"}, false);
  check_names({"\\ud83d\\ude00", "\xF0\x9F\x98\x80"}, false);
  check_names({"\\/", "/"}, false);
  check_names({"\\u000a", "\\n"}, false);
  check_names({"n", "\\n", "\\\\n"}, true);
}

TEST_CASE("rules: long names and many names are told apart by every byte") {
  for (const size_t size : {1u, 3u, 4u, 5u, 15u, 16u, 29u, 30u, 33u, 1000u, 4096u, 5000u, 20000u}) {
    const std::string name(size, 'n');
    check_names({name, "x", name}, false);
    check_names({name, name + "n", name.substr(1)}, true);
    for (const size_t at : {size_t{0}, size / 2, size - 1}) {
      std::string other = name;
      other[at] = 'm';
      check_names({name, other}, true);
    }
  }
  for (const size_t count : {2u, 63u, 64u, 65u, 127u, 128u, 129u, 300u}) {
    std::vector<std::string> names;
    for (size_t i = 0; i < count; i++) names.push_back("name " + std::to_string(i * 7919));
    check_names(names, true);
    for (const size_t at : {size_t{0}, count / 2, count - 1}) {
      std::vector<std::string> twice = names;
      twice.insert(twice.begin() + static_cast<long>(count - at), names[at]);
      check_names(twice, false);
    }
  }
}

TEST_CASE("rules: a scalar is a record, and neither a page nor a list of records") {
  for (const corpus::Texts values :
       {corpus::Texts(corpus::kGoodLiterals), corpus::Texts(corpus::kGoodNumbers),
        corpus::Texts(corpus::kGoodStrings)})
    for (const std::string_view value : values) {
      CAPTURE(value);
      const std::string text(value);
      Fixture f;
      CHECK(f.page(text, "") == SLUICE_E_DATA);
      CHECK(f.page(text, "data") == SLUICE_E_DATA);
      CHECK(f.page("{\"data\":" + text + "}", "data") == SLUICE_E_DATA);
      CHECK(f.page("{\"data\":[],\"more\":" + text + "}", "data") == SLUICE_OK);
    }
}

TEST_CASE("rules: a byte order mark is refused before a page, a line and a text") {
  const std::string mark = "\xEF\xBB\xBF";
  for (const size_t size : {1u, 2u, 3u}) {
    const std::string part = mark.substr(0, size);
    Fixture page;
    CHECK(page.page(part + "{\"data\":[1]}") == SLUICE_E_DATA);
    CHECK_FALSE(at_the_text_border(part + "{}").taken);
    CHECK_FALSE(as_source(part + "{}").taken);
    Fixture lines;
    CHECK(lines.lines(part + "{\"a\":1}\n{\"b\":2}") == SLUICE_OK);
    REQUIRE(lines.abi()->count == 2);
    CHECK(lines.record(0).state == SLUICE_RECORD_FAILED);
    CHECK(lines.record(1).state == SLUICE_RECORD_LIVE);
  }
}
