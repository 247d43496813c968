#include "branch.hpp"

#include "unit/transformers/harness.hpp"

using sluice::Harness;
using sluice::core::Branch;
using Records = std::vector<std::string>;

TEST_CASE("each item becomes a record and the parent is filtered") {
  Harness<Branch> h(R"({"items":"lines"})");
  REQUIRE(h.run({R"({"id":1,"lines":[{"q":1},{"q":2}]})", R"({"id":2,"lines":[{"q":3}]})"}).ok());
  CHECK(h.result(0) == "filtered");
  CHECK(h.result(1) == "filtered");
  CHECK(h.live() == Records{R"({"q":1})", R"({"q":2})", R"({"q":3})"});
}

TEST_CASE("new records come from their parent") {
  Harness<Branch> h(R"({"items":"lines"})");
  REQUIRE(h.run({R"({"lines":[1,2]})", R"({"lines":[3]})"}).ok());
  REQUIRE(h.abi()->count == 5);
  CHECK(h.batch().origins_of(2)[0] == 0);
  CHECK(h.batch().origins_of(3)[0] == 0);
  CHECK(h.batch().origins_of(4)[0] == 1);
  CHECK(sluice::view(sluice_record_at(h.abi(), 4)->source) == R"({"lines":[3]})");
}

TEST_CASE("as gives the item a name") {
  Harness<Branch> h(R"({"items":"lines","as":"sale.line"})");
  REQUIRE(h.run({R"({"id":1,"lines":[7]})"}).ok());
  CHECK(h.live() == Records{R"({"sale":{"line":7}})"});
}

TEST_CASE("keep_parent carries the other members") {
  Harness<Branch> h(R"({"items":"lines","as":"line","keep_parent":true})");
  REQUIRE(h.run({R"({"id":1,"lines":[7,{"a":[1]}],"shop":{"x":[1, 2]}})"}).ok());
  CHECK(h.live() == Records{R"({"id":1,"shop":{"x":[1, 2]},"line":7})",
                            R"({"id":1,"shop":{"x":[1, 2]},"line":{"a":[1]}})"});
}

TEST_CASE("siblings share nothing") {
  Harness<Branch> h(R"({"items":"lines","as":"line","keep_parent":true})");
  REQUIRE(h.run({R"({"lines":[1,2],"shop":{"x":1}})"}).ok());
  sluice_value* first = &sluice_record_at(h.abi(), 1)->root;
  REQUIRE(sluice_members(h.abi(), &first->as.members[0].value));
  first->as.members[0].value.as.members[0].value = sluice_string("q", 1);
  CHECK(h.result(1) == R"({"shop":{"x":"q"},"line":1})");
  CHECK(h.result(2) == R"({"shop":{"x":1},"line":2})");
}

TEST_CASE("no items, no records") {
  Harness<Branch> h(R"({"items":"lines"})");
  REQUIRE(h.run({R"({"lines":[]})", R"({"lines":null})", "{}"}).ok());
  CHECK(h.live().empty());
  CHECK(h.result(2) == "filtered");
}

TEST_CASE("items that are no array fail the record") {
  Harness<Branch> h(R"({"items":"lines"})");
  CHECK(h.change(R"({"lines":{"a":1}})") ==
        "failed: core.branch takes an array; items is of type object");
}

TEST_CASE("a record that fails half-way takes its new records with it") {
  Harness<Branch> h(R"({"items":"lines","as":"a.b","keep_parent":true})");
  REQUIRE(h.run({R"({"a":"text","lines":[1,2]})", R"({"a":{},"lines":[3]})"}).ok());
  CHECK(h.result(0).find("failed: cannot set 'a.b'") == 0);
  CHECK(h.live() == Records{R"({"a":{"b":3}})"});
}

TEST_CASE("a spent memory budget fails the batch") {
  sluice::record::Limits limits;
  limits.batch_memory = 300 * 1024;
  std::string lines = R"({"lines":[1)";
  for (int i = 0; i < 20000; i++) lines += ",1";
  Harness<Branch> h(R"({"items":"lines"})", limits);
  CHECK(h.run({lines + "]}"}).code() == SLUICE_E_NO_MEMORY);
}

TEST_CASE("a kept parent needs a name for the item") {
  CHECK(Harness<Branch>::refusal(R"({"items":"lines","keep_parent":true})") ==
        "/keep_parent: the item needs a place in the parent; name it with as");
}

TEST_CASE("items that fail name setting, part, value and record") {
  Harness<Branch> h(R"({"items":"[a - b]"})");
  CHECK(
      h.change(R"({"id":5,"a":1,"b":"x"})") ==
      "failed: items: column 4, `a - b`: '-' takes numbers; its right side, `b`, is the text \"x\" "
      "(record id=5)");
}

TEST_CASE("what items can hardly mean is remarked") {
  Harness<Branch> h(R"({"items":"lines[?qty > `1`]"})");
  CHECK(h.change(R"({"id":5,"lines":[{"qty":"2"}]})") == "filtered");
  CHECK(h.host().remarks ==
        std::vector<std::string>{"1 comparison of text with a number (`qty > `1``), record id=5"});
}

TEST_CASE("a bad expression and a bad place are told at once") {
  const auto host = Harness<Branch>::asked(R"({"items":"a ||","as":"lines[].x"})");
  REQUIRE(host->problems.size() == 2);
  CHECK(host->problems[0].find("/items: column 5:") == 0);
  CHECK(host->problems[1].find("/as: 'lines[].x' stands for a member of each item") == 0);
}
