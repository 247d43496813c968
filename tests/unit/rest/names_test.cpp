#include "sluice/rest/names.hpp"

#include <doctest/doctest.h>

using namespace sluice::rest;

TEST_CASE("names of a query have types, brackets and whether they must be given") {
  bool sound = false;
  auto names =
      read_names("after:int,total:number,deleted:bool,ids:list,includes[],type!,-sku", &sound);
  REQUIRE(sound);
  REQUIRE(names.size() == 7);
  CHECK(names[0].name == "after");
  CHECK(names[0].type == NameType::kWhole);
  CHECK(names[1].type == NameType::kNumber);
  CHECK(names[2].type == NameType::kBool);
  CHECK(names[3].type == NameType::kList);
  CHECK(names[4].name == "includes[]");
  CHECK(names[4].type == NameType::kList);
  CHECK(names[5].required);
  CHECK(names[6].name == "-sku");
}

TEST_CASE("a body has objects, lists with bounds, and may be a list itself") {
  bool sound = false;
  auto body = read_body("a!,b{c:int,d{}},e![1..100]{f!},g[]", &sound);
  REQUIRE(sound);
  CHECK(body.type == NameType::kObject);
  REQUIRE(body.members.size() == 4);
  CHECK(body.members[1].members[1].type == NameType::kObject);
  CHECK(body.members[2].required);
  CHECK(body.members[2].most == 100);
  CHECK(body.members[2].members[0].required);
  CHECK(body.members[3].type == NameType::kList);
  auto list = read_body("[1..9]{a}", &sound);
  REQUIRE(sound);
  CHECK(list.type == NameType::kList);
  CHECK(list.members.size() == 1);
  CHECK(read_body("", &sound).members.empty());
  CHECK(sound);
}

TEST_CASE("text that breaks the notation is told") {
  for (std::string_view text : {",", "a,", "a:whole", "a!!", "a]", "a{b", "a[1]", "a}b"}) {
    CAPTURE(text);
    bool sound = true;
    read_body(text, &sound);
    CHECK_FALSE(sound);
  }
}

TEST_CASE("values fit their types") {
  CHECK(fits("-12", NameType::kWhole));
  CHECK_FALSE(fits("1.0", NameType::kWhole));
  CHECK_FALSE(fits("", NameType::kWhole));
  CHECK(fits("-1.50", NameType::kNumber));
  CHECK_FALSE(fits("1.", NameType::kNumber));
  CHECK(fits("true", NameType::kBool));
  CHECK_FALSE(fits("yes", NameType::kBool));
  CHECK(fits("anything", NameType::kText));
}
