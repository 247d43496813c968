#include "lookup.hpp"

#include <doctest/doctest.h>

#include "map.hpp"
#include "unit/transformers/table_rig.hpp"

using namespace sluice;
using sluice::core::Lookup;
using sluice::test::FakeTable;
using sluice::test::TableRig;

namespace {

struct LookupRig : TableRig {
  FakeTable& colours = tables.add("colours");

  explicit LookupRig(std::string_view config) {
    colours.rows = {{"red", "\"Rood\""}, {"2", "{\"nl\":\"twee\",\"n\":2,\"none\":null}"},
                    {"é", "[1,2]"},      {"", "\"empty\""},
                    {"true", "1"},       {"none", "null"},
                    {"[\"DE\",2]", "7"}};
    REQUIRE(make<Lookup>(config) == "");
  }
};

std::string refusal(std::string_view config) {
  TableRig rig;
  rig.tables.add("colours");
  return rig.make<Lookup>(config);
}

}  // namespace

TEST_CASE("lookup: the row's value is put at a path, whatever it is") {
  LookupRig rig(R"({"table":"colours","key":"c","as":"out.name"})");
  CHECK(rig.change(R"({"c":"red"})") == R"({"c":"red","out":{"name":"Rood"}})");
  CHECK(rig.change(R"({"c":"é"})") == R"({"c":"é","out":{"name":[1,2]}})");
  CHECK(rig.change(R"({"c":"\u00e9"})") == R"({"c":"\u00e9","out":{"name":[1,2]}})");
  CHECK(rig.change(R"({"c":"none"})") == R"({"c":"none","out":{"name":null}})");
  CHECK(rig.change(R"({"c":""})") == R"({"c":"","out":{"name":"empty"}})");
}

TEST_CASE("lookup: numbers are keys by their value, and find the text of themselves") {
  LookupRig rig(R"({"table":"colours","key":"c","set":{"x":"nl"}})");
  for (const char* two : {"2", "2.0", "20e-1", "\"2\""})
    CHECK(rig.change("{\"c\":" + std::string(two) + "}").find("\"x\":\"twee\"") !=
          std::string::npos);
  CHECK(rig.change(R"({"c":"2.0"})").find("has no row \"2.0\"") != std::string::npos);
}

TEST_CASE("lookup: a list of scalars is one key") {
  LookupRig rig(R"({"table":"colours","key":"[country, size]","as":"x"})");
  CHECK(rig.change(R"({"country":"DE","size":2.0})") == R"({"country":"DE","size":2.0,"x":7})");
  CHECK(rig.change(R"({"country":"DE","size":"2"})").find("has no row") != std::string::npos);
}

TEST_CASE(
    "lookup: expressions on the row set members, one that gives null leaves an optional one") {
  LookupRig rig(R"({"table":"colours","key":"c","set":{"a.b":"n + `1`","z?":"none","k":true}})");
  CHECK(rig.change(R"({"c":2,"z":"stays"})") == R"({"c":2,"z":"stays","a":{"b":3},"k":true})");
}

TEST_CASE("lookup: a row that is not there parks the record, if nothing else is said") {
  LookupRig rig(R"({"table":"colours","key":"c","as":"x"})");
  CHECK(rig.change(R"({"id":7,"c":"blue"})") ==
        "failed: core.lookup: table colours has no row \"blue\" (record id=7)");
  CHECK(rig.change(R"({"id":7})") == "failed: core.lookup: key gives null (record id=7)");
  CHECK(rig.change(R"({"id":7,"c":{}})").find("key gives an object") != std::string::npos);
  CHECK(rig.change(R"({"id":7,"c":[[1]]})").find("a key is text, a number") != std::string::npos);
  CHECK(rig.change("[1]").find("it takes records that are objects") != std::string::npos);
}

TEST_CASE("lookup: null or a default can stand for a row that is not there") {
  LookupRig null(R"({"table":"colours","key":"c","as":"x","missing":null})");
  CHECK(null.change(R"({"c":"blue"})") == R"({"c":"blue","x":null})");
  CHECK(null.change(R"({"c":null})") == R"({"c":null,"x":null})");
  LookupRig word(R"({"table":"colours","key":"c","set":{"x":"nl"},"missing":"null"})");
  CHECK(word.change(R"({"c":"blue"})") == R"({"c":"blue","x":null})");
  LookupRig other(R"({"table":"colours","key":"c","set":{"x":"nl"},"default":{"nl":"?"}})");
  CHECK(other.change(R"({"c":"blue"})") == R"({"c":"blue","x":"?"})");
}

TEST_CASE("lookup: all keys of a batch are one read, and a bad key fails its record only") {
  LookupRig rig(R"({"table":"colours","key":"c","as":"x"})");
  REQUIRE(rig.run({R"({"c":"red"})", R"({"c":2})", R"({"c":"red"})"}).ok());
  CHECK(rig.colours.reads == 1);
  CHECK(rig.result(2) == R"({"c":"red","x":"Rood"})");
  REQUIRE(rig.run({R"({"c":"red"})", R"({"c":[{}]})", R"({"c":"é"})"}).ok());
  CHECK(rig.result(0) == R"({"c":"red","x":"Rood"})");
  CHECK(rig.result(1).find("failed: ") == 0);
  CHECK(rig.result(2) == R"({"c":"é","x":[1,2]})");
}

