#include "sluice/expression/path.hpp"

#include <doctest/doctest.h>

#include "sluice/expression/copy.hpp"
#include "unit/expression/fixture.hpp"

using sluice::expression::Fixture;
using sluice::expression::Path;

namespace {

std::string error_of(Fixture& f, std::string_view text) {
  auto path = Path::compile(text, f.workbench());
  return path.ok() ? "(compiles)" : path.status().message();
}

}  // namespace

TEST_CASE("a path has dotted parts, quoted where they hold other characters") {
  Fixture f;
  auto path = Path::compile("a.\"b.c\".d-e.9", f.workbench());
  REQUIRE(path.ok());
  REQUIRE(path->steps().size() == 4);
  CHECK(std::string_view(path->steps()[1].text, path->steps()[1].size) == "b.c");
  CHECK(std::string_view(path->steps()[3].text, path->steps()[3].size) == "9");
}

TEST_CASE("a broken path names the column") {
  Fixture f;
  CHECK(error_of(f, "").find("column 1: expected a name") == 0);
  CHECK(error_of(f, "a.").find("column 3: expected a name") == 0);
  CHECK(error_of(f, "a..b").find("column 3: expected a name") == 0);
  CHECK(error_of(f, "a b").find("column 2: expected '.' or the end") == 0);
  CHECK(error_of(f, "a[0]").find("column 2: expected '.' or the end") == 0);
  CHECK(error_of(f, "a.\"b").find("column 3: expected a name") == 0);
  CHECK(error_of(f, "a.\"\\x\"").find("column 3: ") == 0);
}

TEST_CASE("a path finds its member and remembers where it stood") {
  Fixture f;
  auto path = Path::compile("a.b", f.workbench());
  REQUIRE(path.ok());
  sluice_value* found = path->find(f.batch(), f.value(R"({"x":0,"a":{"y":0,"b":7}})"));
  REQUIRE(found);
  CHECK(f.json(found) == "7");
  CHECK(path->steps()[1].hint == 1);
  CHECK(path->find(f.batch(), f.value(R"({"a":3})")) == nullptr);
  CHECK(f.batch()->fault == SLUICE_OK);
}

TEST_CASE("a path contains those that begin with it") {
  Fixture f;
  auto compile = [&](const char* text) { return *Path::compile(text, f.workbench()); };
  CHECK(compile("a").contains(compile("a.b")));
  CHECK(compile("a.b").contains(compile("a.\"b\"")));
  CHECK_FALSE(compile("a.b").contains(compile("a")));
  CHECK_FALSE(compile("a").contains(compile("ab")));
}

TEST_CASE("a copied container has members of its own") {
  Fixture f;
  sluice_value* root = f.value(R"({"a":{"b":1}})");
  sluice_member* a = sluice_members(f.batch(), root);
  REQUIRE(sluice_members(f.batch(), &a->value));
  sluice_value copy{};
  REQUIRE(sluice::expression::copy_value(f.batch(), *root, &copy) == SLUICE_OK);
  a->value.as.members[0].value = sluice_string("x", 1);
  CHECK(f.json(&copy) == R"({"a":{"b":1}})");
}
