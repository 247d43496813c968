#include "map.hpp"

#include "unit/transformers/harness.hpp"

using sluice::Harness;
using sluice::core::Map;

namespace {

std::string mapped(std::string_view config, std::string_view record) {
  return Harness<Map>(config).change(record);
}

}  // namespace

TEST_CASE("move renames, also into and out of objects") {
  CHECK(mapped(R"({"move":{"id":"external_id","brand.name":"brand_name","cost":"pricing.cost"}})",
               R"({"id":"7","x":1,"brand":{"id":2,"name":"B"},"cost":1.50})") ==
        R"({"x":1,"brand":{"id":2},"external_id":"7","brand_name":"B","pricing":{"cost":1.50}})");
}

TEST_CASE("a move whose source is missing changes nothing") {
  CHECK(mapped(R"({"move":{"a":"b","c.d":"e"}})", R"({"x":1,"b":2,"c":3})") ==
        R"({"x":1,"b":2,"c":3})");
}

TEST_CASE("a move takes a null along") {
  CHECK(mapped(R"({"move":{"a":"b"}})", R"({"a":null,"c":1})") == R"({"c":1,"b":null})");
}

TEST_CASE("a target is made once, wherever the record has it and whatever else it holds") {
  // More names than are remembered from one record to the next.
  std::string record, same;
  for (int n = 0; n < 400; n++) record += (n ? ",\"m" : "\"m") + std::to_string(n) + "\":0";
  Harness<Map> map(
      R"({"set":{"m5":"`1`","m399":"`2`","new.a":"`3`","new.b":"`4`","other":"`5`"}})");
  same = record;
  same.replace(same.find("\"m5\":0"), 6, "\"m5\":1");
  same.replace(same.find("\"m399\":0"), 8, "\"m399\":2");
  CHECK(map.change("{" + record + "}") == "{" + same + R"(,"new":{"a":3,"b":4},"other":5})");
  CHECK(map.change(R"({"other":0,"m399":0})") ==
        R"({"other":5,"m399":2,"m5":1,"new":{"a":3,"b":4}})");
}

TEST_CASE("records of changing shapes are each mapped as they are") {
  Harness<Map> map(R"({"move":{"a":"x","in.b":"y"},"drop":["c"],"set":{"in.n":"`1`","z":"`2`"}})");
  const char* const whole = R"({"k":0,"a":1,"in":{"b":2,"r":3},"c":4})";
  const char* const mapped_whole = R"({"k":0,"in":{"r":3,"n":1},"x":1,"y":2,"z":2})";
  for (int round = 0; round < 2; round++) {
    CHECK(map.change(whole) == mapped_whole);
    CHECK(map.change(whole) == mapped_whole);
    CHECK(map.change(R"({"a":1,"k":0})") == R"({"k":0,"x":1,"in":{"n":1},"z":2})");
    CHECK(map.change(R"({"z":9,"k":0,"a":1,"c":4})") == R"({"z":2,"k":0,"x":1,"in":{"n":1}})");
    CHECK(map.change(R"({"y":8,"k":0,"in":{"b":2}})") == R"({"y":2,"k":0,"in":{"n":1},"z":2})");
    CHECK(map.change("{}") == R"({"in":{"n":1},"z":2})");
  }
}

TEST_CASE("names of one size and beginning are told apart from record to record") {
  Harness<Map> map(R"({"move":{"name_one":"to_first"},"drop":["name_two"]})");
  CHECK(map.change(R"({"name_six":1,"k":0})") == R"({"name_six":1,"k":0})");
  CHECK(map.change(R"({"name_one":1,"k":0})") == R"({"k":0,"to_first":1})");
  CHECK(map.change(R"({"name_two":1,"k":0})") == R"({"k":0})");
  CHECK(map.change(R"({"name_one":1,"to_fifth":0})") == R"({"to_fifth":0,"to_first":1})");
  CHECK(map.change(R"({"name_one":1,"to_first":0})") == R"({"to_first":1})");
  CHECK(map.change(R"({"name_one":1,"to_fifth":0})") == R"({"to_fifth":0,"to_first":1})");
}

