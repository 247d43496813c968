#include "loader/manifest.hpp"
#include "support/text.hpp"

#include <doctest/doctest.h>

#include <string>

using sluice::loader::Kind;
using sluice::loader::parse_manifest;
using sluice::test::has;

namespace {

std::string manifest_refusal(std::string_view json) {
  const auto parsed = parse_manifest(json);
  REQUIRE_FALSE(parsed.ok());
  CHECK(parsed.status().code() == SLUICE_E_INVALID);
  return parsed.status().message();
}

// A plugin "file" whose one component is this.
std::string with_component(std::string_view component) {
  return R"({"manifest":1,"id":"file","version":"1","components":[)" + std::string(component) +
         "]}";
}

// A plugin "file" with these members instead of good ones.
std::string with(std::string_view members) {
  return "{" + std::string(members) +
         R"(,"manifest":1,"id":"file","version":"1","components":[{"id":"file.a","kind":"client"}]})";
}

}  // namespace

TEST_CASE("a whole manifest is read") {
  const auto parsed = parse_manifest(R"({"manifest":1,"id":"file","version":"0.1.0","title":"T",
    "description":"D","license":"L","components":[{"id":"file.publisher","kind":"publisher",
    "title":"CT","description":"CD","requires":["sluice.http/1"],
    "config":{ "type": "object", "properties": {"path": {"type": "string"}} }}]})");
  REQUIRE(parsed.ok());
  CHECK(parsed->id == "file");
  CHECK(parsed->version == "0.1.0");
  CHECK(parsed->title == "T");
  CHECK(parsed->description == "D");
  CHECK(parsed->license == "L");
  REQUIRE(parsed->components.size() == 1);
  const auto& component = parsed->components[0];
  CHECK(component.id == "file.publisher");
  CHECK(component.kind == Kind::kPublisher);
  CHECK(component.title == "CT");
  CHECK(component.description == "CD");
  CHECK(component.needs == std::vector<std::string>{SLUICE_EXT_HTTP});
  CHECK(component.schema == R"({"type":"object","properties":{"path":{"type":"string"}}})");
}

TEST_CASE("settings that name files are told") {
  const auto parsed = parse_manifest(with_component(
      R"({"id":"file.a","kind":"publisher","x-inputs":["from"],"x-outputs":["path","log"]})"));
  REQUIRE(parsed.ok());
  CHECK(parsed->components[0].inputs == std::vector<std::string>{"from"});
  CHECK(parsed->components[0].outputs == std::vector<std::string>{"path", "log"});
  CHECK_FALSE(
      parse_manifest(with_component(R"({"id":"file.a","kind":"publisher","x-inputs":"from"})"))
          .ok());
}

TEST_CASE("a transformer says that it gives records their order, and nothing else does") {
  const auto order =
      parse_manifest(with_component(R"({"id":"file.a","kind":"transformer","x-sets-order":true})"));
  REQUIRE(order.ok());
  CHECK(order->components[0].sets_order);
  const auto other = parse_manifest(with_component(R"({"id":"file.a","kind":"transformer"})"));
  REQUIRE(other.ok());
  CHECK_FALSE(other->components[0].sets_order);
  CHECK(has(
      manifest_refusal(with_component(R"({"id":"file.a","kind":"publisher","x-sets-order":true})")),
      "only a transformer"));
  CHECK(has(manifest_refusal(
                with_component(R"({"id":"file.a","kind":"transformer","x-sets-order":"yes"})")),
            "must be true or false"));
}

TEST_CASE("a component without a schema takes no settings") {
  const auto parsed = parse_manifest(with_component(R"({"id":"file.a","kind":"client"})"));
  REQUIRE(parsed.ok());
  CHECK(parsed->components[0].schema == R"({"type":"object","additionalProperties":false})");
}

TEST_CASE("text that is not one JSON object is refused") {
  CHECK(has(manifest_refusal(""), "not JSON at line 1, column 1: "));
  CHECK(has(manifest_refusal("{"), "not JSON"));
  CHECK(has(manifest_refusal("{} {}"), "not JSON at line 1, column 4: "));
  CHECK(has(manifest_refusal("[]"), "must be an object"));
  CHECK(has(manifest_refusal("{\"a\":\"\xff\"}"), "not JSON"));
}

TEST_CASE("a mistake in a manifest's JSON is told with its line and column") {
  CHECK(manifest_refusal("{\"manifest\": 1,\n \"id\": \"file\"\n \"version\": 1}") ==
        "manifest: not JSON at line 3, column 2: Missing a comma or '}' after an object member.");
}

TEST_CASE("a manifest may be large and deep only so far") {
  CHECK(
      has(manifest_refusal(std::string(sluice::loader::kMaxManifest + 1, ' ')), "limit is 262144"));
  CHECK(has(manifest_refusal(std::string(200000, '[')), "not JSON"));
  const std::string deep = std::string(70, '[') + std::string(70, ']');
  CHECK(has(manifest_refusal(with("\"x\":" + deep)), "deeper than 64"));
}

