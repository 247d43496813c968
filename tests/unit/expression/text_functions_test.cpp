#include <doctest/doctest.h>

#include <string>

#include "unit/expression/fixture.hpp"

using sluice::expression::Fixture;

namespace {

bool says_text(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("find and pad and split count characters, not bytes") {
  Fixture f;
  CHECK(f.evaluate("find_first('caf\u00e9 x', 'x')", "{}") == "5");
  CHECK(f.evaluate("find_last('\u00e9a\u00e9a', 'a', `0`, `-1`)", "{}") == "1");
  CHECK(f.evaluate("pad_left('\u00e9', `3`, '\u2713')", "{}") == "\"\u2713\u2713\u00e9\"");
  CHECK(f.evaluate("split('\u00e9a', '')", "{}") == "[\"\u00e9\",\"a\"]");
  CHECK(f.evaluate("truncate('\u00e9\u00e9\u00e9', `2`)", "{}") == "\"\u00e9\u00e9\"");
  CHECK(f.evaluate("trim('\u00e9x\u00e9', '\u00e9')", "{}") == R"("x")");
  CHECK(f.evaluate("trim(a)", "{\"a\":\"\u00a0\u2003x\ufeff\"}") == R"("x")");
}

TEST_CASE("what a text function makes is bounded before it is made") {
  Fixture f;
  CHECK(says_text(f.evaluate("pad_left('x', `1e12`)", "{}"), "from 0 to 1000000, not 1e12"));
  std::string big(200'000, 'a');
  const std::string data = "{\"a\":\"" + big + "\"}";
  CHECK(says_text(f.evaluate("replace(a, 'a', a)", data), "would make 40000000000 bytes of text"));
  CHECK(says_text(f.evaluate("regex_replace(a, 'a', a)", data), "bytes of text; at most"));
  CHECK(f.evaluate("replace(a, 'a', 'bb') | length(@)", data) == "400000");
}

TEST_CASE("letters of all languages change their case") {
  Fixture f;
  CHECK(f.evaluate("upper('\u00e9\u00e7\u03c9\u0436')", "{}") == "\"\u00c9\u00c7\u03a9\u0416\"");
  CHECK(f.evaluate("lower('\u00c9\u03a9\u0416X')", "{}") == "\"\u00e9\u03c9\u0436x\"");
  CHECK(f.evaluate("title('o\\'brien VAN \u00e9cole')", "{}") == "\"O'brien Van \u00c9cole\"");
  CHECK(f.evaluate("[lower(''), upper(''), title('')]", "{}") == R"(["","",""])");
}

TEST_CASE("a slug has only letters, digits and separators between them") {
  Fixture f;
  CHECK(f.evaluate("slug('  \u00c6r\u00f8 & \u0141\u00f3d\u017a -- 100% ')", "{}") ==
        R"("aero-lodz-100")");
  CHECK(f.evaluate("slug('Stra\u00dfe', '_')", "{}") == R"("strasse")");
  CHECK(f.evaluate("slug('a b', '_')", "{}") == R"("a_b")");
  CHECK(f.evaluate("slug('!!')", "{}") == R"("")");
  CHECK(f.evaluate("slug('\u0416\u0430')", "{}") == "\"\u0436\u0430\"");
}

TEST_CASE("normalize makes one of texts that look alike") {
  Fixture f;
  CHECK(f.evaluate("normalize(a) == normalize(b)", "{\"a\":\"e\u0301\",\"b\":\"\u00e9\"}") ==
        "true");
  CHECK(f.evaluate("length(normalize(a, 'NFD'))", "{\"a\":\"\u00e9\"}") == "2");
  CHECK(f.evaluate("normalize(a, 'NFKC')", "{\"a\":\"\uff21\u00b2\"}") == R"("A2")");
  CHECK(says_text(f.compile_error("normalize(a, 'NFX')"), "the form of normalize() is one of NFC"));
}

TEST_CASE("regular expressions match parts, find groups and split") {
  Fixture f;
  CHECK(f.evaluate("regex_match(a, '(?i)^sku')", R"({"a":"SKU-1"})") == "true");
  CHECK(f.evaluate("regex_match(a, '^[0-9]+$')", R"({"a":"12a"})") == "false");
  CHECK(f.evaluate("regex_find(a, '[0-9]+')", R"({"a":"x"})") == "null");
  CHECK(f.evaluate("regex_find(a, '(x)|(y)', `1`)", R"({"a":"y"})") == "null");
  CHECK(f.evaluate("regex_find_all(a, '(.)=', `1`)", R"({"a":"a=1 b=2"})") == R"(["a","b"])");
  CHECK(f.evaluate("regex_split('a1b22c', '[0-9]+')", "{}") == R"(["a","b","c"])");
  CHECK(f.evaluate("regex_split('abc', 'x*')", "{}") == R"(["abc"])");
  CHECK(f.evaluate("regex_replace('\u00e9a', '', '-')", "{}") == "\"-\u00e9-a-\"");
  CHECK(f.evaluate("regex_replace('5', '[0-9]', '$$$0')", "{}") == R"("$5")");
  CHECK(f.evaluate("regex_replace('a', 'b', 'c')", "{}") == R"("a")");
}

TEST_CASE("a wrong pattern is refused at check if it is a literal, else with the record") {
  Fixture f;
  CHECK(
      says_text(f.compile_error("a || regex_match(b, '(')"), "column 6: the pattern \"(\" is no"));
  CHECK(says_text(f.evaluate("regex_match('x', p)", R"({"p":"("})"), "is no regular expression"));
  CHECK(says_text(f.evaluate("regex_find('x', 'x', `1`)", "{}"), "from 0 to 0, not 1"));
  CHECK(says_text(f.evaluate("regex_replace('x', 'x', '$1')", "{}"), "no group $1"));
}

TEST_CASE("a pattern that is slow elsewhere is as fast as others") {
  Fixture f;
  const std::string data = "{\"a\":\"" + std::string(50'000, 'a') + "\"}";
  CHECK(f.evaluate("regex_match(a, '^(a+)+$')", data) == "true");
  CHECK(f.evaluate("regex_match(a, '^(a|aa)+b$')", data) == "false");
}

TEST_CASE("a pattern of the record is compiled when it changes") {
  Fixture f;
  CHECK(f.evaluate("items[*].[regex_match(t, p)][]",
                   R"({"items":[{"t":"a","p":"a"},{"t":"a","p":"b"},{"t":"b","p":"b"}]})") ==
        "[true,false,true]");
}

TEST_CASE("html_decode leaves what is no character as it is") {
  Fixture f;
  CHECK(f.evaluate("html_decode('&lt;b&gt; &#233;&#xE9; &euro; &apos;')", "{}") ==
        "\"<b> \u00e9\u00e9 \u20ac '\"");
  CHECK(f.evaluate("html_decode('a & b &nope; &#0; &#xD800; &; &amp')", "{}") ==
        R"("a & b &nope; &#0; &#xD800; &; &amp")");
}

TEST_CASE("html_strip leaves the text that a reader sees") {
  Fixture f;
  const char* page =
      R"({"a":"<style>p{}</style><h1>Red<br/>wine</h1><ul><li>1</li><li>2</li></ul>"})";
  CHECK(f.evaluate("html_strip(a)", page) == R"("Red wine 1 2")");
  CHECK(f.evaluate("html_strip('<p>a</p><p>b <i>c</i>d</p>')", "{}") == R"("a b cd")");
  CHECK(f.evaluate("html_strip('x<script>if (a < b) {}</script>y')", "{}") == R"("x y")");
  CHECK(f.evaluate("html_strip('<a href=\"x>y\">2</a> < 3 &amp; 4')", "{}") == R"("2 < 3 & 4")");
  CHECK(f.evaluate("html_strip('a<!-- <b> -->c <')", "{}") == R"("a c <")");
  CHECK(f.evaluate("html_strip('<p')", "{}") == R"("")");
  CHECK(f.evaluate("html_strip('')", "{}") == R"("")");
}

TEST_CASE("truncate ends a text that it cuts") {
  Fixture f;
  CHECK(f.evaluate("truncate('abcdef', `4`, '...')", "{}") == R"("a...")");
  CHECK(f.evaluate("truncate('abc', `3`, '...')", "{}") == R"("abc")");
  CHECK(f.evaluate("truncate('abcdef', `2`, '...')", "{}") == R"("ab")");
  CHECK(f.evaluate("truncate('abc', `0`)", "{}") == R"("")");
}