TEST_CASE("a member moves although the object it is in is dropped") {
  Harness<Map> map(R"({"move":{"a.b":"x"},"drop":["a","c"]})");
  CHECK(map.change(R"({"a":{"b":1,"k":2},"c":3,"d":4})") == R"({"d":4,"x":1})");
  CHECK(map.change(R"({"a":{"k":2},"d":4})") == R"({"d":4})");
}

TEST_CASE("what moves is kept out of what keep leaves") {
  Harness<Map> map(R"({"move":{"a":"x","b.c":"y"},"keep":["a","b"]})");
  CHECK(map.change(R"({"a":1,"b":{"c":2,"d":3},"e":4})") == R"({"b":{"d":3},"x":1,"y":2})");
}

TEST_CASE("two members swap without a third name") {
  CHECK(mapped(R"({"move":{"a":"b","b":"a"}})", R"({"a":1,"b":2})") == R"({"b":1,"a":2})");
}

TEST_CASE("sources are read from the record as it came") {
  CHECK(mapped(R"({"set":{"a":"b","b":"a","c":"a + b"},"drop":["d"]})", R"({"a":1,"b":2,"d":4})") ==
        R"({"a":2,"b":1,"c":3})");
  CHECK(mapped(R"({"set":{"total":"a + b"},"move":{"a":"x"},"drop":["b"]})", R"({"a":1,"b":2})") ==
        R"({"x":1,"total":3})");
}

TEST_CASE("set replaces a member where it stands and makes objects on the way") {
  CHECK(mapped(R"({"set":{"b":"`9`","n.m.k":"'x'"}})", R"({"a":1,"b":2,"c":3})") ==
        R"({"a":1,"b":9,"c":3,"n":{"m":{"k":"x"}}})");
  CHECK(mapped(R"({"set":{"n.k":"a"}})", R"({"a":1,"n":null})") == R"({"a":1,"n":{"k":1}})");
}

TEST_CASE("a target below a scalar fails the record") {
  CHECK(mapped(R"({"set":{"a.b":"`1`"}})", R"({"a":"text"})") ==
        "failed: cannot set 'a.b': 'a' is of type string, not an object (record 1 of its batch)");
  CHECK(mapped(R"({"set":{"a.b":"`1`"}})", R"({"a":[1]})") ==
        "failed: cannot set 'a.b': 'a' is of type array, not an object (record 1 of its batch)");
}

TEST_CASE("drop takes out members at any depth") {
  CHECK(mapped(R"({"drop":["a","b.c","missing.x","d.e"]})",
               R"({"a":1,"b":{"c":2,"k":3},"d":4,"z":5})") == R"({"b":{"k":3},"d":4,"z":5})");
  CHECK(mapped(R"({"drop":["a.b","a"]})", R"({"a":{"b":1},"c":2})") == R"({"c":2})");
}

TEST_CASE("keep leaves the named members in the record's order") {
  CHECK(mapped(R"({"keep":["c","a.x","b.y"]})", R"({"z":0,"a":{"w":1,"x":2},"b":3,"c":{"d":4}})") ==
        R"({"a":{"x":2},"c":{"d":4}})");
  CHECK(mapped(R"({"keep":[]})", R"({"a":1})") == "{}");
}

TEST_CASE("targets are added after keep") {
  CHECK(mapped(R"({"set":{"path":"{id: id}","n":"`1`"},"keep":["name"]})",
               R"({"id":7,"name":"N","x":1})") == R"({"name":"N","path":{"id":7},"n":1})");
}

TEST_CASE("untouched members leave byte for byte") {
  CHECK(mapped(R"({"drop":["b"]})", R"({"a": 1.50 ,"b":2,"c":{ "d" : [1, 2] },"e":"\u0041"})") ==
        R"({"a":1.50,"c":{ "d" : [1, 2] },"e":"\u0041"})");
}

