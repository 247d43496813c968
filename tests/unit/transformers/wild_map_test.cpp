// core.map with stars in names: rename, move, drop and keep.
#include "map.hpp"
#include "unit/transformers/harness.hpp"

using sluice::Harness;
using sluice::core::Map;

namespace {

std::string star_mapped(std::string_view config, std::string_view record) {
  return Harness<Map>(config).change(record);
}

}  // namespace

TEST_CASE("rename gives members other names where they stand") {
  CHECK(star_mapped(R"({"rename":{"custom_*":"*","a":"ü"}})",
                    R"({"a":1,"custom_x":2,"b":3,"custom_":4})")
            .find("failed: ") == std::string::npos);
  CHECK(star_mapped(R"({"rename":{"custom_*":"c*","a":"ü"}})", R"({"a":1,"custom_é":2,"b":3})") ==
        R"({"ü":1,"cé":2,"b":3})");
}

TEST_CASE(
    "rename reaches the items of arrays, and passes over what is missing, null or no object") {
  const char* config = R"({"rename":{"lines[].old_*":"new_*"}})";
  CHECK(star_mapped(config, R"({"lines":[{"old_a":1},5,null,{"b":1,"old_b":{}}]})") ==
        R"({"lines":[{"new_a":1},5,null,{"b":1,"new_b":{}}]})");
  for (const char* record : {"{}", R"({"lines":null})", R"({"lines":"x"})", R"({"lines":[]})"})
    CHECK(star_mapped(config, record) == record);
}

TEST_CASE("a name that is there already fails the record") {
  CHECK(star_mapped(R"({"rename":{"a":"b"}})", R"({"id":1,"a":1,"b":2})") ==
        "failed: rename: 'a' cannot become 'b', which is there already (record id=1)");
  CHECK(star_mapped(R"({"rename":{"a":"b"},"drop":["b"]})", R"({"a":1,"b":2})") == R"({"b":1})");
  CHECK(star_mapped(R"({"rename":{"a":"a"}})", R"({"a":1})") == R"({"a":1})");
}

TEST_CASE("drop with a star takes out what fits, in each item") {
  CHECK(star_mapped(
            R"({"drop":["*_at","lines.*_id","id"]})",
            R"({"id":1,"created_at":1,"at":2,"lines":[{"x_id":1,"n":2},{"_id":3}],"_at":1})") ==
        R"({"at":2,"lines":[{"n":2},{}]})");
  CHECK(star_mapped(R"({"drop":["*"]})", R"({"a":1,"b":{"c":2}})") == "{}");
  CHECK(star_mapped(R"({"drop":["*.secret"]})",
                    R"({"a":{"secret":1,"b":2},"c":3,"d":[{"secret":1}]})") ==
        R"({"a":{"b":2},"c":3,"d":[{}]})");
}

TEST_CASE("keep with a star keeps what fits, beside plain paths") {
  CHECK(star_mapped(
            R"({"keep":["id","name_*","lines.s*"]})",
            R"({"id":1,"name_nl":"a","name":"b","lines":[{"sku":1,"q":2},5],"x":{"id":1}})") ==
        R"({"id":1,"name_nl":"a","lines":[{"sku":1}]})");
  CHECK(star_mapped(R"({"keep":["*.id"]})", R"({"a":{"id":1,"n":2},"b":3,"c":null})") ==
        R"({"a":{"id":1}})");
}

TEST_CASE("move with a star moves all that fit, to one object") {
  CHECK(star_mapped(R"({"move":{"price_*":"prices.*"}})",
                    R"({"price_a":1,"b":2,"price_c":{"x":[1]}})") ==
        R"({"b":2,"prices":{"a":1,"c":{"x":[1]}}})");
  CHECK(star_mapped(R"({"move":{"a.*":"*"}})", R"({"a":{"b":1,"c":2}})") ==
        R"({"a":{},"b":1,"c":2})");
  CHECK(star_mapped(R"({"move":{"p_*":"q.*"}})", R"({"q":5,"p_a":1})").find("failed: move: ") == 0);
  CHECK(star_mapped(R"({"move":{"p_*":"q.*"}})", R"({"n":1})") == R"({"n":1})");
}

TEST_CASE("all is read before anything is taken out, with stars as without") {
  CHECK(star_mapped(R"({"set":{"sum":"price_a + price_b"},"drop":["price_*"]})",
                    R"({"price_a":1,"price_b":2})") == R"({"sum":3})");
}

TEST_CASE("records of different shapes, one after the other, and huge ones") {
  Harness<Map> h(R"({"set":{"n":"`1`"},"drop":["x*"],"rename":{"a*":"b*"}})");
  REQUIRE(h.run({R"({"x1":1,"a":1})", R"({"a":1,"x1":1})", R"({"n":5,"a2":1})", "{}"}).ok());
  CHECK(h.result(0) == R"({"b":1,"n":1})");
  CHECK(h.result(1) == R"({"b":1,"n":1})");
  CHECK(h.result(2) == R"({"n":1,"b2":1})");
  CHECK(h.result(3) == R"({"n":1})");
  std::string huge = "{", left = "{";
  for (int i = 0; i < 3000; i++)
    huge +=
        "\"" + std::string(i % 2 ? "x" : "y") + std::to_string(i) + "\":" + std::to_string(i) + ",";
  for (int i = 0; i < 3000; i += 2)
    left += "\"y" + std::to_string(i) + "\":" + std::to_string(i) + ",";
  CHECK(star_mapped(R"({"drop":["x*"]})", huge + "\"z\":0}") == left + "\"z\":0}");
}

TEST_CASE("paths with stars that cannot be are refused at their place") {
  using Refused = Harness<Map>;
  CHECK(Refused::refusal(R"({"drop":["a**"]})").find("/drop/0: ") == 0);
  CHECK(Refused::refusal(R"({"rename":{"a":"b.c"}})").find("/rename/a: ") == 0);
  CHECK(Refused::refusal(R"({"rename":{"a":"b*"}})").find("/rename/a: ") == 0);
  CHECK(Refused::refusal(R"({"move":{"a*":"b"}})").find("/move/a*: ") == 0);
  CHECK(Refused::refusal(R"({"move":{"a*":"b*.c*"}})").find("/move/a*: ") == 0);
  CHECK(Refused::refusal(R"({"keep":["a","b*c*"]})").find("/keep/1: ") == 0);
}