TEST_CASE("lookup: a value of many bytes arrives whole") {
  LookupRig rig(R"({"table":"colours","key":"c","as":"x"})");
  const std::string large = "\"" + std::string(3'000'000, 'x') + "\"";
  rig.colours.rows["big"] = large;
  CHECK(rig.change(R"({"c":"big"})") == R"({"c":"big","x":)" + large + "}");
  CHECK(rig.change("{\"c\":\"" + std::string(70'000, 'k') + "\"}").find("a key of 70000 bytes") !=
        std::string::npos);
}

TEST_CASE("lookup: a table that cannot be read fails the batch, not its records") {
  LookupRig rig(R"({"table":"colours","key":"c","as":"x"})");
  rig.colours.failure = {SLUICE_E_UNAVAILABLE, "the store is busy"};
  const Status status = rig.run({R"({"c":"red"})"});
  CHECK(status.code() == SLUICE_E_UNAVAILABLE);
  CHECK(rig.result(0) == R"({"c":"red"})");
}

TEST_CASE("lookup: rows that this run put are seen, removed and expired ones are not") {
  TableRig rig;
  FakeTable& ids = rig.tables.add("ids", true);
  ids.rows = {{"a", "1"}, {"b", "2"}};
  REQUIRE(rig.make<Lookup>(R"({"table":"ids","key":"c","as":"x","missing":null})") == "");
  rig.put.rows[{"ids", "a"}] = {"10", 0};
  rig.put.rows[{"ids", "b"}] = {std::nullopt, 0};
  rig.put.rows[{"ids", "d"}] = {"4", rig.now_us};
  REQUIRE(rig.run({R"({"c":"a"})", R"({"c":"b"})", R"({"c":"d"})"}).ok());
  CHECK(rig.result(0) == R"({"c":"a","x":10})");
  CHECK(rig.result(1) == R"({"c":"b","x":null})");
  CHECK(rig.result(2) == R"({"c":"d","x":null})");
  ids.rows["e"] = "5";
  ids.expires_us = rig.now_us + 1;
  CHECK(rig.change(R"({"c":"e"})") == R"({"c":"e","x":5})");
  rig.now_us++;
  CHECK(rig.change(R"({"c":"e"})") == R"({"c":"e","x":null})");
}

TEST_CASE("lookup: what is wrong in its settings is told at its place") {
  CHECK(refusal(R"({"table":"colors","key":"c","as":"x"})") ==
        "/table: there is no table \"colors\"\n");
  CHECK(refusal(R"({"table":"colours","key":"c"})").find("nothing is done with what is found") !=
        std::string::npos);
  CHECK(refusal(R"({"table":"colours","key":"c(","as":"x"})").find("/key: ") == 0);
  CHECK(
      refusal(R"({"table":"colours","key":"c","as":"x","missing":"default"})").find("/missing: ") ==
      0);
  CHECK(refusal(R"({"table":"colours","key":"c","as":"x","missing":"fail","default":1})")
            .find("/default: ") == 0);
  CHECK(refusal(R"({"table":"colours","key":"c","as":"x","set":{"x.y":"a"}})").find("overlap") !=
        std::string::npos);
}

TEST_CASE("lookup(): an expression looks a literal table up, with null or a default for no row") {
  TableRig rig;
  FakeTable& colours = rig.tables.add("colours");
  colours.rows = {{"red", "\"Rood\""}, {"2", "{\"n\":5}"}};
  REQUIRE(rig.make<core::Map>(R"x({"set":{"a":"lookup('colours', c)",
    "b":"lookup('colours', c, 'other')","d":"lookup('colours', `2`).n + `1`"
}
})x") == "");
  CHECK(rig.change(R"({"c":"red"})") == R"({"c":"red","a":"Rood","b":"Rood","d":6})");
  CHECK(rig.change(R"({"c":"x"})") == R"({"c":"x","a":null,"b":"other","d":6})");
  CHECK(rig.change(R"({})") == R"({"a":null,"b":"other","d":6})");
  CHECK(rig.change(R"({"c":{}})").find("failed: set a: ") == 0);
}

TEST_CASE("lookup(): a table that does not exist, or is no literal, is an error when compiled") {
  TableRig rig;
  rig.tables.add("colours");
  CHECK(rig.make<core::Map>(R"x({"set":{"a":"lookup('colors', c)"
}
})x")
            .find("there is no table \"colors\"") != std::string::npos);
  CHECK(rig.make<core::Map>(R"x({"set":{"a":"lookup(name, c)"
  }
  })x")
            .find("named by a text in single quotes") != std::string::npos);
  CHECK(rig.make<core::Map>(R"x({"set":{"a":"lookup('colours')"
  }
  })x")
            .find("lookup()") != std::string::npos);
}