TEST_CASE("a value set twice from one container has two owners") {
  Harness<Map> h(R"({"set":{"b":"a[0]","c":"a[0]"}})");
  REQUIRE(h.run({R"({"a":[{"x":{"y":1}}]})"}).ok());
  sluice_value* root = &sluice_record_at(h.abi(), 0)->root;
  sluice_member* members = sluice_members(h.abi(), root);
  REQUIRE(root->size == 3);
  REQUIRE(sluice_members(h.abi(), &members[1].value));
  members[1].value.as.members[0].value = sluice_string("changed", 7);
  CHECK(h.result(0) == R"({"a":[{"x":{"y":1}}],"b":{"x":"changed"},"c":{"x":{"y":1}}})");
}

TEST_CASE("an expanded container that is set elsewhere is copied") {
  Harness<Map> h(R"({"set":{"b":"{all: @, sum: a.x + a.y}"}})");
  REQUIRE(h.run({R"({"a":{"x":1,"y":2}})"}).ok());
  CHECK(h.result(0) == R"({"a":{"x":1,"y":2},"b":{"all":{"a":{"x":1,"y":2}},"sum":3}})");
  sluice_value* root = &sluice_record_at(h.abi(), 0)->root;
  root->as.members[0].value.as.members[0].value = sluice_string("q", 1);
  CHECK(h.result(0) == R"({"a":{"x":"q","y":2},"b":{"all":{"a":{"x":1,"y":2}},"sum":3}})");
}

TEST_CASE("a literal object is each record's own") {
  Harness<Map> h(R"({"set":{"q":"`{\"k\":{}}`"}})");
  REQUIRE(h.run({"{}", "{}"}).ok());
  sluice_value* q = &sluice_record_at(h.abi(), 0)->root.as.members[0].value;
  REQUIRE(sluice_members(h.abi(), q));
  q->as.members[0].value = sluice_string("x", 1);
  CHECK(h.result(0) == R"({"q":{"k":"x"}})");
  CHECK(h.result(1) == R"({"q":{"k":{}}})");
}

TEST_CASE("a record that fails half-way is failed, its neighbours are mapped") {
  Harness<Map> h(R"({"move":{"id":"x"},"set":{"m":"a - b"},"drop":["a"]})");
  REQUIRE(h.run({R"({"id":1,"a":3,"b":1})", R"({"id":2,"a":3})", R"({"id":3,"a":1,"b":1})"}).ok());
  CHECK(h.result(0) == R"({"b":1,"x":1,"m":2})");
  CHECK(h.result(1) ==
        "failed: set m: column 3, `a - b`: '-' takes numbers; its right side, `b`, is missing "
        "(record id=2)");
  CHECK(h.result(2) == R"({"b":1,"x":3,"m":0})");
  CHECK(sluice::view(sluice_record_at(h.abi(), 1)->source) == R"({"id":2,"a":3})");
}

TEST_CASE("duplicate keys below the record fail whatever touches them") {
  for (const char* config :
       {R"({"drop":["a.x"]})", R"({"keep":["a.x"]})", R"({"move":{"a.x":"y"}})",
        R"({"set":{"a.x":"`1`"}})", R"({"set":{"y":"a.x"}})"}) {
    std::string result = mapped(config, R"({"a":{"k":1,"k":2}})");
    CHECK_MESSAGE(result.find("failed: ") == 0, config << " gave " << result);
    CHECK(result.find("\"k\"") != std::string::npos);
  }
}

TEST_CASE("a record that is no object fails") {
  CHECK(mapped(R"({"drop":["a"]})", "[1]") ==
        "failed: core.map takes records that are objects; this one is of type array (record 1 of "
        "its batch)");
}

TEST_CASE("a spent memory budget fails the batch, for the host to run it record by record") {
  sluice::record::Limits limits;
  limits.batch_memory = 200 * 1024;
  std::string huge = "{\"a\":[0";
  for (int i = 0; i < 4000; i++) huge += ",1";
  huge += "]}";
  Harness<Map> h(R"({"set":{"b":"a[].{x: @, y: @, z: @}"}})", limits);
  CHECK(h.run({R"({"a":[]})", huge}).code() == SLUICE_E_NO_MEMORY);
}

