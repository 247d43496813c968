#include "sluice/rest/catalogue.hpp"

#include <doctest/doctest.h>

#include "sluice/rest/closest.hpp"
#include "sluice/rest/row.hpp"
#include "unit/rest/host_rig.hpp"

using namespace sluice::rest;
using sluice::test::has;

namespace {

constexpr Operation kRows[] = {
    get("customers", "list", "/customers").query("after:int").gives("data[]"),
    post("customers", "create", "/customers").json("name!"),
    get("products", "list", "/products").query("after:int").gives("data[]"),
};
constexpr Catalogue kCatalogue("shop", kRows);

}  // namespace

TEST_CASE("an operation is found by entity and action") {
  auto found = kCatalogue.find("customers", "create");
  REQUIRE(found.ok());
  CHECK((*found)->method == "POST");
}

TEST_CASE("an unknown entity is refused at its pointer with the one that was meant") {
  auto status = kCatalogue.find("cusotmers", "list").status();
  CHECK(status.code() == SLUICE_E_INVALID);
  CHECK(status.message().substr(0, 9) == "/entity: ");
  CHECK(has(status.message(), "did you mean \"customers\"?"));
}

TEST_CASE("an entity far from every known one gets the list of those with that action") {
  auto message = kCatalogue.find("zzzzzzzzzz", "list").status().message();
  CHECK(has(message, "known: customers, products"));
}

TEST_CASE("an unknown action is refused at its pointer with the entity's actions") {
  auto message = kCatalogue.find("customers", "crate").status().message();
  CHECK(message.substr(0, 9) == "/action: ");
  CHECK(has(message, "did you mean \"create\"?"));
}

TEST_CASE("hints survive names of any length") {
  CHECK(has(hint_for(std::string(100'000, 'x'), {"a", "b"}), "known: a, b"));
  CHECK(has(hint_for("", {"name"}), "known: name"));
  CHECK(hint_for("x", {}) == " (there are none)");
}

TEST_CASE("lists of names are split at commas") {
  CHECK(split_names("").empty());
  CHECK(split_names("a") == std::vector<std::string_view>{"a"});
  CHECK(split_names("a,b[],c") == std::vector<std::string_view>{"a", "b[]", "c"});
}
