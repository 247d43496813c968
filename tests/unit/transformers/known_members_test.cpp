// What the steps of core say of records whose members are known.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "distinct.hpp"
#include "filter.hpp"
#include "map.hpp"
#include "unit/transformers/harness.hpp"

using namespace sluice;
using namespace sluice::core;

namespace {

constexpr const char* kKnownRecord =
    R"({"type":"object","additionalProperties":false,"properties":{"city":{"type":"string"},)"
    R"("id":{"type":"number"}}})";

template <class Step>
class KnownRig : public Harness<Step> {
 public:
  explicit KnownRig(const char* config) : Harness<Step>(config) {}
  std::string behind(const char* record = kKnownRecord) {
    return *this->component().knows_members()->members(record);
  }
  const std::vector<std::string>& warnings() { return this->host().warnings; }
};

std::string known_object(const std::string& properties) {
  return R"({"type":"object","additionalProperties":false,"properties":{)" + properties + "}}";
}

}  // namespace

TEST_CASE("a filter warns of what cannot be, and leaves what is known as it was") {
  KnownRig<Filter> step(R"({"where":"town == 'Rome' && id == '7'"})");
  CHECK(step.behind() == kKnownRecord);
  CHECK(step.warnings().size() == 2);
  CHECK(step.warnings()[0].find("/where: column 1: `town` is always null") == 0);
  CHECK(KnownRig<Filter>(R"({"where":"town"})").behind("").empty());
}

TEST_CASE("keys of core.distinct are warned about where they stand") {
  KnownRig<Distinct> step(R"({"by":["id","town"]})");
  CHECK(step.behind() == kKnownRecord);
  REQUIRE(step.warnings().size() == 1);
  CHECK(step.warnings()[0].find("/by/1: ") == 0);
}

TEST_CASE("behind core.map its targets are known, and what it took out is not there") {
  KnownRig<Map> step(
      R"({"set":{"n":"id + `1`","l":"[city]"},"template":{"t":"{{city}}!"},"const":{"c":"x"},)"
      R"("move":{"city":"place.name"},"drop":["id"]})");
  CHECK(step.behind() ==
        known_object(
            R"("c":{"type":"string","enum":["x"]},"l":{"type":"array"},"n":{"type":"number"},)"
            R"("place":)" +
            known_object(R"("name":{"type":"string"})") + R"(,"t":{"type":"string"})"));
  CHECK(step.warnings().empty());
}

TEST_CASE("paths of core.map that cannot exist are warned about: move, keep, drop and set") {
  KnownRig<Map> step(R"({"move":{"town":"t"},"drop":["idd"],"set":{"x":"cty"}})");
  step.behind();
  REQUIRE(step.warnings().size() == 3);
  CHECK(step.warnings()[0].find("/move/town: 'town' cannot exist: ") == 0);
  KnownRig<Map> keeping(R"({"keep":["id","idd"]})");
  CHECK(keeping.behind() == known_object(R"("id":{"type":"number"})"));
  CHECK(keeping.warnings().size() == 1);
}

TEST_CASE("what core.map keeps is known to be all, whatever came in") {
  KnownRig<Map> step(R"({"keep":["a"],"set":{"b":"x.y"}})");
  CHECK(step.behind("") == known_object(R"("a":{},"b":{})"));
  CHECK(step.warnings().empty());
}

TEST_CASE("a target that may stay as it was is not known, nor is anything behind stars") {
  KnownRig<Map> optional(R"({"set":{"id?":"city"}})");
  CHECK(optional.behind() == known_object(R"("city":{"type":"string"},"id":{})"));
  KnownRig<Map> moved(R"({"move":{"city":"id"}})");
  CHECK(moved.behind() == known_object(R"("id":{})"));
  KnownRig<Map> stars(R"({"drop":["i*"]})");
  CHECK(stars.behind().empty());
}