TEST_CASE("many new members grow the record") {
  std::string config = R"({"set":{)", expected = "{";
  for (int i = 0; i < 100; i++) {
    std::string name = "k" + std::to_string(i);
    config += (i ? ",\"" : "\"") + name + "\":\"a\"";
    expected += (i ? ",\"" : "\"") + name + "\":1";
  }
  std::string result = mapped(config + "}}", R"({"a":1})");
  CHECK(result == R"({"a":1,)" + expected.substr(1) + "}");
}

TEST_CASE("overlapping targets and sources are refused") {
  auto refusal = [](const char* config) { return Harness<Map>::refusal(config); };
  CHECK(refusal(R"({"set":{"a":"x","a.b":"y"}})") ==
        "/set/a.b: the targets 'a' and 'a.b' overlap; set each member once");
  CHECK(refusal(R"({"set":{"a":"x"},"move":{"q":"a"}})").find("/set/a: the targets") == 0);
  CHECK(refusal(R"({"move":{"p":"a","q":"a"}})").find("/move/q: the targets") == 0);
  CHECK(refusal(R"({"move":{"a":"x","a.b":"y"}})").find("/move/a.b: 'a' and 'a.b' are moved") == 0);
  CHECK(refusal("{}").find("core.map changes nothing") != std::string::npos);
}

TEST_CASE("a bad path or expression is refused with its place") {
  auto refusal = [](const char* config) { return Harness<Map>::refusal(config); };
  CHECK(refusal(R"({"set":{"a/b~":"x"}})").find("/set/a~1b~0: column 2:") == 0);
  CHECK(refusal(R"({"set":{"a":"x +"}})") ==
        "/set/a: column 4: expected an expression, found the end");
  CHECK(refusal(R"({"drop":["ok","a..b"]})").find("/drop/1: column 3:") == 0);
  CHECK(refusal(R"({"keep":["a["]})").find("/keep/0: column 2:") == 0);
  CHECK(refusal(R"({"move":{"a":""}})").find("/move/a: column 1:") == 0);
}

TEST_CASE("W1's chain gives the bench's record") {
  Harness<Map> h(R"({"move":{"id":"external_id","supply_price":"pricing.cost",
      "price_excluding_tax":"pricing.net"},"drop":["deleted_at","source_id"],
      "set":{"pricing.margin":"price_excluding_tax - supply_price"}})");
  CHECK(h.change(R"({"id":"1","deleted_at":null,"supply_price":1.25,"price_excluding_tax":3.10,)"
                 R"("source_id":"s","active":true})") ==
        R"({"active":true,"external_id":"1","pricing":{"cost":1.25,"net":3.10,"margin":1.85}})");
}

TEST_CASE("a scalar under set is that constant, text is an expression") {
  CHECK(mapped(R"({"set":{"flag":true,"no":false,"n":3,"d":19.90,"none":null,"t":"a"}})",
               R"({"a":"x"})") ==
        R"({"a":"x","flag":true,"no":false,"n":3,"d":19.90,"none":null,"t":"x"})");
}

