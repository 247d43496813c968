#include <doctest/doctest.h>

#include "loader/manifest.hpp"
#include "loader/manifest_check.hpp"

namespace sluice::loader {
namespace {

PluginInfo plugin_with(const std::string& schema) {
  auto plugin = parse_manifest(R"({"manifest":1,"id":"p","version":"1","components":[
      {"id":"p.one","kind":"transformer","config":)" +
                               schema + "}]}");
  REQUIRE_MESSAGE(plugin.ok(), plugin.status().message());
  return *std::move(plugin);
}

std::vector<std::string> found_in(const std::string& schema) {
  return check_manifest(plugin_with(schema));
}

TEST_CASE("a manifest without contradictions has nothing to mend") {
  CHECK(found_in(R"({"type":"object","required":["a"],"properties":{
      "a":{"type":"string"},"b":{"type":"integer","minimum":1,"default":20}}})")
            .empty());
}

TEST_CASE("a default that its own schema refuses is named with its place") {
  const auto found = found_in(R"({"type":"object","properties":{
      "b":{"type":"integer","minimum":1,"default":0}}})");
  REQUIRE(found.size() == 1);
  CHECK(found[0].find("p.one: config/properties/b/default: its own schema refuses it: ") == 0);
}

TEST_CASE("a default is checked through references and within lists, too") {
  const auto found =
      found_in(R"({"type":"object","definitions":{"n":{"type":"integer"}},"properties":{
      "a":{"$ref":"#/definitions/n"},
      "b":{"type":"array","items":{"type":"object","properties":{"c":{"type":"boolean","default":"no"}}}}}})");
  REQUIRE(found.size() == 1);
  CHECK(found[0].find("p.one: config/properties/b/items/properties/c/default: ") == 0);
}

TEST_CASE("a required setting that does not exist is named") {
  const auto found = found_in(R"({"type":"object","required":["feild"],"properties":{
      "field":{"type":"string"}}})");
  REQUIRE(found.size() == 1);
  CHECK(found[0] == "p.one: config/required: there is no property \"feild\"");
}

TEST_CASE("ids that only the manifest or only the code has are named") {
  const PluginInfo plugin = plugin_with(R"({"type":"object"})");
  CHECK(check_component_ids(plugin, {"p.one"}).empty());
  CHECK(check_component_ids(plugin, {""}).empty());  // a plugin with one component needs no id
  CHECK(check_component_ids(plugin, {}).empty());    // the code does not say
  const auto found = check_component_ids(plugin, {"p.two"});
  REQUIRE(found.size() == 2);
  CHECK(found[0] == "component \"p.one\" is in the manifest only: no class has it as kId");
  CHECK(found[1] == "component \"p.two\" is in the code only: the manifest does not list it");
}

}  // namespace
}  // namespace sluice::loader
