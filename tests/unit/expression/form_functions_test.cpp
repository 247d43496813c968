#include <doctest/doctest.h>

#include <string>

#include "unit/expression/fixture.hpp"

using sluice::expression::Fixture;

namespace {

bool says_form(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("from_json and to_json are inverse, and bad JSON fails the record") {
  Fixture f;
  CHECK(f.evaluate("from_json(to_json(a)) == a", R"({"a":{"x":[1,"\n",null]}})") == "true");
  CHECK(f.evaluate("to_json(a)", R"({"a":"\"\n"})") == R"("\"\\\"\\n\"")");
  CHECK(f.evaluate("to_json(a)", R"({"a":{ "x" : [ 1 ] }})") == R"("{\"x\":[1]}")");
  CHECK(f.evaluate("from_json(' 1 ')", "{}") == "1");
  for (const char* bad : {"", "{", "[1,]", "nul", "1 2", "{\"a\":1,}"}) {
    CAPTURE(bad);
    CHECK(says_form(f.evaluate("from_json('" + std::string(bad) + "')", "{}"),
                    "from_json(): the text is not JSON"));
  }
}

TEST_CASE("from_json fails on a key that is there twice, as a record that is read does") {
  Fixture f;
  CHECK(says_form(f.evaluate("from_json('{\"a\":1,\"a\":2}')", "{}"), "duplicate key \"a\""));
  CHECK(says_form(f.evaluate("{b: from_json(t)}", R"({"t":"{\"a\":1,\"\\u0061\":2}"})"),
                  "duplicate key \"a\""));
}

TEST_CASE("lines of CSV are read as RFC 4180 says") {
  Fixture f;
  CHECK(f.evaluate("from_csv_line(a)", R"({"a":"a,\"b \"\"c\"\"\",,\"x,\ny\""})") ==
        R"(["a","b \"c\"","","x,\ny"])");
  CHECK(f.evaluate("from_csv_line('')", "{}") == "[]");
  CHECK(f.evaluate("from_csv_line(a)", R"({"a":"a,b\r\n"})") == R"(["a","b"])");
  CHECK(f.evaluate("from_csv_line('a\tb', `\"\\t\"`)", "{}") == R"(["a","b"])");
  CHECK(says_form(f.evaluate("from_csv_line('\"a')", "{}"), "from_csv_line(): "));
  CHECK(says_form(f.evaluate("from_csv_line('a\nb')", "{}"), "takes one line; there is another"));
  CHECK(says_form(f.evaluate("from_csv_line('a', ';;')", "{}"), "is one character"));
}

TEST_CASE("lines of CSV are written so that they are read back") {
  Fixture f;
  CHECK(f.evaluate("to_csv_line(a)", R"({"a":["x","a,b","q\"",null,true,1.50,[1, 2]," s"]})") ==
        R"("x,\"a,b\",\"q\"\"\",,true,1.50,\"[1,2]\",\" s\"")");
  CHECK(f.evaluate("to_csv_line(a)", R"({"a":[""]})") == R"("\"\"")");
  CHECK(f.evaluate("to_csv_line(a)", R"({"a":[]})") == R"("")");
  CHECK(f.evaluate("from_csv_line(to_csv_line(a)) == a", R"({"a":[""]})") == "true");
  CHECK(f.evaluate("from_csv_line(to_csv_line(a)) == a", R"({"a":["\n","\"","","; ,"]})") ==
        "true");
}

TEST_CASE("XML becomes objects, arrays and text") {
  Fixture f;
  CHECK(
      f.evaluate(
          "from_xml(a)",
          R"({"a":"<?xml version='1.0'?><o a='1'><l><s>A &amp; B</s></l><l/><t>x<![CDATA[<y>]]></t></o>"})") ==
      R"({"o":{"@a":"1","l":[{"s":"A & B"},""],"t":"x<y>"}})");
  CHECK(f.evaluate("from_xml('<p c=\"1\">text</p>')", "{}") ==
        R"({"p":{"@c":"1","#text":"text"}})");
  CHECK(f.evaluate("from_xml('<a>\n <b>1</b>\n</a>')", "{}") == R"({"a":{"b":"1"}})");
  for (const char* bad : {"", "x", "<a>", "<a></b>"}) {
    CAPTURE(bad);
    CHECK(says_form(f.evaluate("from_xml('" + std::string(bad) + "')", "{}"),
                    "from_xml(): the text is not XML"));
  }
}

TEST_CASE("what is beside the root element of XML is no part that may be lost") {
  Fixture f;
  const auto told = [&](const std::string& xml, const std::string& what) {
    CHECK_MESSAGE(says_form(f.evaluate("from_xml('" + xml + "')", "{}"),
                            "from_xml(): the text is not XML: " + what),
                  xml);
  };
  told("<a>1</a><b>2</b>", "it has a second root element, <b>");
  told("<a/>x", "text stands outside of its root element");
  told("x<a/>", "text stands outside of its root element");
  told(R"(<a><b c="1" d="2" c="3"/></a>)", "the attribute c of <b> is there twice");
  told("<!-- only -->", "there is no element");
  CHECK(f.evaluate("from_xml(' <!-- x --><a/>\n<!-- y --> ')", "{}") == R"({"a":""})");
}

TEST_CASE("XML loads nothing and expands no entities of its own") {
  Fixture f;
  CHECK(f.evaluate("from_xml(a)",
                   R"({"a":"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"})") ==
        R"({"x":"&e;"})");
}

TEST_CASE("deep XML fails its record") {
  Fixture f;
  std::string deep;
  for (int i = 0; i < 5000; i++) deep += "<a>";
  for (int i = 0; i < 5000; i++) deep += "</a>";
  CHECK(says_form(f.evaluate("from_xml(a)", "{\"a\":\"" + deep + "\"}"), "at most 200 levels"));
}

TEST_CASE("to_xml writes what from_xml reads, and refuses what is no XML") {
  Fixture f;
  CHECK(f.evaluate("to_xml(a)", R"({"a":{"o":{"@a":"<\"","b":[1,null,true],"#text":"x & y"}}})") ==
        R"("<o a=\"&lt;&quot;\"><b>1</b><b/><b>true</b>x &amp; y</o>")");
  CHECK(f.evaluate("from_xml(to_xml(a)) == a",
                   R"({"a":{"o":{"l":[{"s":"A"},{"s":"B"}],"é":"ü"}}})") == "true");
  CHECK(says_form(f.evaluate("to_xml(a)", R"({"a":{"x":1,"y":2}})"), "an object of one member"));
  CHECK(says_form(f.evaluate("to_xml(a)", R"({"a":{"x":[1,2]}})"), "an object of one member"));
  CHECK(says_form(f.evaluate("to_xml(a)", R"({"a":{"x y":1}})"), "is no name of XML"));
  CHECK(says_form(f.evaluate("to_xml(a)", R"({"a":{"x":{"@b":[1]}}})"),
                  "an attribute or #text is a scalar"));
  CHECK(says_form(f.evaluate("to_xml(a)", R"({"a":{"x":"\u0001"}})"),
                  "a character that XML does not allow"));
}