TEST_CASE("const puts any value as it is") {
  CHECK(
      mapped(
          R"({"const":{"t":"a","n":1e400,"l":[1,{"k":"`x`"}],"o.p":{"q":"it's \\` {}"},"z":null}})",
          R"({"a":"x"})") ==
      R"({"a":"x","t":"a","n":1e400,"l":[1,{"k":"`x`"}],"o":{"p":{"q":"it's \\` {}"}},"z":null})");
  CHECK(mapped(R"({"const":{"a":"true"},"drop":["a"]})", R"({"a":1})") == R"({"a":"true"})");
}

TEST_CASE("a constant container is each record's own") {
  Harness<Map> h(R"({"const":{"q":{"k":{}}}})");
  REQUIRE(h.run({"{}", "{}"}).ok());
  sluice_value* q = &sluice_record_at(h.abi(), 0)->root.as.members[0].value;
  REQUIRE(sluice_members(h.abi(), q));
  q->as.members[0].value = sluice_string("x", 1);
  CHECK(h.result(0) == R"({"q":{"k":"x"}})");
  CHECK(h.result(1) == R"({"q":{"k":{}}})");
}

TEST_CASE("a target with ? is left out where its source gives null, else null is written") {
  const char* config = R"({"set":{"phone?":"customer.phone","fax":"customer.fax"}})";
  CHECK(mapped(config, R"({"customer":{"phone":"1","fax":"2"}})") ==
        R"({"customer":{"phone":"1","fax":"2"},"phone":"1","fax":"2"})");
  CHECK(mapped(config, "{}") == R"({"fax":null})");
  CHECK(mapped(config, R"({"customer":{"phone":null}})") ==
        R"({"customer":{"phone":null},"fax":null})");
  CHECK(mapped(R"({"set":{"a?":"b"}})", R"({"a":1})") == R"({"a":1})");
  CHECK(mapped(R"({"set":{"a.b?":"c","d?":"c"},"drop":["c"]})", R"({"c":false})") ==
        R"({"a":{"b":false},"d":false})");
  CHECK(mapped(R"({"set":{"a.b?":"c"}})", "{}") == "{}");
}

TEST_CASE("an optional target that was set in one record is not in the next") {
  Harness<Map> h(R"({"set":{"x?":"a"}})");
  REQUIRE(h.run({R"({"a":1})", "{}", R"({"a":2})"}).ok());
  CHECK(h.result(0) == R"({"a":1,"x":1})");
  CHECK(h.result(1) == "{}");
  CHECK(h.result(2) == R"({"a":2,"x":2})");
}

TEST_CASE("drop goes through arrays, and leaves the rest of each item") {
  CHECK(mapped(R"({"drop":["lines.price"]})",
               R"({"lines":[{"sku":"a","price":1},{"price":2},{"sku":"b"},7],"price":3})") ==
        R"({"lines":[{"sku":"a"},{},{"sku":"b"},7],"price":3})");
  CHECK(mapped(R"({"drop":["a[].b[*].c"]})", R"({"a":[{"b":[{"c":1,"d":2}]},{"b":{"c":3}}]})") ==
        R"({"a":[{"b":[{"d":2}]},{"b":{}}]})");
  CHECK(mapped(R"({"drop":["a.b"]})", R"({"a":[[{"b":1,"c":2}]]})") == R"({"a":[[{"c":2}]]})");
}

TEST_CASE("keep goes through arrays, and never takes out the array itself") {
  CHECK(mapped(R"({"keep":["id","lines.sku"]})",
               R"({"id":1,"lines":[{"sku":"a","price":1},{"price":2},{"sku":"b","x":0}],"z":1})") ==
        R"({"id":1,"lines":[{"sku":"a"},{},{"sku":"b"}]})");
  CHECK(mapped(R"({"keep":["lines[].sku"]})", R"({"lines":[]})") == R"({"lines":[]})");
  CHECK(mapped(R"({"keep":["a.b.c"]})", R"({"a":[{"b":[{"c":1,"d":2}],"e":3},5,{"b":7}]})") ==
        R"({"a":[{"b":[{"c":1}]},{}]})");
}

TEST_CASE("what goes from one item's shape goes from another's") {
  CHECK(mapped(R"({"drop":["l.a","l.b"]})",
               R"({"l":[{"a":1,"b":2,"c":3},{"b":2,"c":3,"a":1},{"c":3},{"a":1}]})") ==
        R"({"l":[{"c":3},{"c":3},{"c":3},{}]})");
}

TEST_CASE("a move through an array fails the record, saying what to write") {
  const std::string expected =
      "failed: cannot move 'lines.price': 'lines' is an array, and move works on one place; set "
      "the "
      "whole array, as in set: {lines: \"lines[].{...}\"} (record id=7)";
  CHECK(mapped(R"({"move":{"lines.price":"lines.net"}})", R"({"id":7,"lines":[{"price":1}]})") ==
        expected);
  CHECK(mapped(R"({"move":{"lines.price":"x"},"keep":["id"]})",
               R"({"id":7,"lines":[{"price":1}]})") == expected);
  CHECK(mapped(R"({"move":{"lines.price":"x"}})", R"({"lines":{"price":1}})") ==
        R"({"lines":{},"x":1})");
  CHECK(mapped(R"({"move":{"lines.price":"x"}})", R"({"lines":5})") == R"({"lines":5})");
}

TEST_CASE("a target or move that is written for items is refused at once") {
  auto refusal = [](const char* config) { return Harness<Map>::refusal(config); };
  CHECK(refusal(R"({"set":{"lines[].net":"a"}})")
            .find("/set/lines[].net: 'lines[].net' stands for a "
                  "member of each item") == 0);
  CHECK(refusal(R"({"move":{"lines[*].a":"b"}})").find("/move/lines[*].a: ") == 0);
  CHECK(refusal(R"({"move":{"b":"lines[*].a"}})").find("/move/b: ") == 0);
  CHECK(refusal(R"({"const":{"lines[].a":1}})").find("/const/lines[].a: ") == 0);
  CHECK(refusal(R"({"drop":["lines[]"]})").find("/drop/0: column 6:") == 0);
}

TEST_CASE("all bad settings of a step are told at once, each at its place") {
  const auto host = Harness<Map>::asked(
      R"({"set":{"a":"x +","b":"y","c":"false","d..":"z"},"move":{"e..":"f"},"drop":["g","h["],
          "keep":["i."]})");
  std::vector<std::string> places;
  for (const std::string& problem : host->problems)
    places.push_back(problem.substr(0, problem.find(": ")));
  CHECK(places == std::vector<std::string>{"/move/e..", "/set/a", "/set/c", "/set/d..", "/drop/1",
                                           "/keep/0"});
}

TEST_CASE("all overlapping targets are told at once") {
  const auto host = Harness<Map>::asked(R"({"set":{"a":"x","a.b":"y"},"const":{"a.c":1}})");
  REQUIRE(host->problems.size() == 2);
  CHECK(host->problems[0].find("/set/a.b: the targets 'a' and 'a.b' overlap") == 0);
  CHECK(host->problems[1].find("/const/a.c: the targets 'a' and 'a.c' overlap") == 0);
}

TEST_CASE("a failing expression names target, part, value, item and record") {
  CHECK(
      mapped(R"({"set":{"t":"`0`","net.sum":"lines[*].[price - cost]"}})",
             R"({"sku":"A1","lines":[{"price":2,"cost":1},{"price":"x","cost":1}]})") ==
      "failed: set net.sum: column 17, `price - cost`: '-' takes numbers; its left side, `price`, "
      "is the text \"x\", at item [1] (record sku=A1)");
}

TEST_CASE("remarks of all expressions of a map are told") {
  Harness<Map> h(R"({"set":{"a":"x == `1`","b":"l.p"}})");
  CHECK(h.change(R"({"id":3,"x":"1","l":[]})") == R"({"id":3,"x":"1","l":[],"a":false,"b":null})");
  REQUIRE(h.host().remarks.size() == 2);
  CHECK(h.host().remarks[0] == "1 comparison of text with a number (`x == `1``), record id=3");
  CHECK(h.host().remarks[1].find("1 path that meets an array (`l.p`)") == 0);
}

TEST_CASE("a template puts text with values in it, and keeps the kind of a value alone") {
  const char* record = R"({"name":"Cup","sku":"C1","price":4.50})";
  const char* config = R"j({"keep":[],"template":{"label":"{{name}} ({{sku}})","p":"{{price}}",
                          "x":"{{colour}}-{{sku}}"}})j";
  CHECK(mapped(config, record) == R"j({"label":"Cup (C1)","p":4.50,"x":"-C1"})j");
  CHECK(mapped(R"({"template":{"b":"\\{{name}}","c?":"{{none}}"}})", R"({"a":1})") ==
        R"({"a":1,"b":"{{name}}"})");
}

TEST_CASE("a template that is wrong is refused at its place") {
  CHECK(Harness<Map>::refusal(R"({"template":{"a":"x {{lenght(b)}}"}})")
            .find("column 5: there is no function lenght()") != std::string::npos);
}

TEST_CASE("a record that fails in a template says which target") {
  CHECK(mapped(R"({"template":{"a.b":"x{{n + `1`}}"}})", R"({"n":"y"})")
            .find("set a.b: column 6, `n + `1``: '+' takes numbers") != std::string::npos);
}
