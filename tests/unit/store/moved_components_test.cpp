// Which component of today is which one of the stored ones.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "store/moved_components.hpp"

using namespace sluice::store;

namespace {

using Components = std::vector<Component>;
using Renames = std::vector<Renamed>;

// "map A" at a place of a list: its use and its settings.
Component step(size_t place, const std::string& text, const std::string& publisher = {}) {
  const std::string use = text.substr(0, text.find(' '));
  const std::string before = publisher.empty() ? std::string() : publisher + ".";
  return {before + std::to_string(place) + " " + use, publisher, "transformers", use, text, {}};
}

Components steps(const std::vector<std::string>& texts, const std::string& publisher = {}) {
  Components out;
  for (size_t i = 0; i < texts.size(); i++) out.push_back(step(i, texts[i], publisher));
  return out;
}

Component publisher(const std::string& name, const std::string& target,
                    const std::string& settings = {}) {
  return {name, {}, "publishers", "http", target + settings, target};
}

Renames renamed(const Components& stored, const Components& now) {
  return changes_between(stored, now, "!").renamed;
}

}  // namespace

TEST_CASE("what was stored for the first time, or did not change, is not renamed") {
  CHECK(renamed({}, steps({"map A"})).empty());
  const ComponentChanges same = changes_between(steps({"map A"}), steps({"map A"}), "!");
  CHECK(same.renamed.empty());
  CHECK(same.components == steps({"map A"}));
}

TEST_CASE("a step in front moves the others") {
  CHECK(renamed(steps({"map A", "changed B"}), steps({"map N", "map A", "changed B"})) ==
        Renames{{"0 map", "1 map"}, {"1 changed", "2 changed"}});
}

TEST_CASE("steps that changed places are found by their settings") {
  CHECK(renamed(steps({"map A", "map B"}), steps({"map B", "map A"})) ==
        Renames{{"1 map", "0 map"}, {"0 map", "1 map"}});
}

TEST_CASE("a step that is edited in its place stays the same, also beside new ones") {
  CHECK(renamed(steps({"map A", "log L"}), steps({"map A2", "log L", "map N"})).empty());
}

TEST_CASE("a step that is edited and moved by one in front is the only one left of its kind") {
  CHECK(renamed(steps({"changed A"}), steps({"filter F", "changed A2"})) ==
        Renames{{"0 changed", "1 changed"}});
}

TEST_CASE("a new step behind others is not one that was taken out before them") {
  const ComponentChanges changes =
      changes_between(steps({"map A", "map B"}), steps({"map B", "map C"}), "!");
  CHECK(changes.renamed == Renames{{"1 map", "0 map"}, {"0 map", "0 map!"}});
  REQUIRE(changes.components.size() == 3);
  CHECK(changes.components[2].name == "0 map!");
  CHECK(changes.components[2].gone);
}

TEST_CASE("a step that is gone keeps its name until another one has it, and comes back as it was") {
  const Components stored = steps({"map A", "map B"});
  const ComponentChanges gone = changes_between(stored, steps({"map A"}), "!");
  CHECK(gone.renamed.empty());
  CHECK(changes_between(gone.components, steps({"map A", "map C"}), "!").renamed ==
        Renames{{"1 map", "1 map!"}});
  CHECK(changes_between(gone.components, steps({"map B", "map A"}), "!").renamed ==
        Renames{{"1 map", "0 map"}, {"0 map", "1 map"}});
}

TEST_CASE("a publisher is found by its settings, else by its target, else by its name") {
  const Components stored = {publisher("publishers[0]", "a"), publisher("publishers[1]", "b")};
  CHECK(renamed(stored, {publisher("publishers[0]", "b"), publisher("publishers[1]", "a")}) ==
        Renames{{"publishers[1]", "publishers[0]"}, {"publishers[0]", "publishers[1]"}});
  CHECK(renamed(stored, {publisher("books", "b", "x"), publisher("publishers[0]", "a", "y")}) ==
        Renames{{"publishers[1]", "books"}});
  CHECK(
      renamed(stored, {publisher("publishers[0]", "z"), publisher("publishers[1]", "b")}).empty());
}

TEST_CASE("a publisher to another system under another name is another one") {
  const ComponentChanges changes = changes_between(
      {publisher("shop", "a"), publisher("books", "b")}, {publisher("web", "c")}, "!");
  CHECK(changes.renamed.empty());
  REQUIRE(changes.components.size() == 3);
  CHECK(changes.components[1].gone);
  CHECK(changes.components[2].gone);
}

TEST_CASE("steps of a publisher go along with it, and are gone with it") {
  Components stored = {publisher("shop", "a")};
  for (const Component& one : steps({"map A"}, "shop")) stored.push_back(one);
  Components now = {publisher("store", "a")};
  for (const Component& one : steps({"log L", "map A"}, "store")) now.push_back(one);
  CHECK(renamed(stored, now) == Renames{{"shop", "store"}, {"shop.0 map", "store.1 map"}});
  const ComponentChanges other = changes_between(stored, {publisher("web", "c")}, "!");
  REQUIRE(other.components.size() == 3);
  CHECK(other.components[2].name == "shop.0 map");
  CHECK(other.components[2].gone);
}