TEST_CASE("a missing, empty or mistyped identity is refused by name") {
  CHECK(has(manifest_refusal("{}"), "\"manifest\": 1 is missing"));
  CHECK(has(manifest_refusal(R"({"manifest":2})"), "another version"));
  CHECK(has(manifest_refusal(R"({"manifest":1})"), "id is missing"));
  CHECK(has(manifest_refusal(R"({"manifest":1,"id":7})"), "id must be text"));
  CHECK(has(manifest_refusal(R"({"manifest":1,"id":"file"})"), "version is missing"));
  CHECK(has(manifest_refusal(R"({"manifest":1,"id":"file","version":""})"), "version is empty"));
  CHECK(has(manifest_refusal(R"({"manifest":1,"id":"file","version":"1"})"), "components must be"));
  CHECK(has(manifest_refusal(R"({"manifest":1,"id":"file","version":"1","components":[]})"),
            "one or more"));
  CHECK(has(manifest_refusal(with_component("7")), "list of objects"));
}

TEST_CASE("an id is a lower-case word and nothing that could be a path or a pattern") {
  for (const char* id : {"File", "9lives", "a.b", "a/b", "..", "a b", "a\\u0000", "\\u00e9"})
    CHECK(has(manifest_refusal(R"({"manifest":1,"id":")" + std::string(id) + R"("})"), "id \""));
  CHECK(has(manifest_refusal(R"({"manifest":1,"id":")" + std::string(65, 'a') + R"("})"),
            "64 at most"));
}

TEST_CASE("a component's id starts with its plugin's") {
  for (const char* id : {"other.a", "file", "filea.b", "fil.e"})
    CHECK(has(
        manifest_refusal(with_component(R"({"kind":"client","id":")" + std::string(id) + "\"}")),
        "does not start with \"file.\""));
  for (const char* id : {"file.", "file.a.b", "file.A"})
    CHECK(has(
        manifest_refusal(with_component(R"({"kind":"client","id":")" + std::string(id) + "\"}")),
        "must continue with"));
}

TEST_CASE("a component that is there twice is refused") {
  CHECK(has(manifest_refusal(with_component(
                R"({"id":"file.a","kind":"client"},{"id":"file.a","kind":"publisher"})")),
            "\"file.a\" is there twice"));
}

TEST_CASE("a kind is one of four") {
  CHECK(has(manifest_refusal(with_component(R"({"id":"file.a","kind":"sink"})")),
            "kind of file.a is \"sink\"; it must be client, subscriber"));
  CHECK(has(manifest_refusal(with_component(R"({"id":"file.a"})")), "kind is missing"));
}

TEST_CASE("needed services are those a host can have") {
  const auto needs = [](std::string_view list) {
    return manifest_refusal(
        with_component(R"({"id":"file.a","kind":"client","requires":)" + std::string(list) + "}"));
  };
  CHECK(has(needs("\"sluice.log/1\""), "must be a list"));
  CHECK(has(needs("[1]"), "list of texts"));
  CHECK(has(needs(R"(["sluice.log/2"])"), "sluice.log/2, which this host does not offer"));
}

TEST_CASE("a schema must describe an object") {
  const auto schema = [](std::string_view config) {
    return manifest_refusal(
        with_component(R"({"id":"file.a","kind":"client","config":)" + std::string(config) + "}"));
  };
  CHECK(has(schema("{}"), "config schema of file.a: /type: must be \"object\""));
  CHECK(has(schema(R"({"type":"string"})"), "/type: must be \"object\""));
  CHECK(has(schema("[]"), "must be a schema"));
  CHECK(has(schema(R"({"type":"object","$schema":"x"})"), "unsupported schema keyword"));
}

TEST_CASE("members this host does not know are left alone") {
  CHECK(parse_manifest(with(R"("homepage":"https://example.org")")).ok());
}

TEST_CASE(
    "a schema that includes a fragment is the fragment with the manifest's own laid over it") {
  const auto parsed = parse_manifest(with_component(
      R"({"id":"file.a","kind":"client","config":{"x-include":"http.session","properties":)"
      R"({"base_uri":{"title":"The shop"},"headers":null,"edition":{"type":"string"}}}})"));
  REQUIRE(parsed.ok());
  const std::string& schema = parsed->components[0].schema;
  CHECK(has(schema, R"("required":["base_uri"])"));
  CHECK(has(schema, R"("base_uri":{"type":"string","minLength":1,"title":"The shop")"));
  CHECK(has(schema, R"("edition":{"type":"string"})"));
  CHECK(has(schema, R"("total_timeout_ms")"));
  CHECK_FALSE(has(schema, R"("headers":)"));
  CHECK_FALSE(has(schema, "x-include"));
}

TEST_CASE("a fragment that this host does not have is refused by name") {
  const std::string message = manifest_refusal(
      with_component(R"({"id":"file.a","kind":"client","config":{"x-include":"http.sesion"}})"));
  CHECK(has(message,
            R"(/x-include: there is no fragment "http.sesion"; this host knows http.session)"));
}

TEST_CASE("what is laid over a fragment is checked as any schema") {
  CHECK(has(manifest_refusal(with_component(
                R"({"id":"file.a","kind":"client","config":{"x-include":"http.session",)"
                R"("properties":{"base_uri":{"format":"uri"}}}})")),
            "/properties/base_uri/format: unsupported schema keyword"));
}

TEST_CASE("a transformer may not name a setting as the host names one of every step") {
  for (const std::string name : {"when", "each", "on_error"}) {
    CAPTURE(name);
    const std::string schema =
        R"(,"config":{"type":"object","properties":{")" + name + R"(":{"type":"string"}}}})";
    CHECK(has(manifest_refusal(with_component(R"({"id":"file.a","kind":"transformer")" + schema)),
              "/properties/" + name));
    CHECK(parse_manifest(with_component(R"({"id":"file.a","kind":"client")" + schema)).ok());
  }
}
