#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "e2e/cli/program.hpp"

using namespace sluice::test;

namespace {

constexpr const char* kShop = R"(
pipelines:
  products:
    subscriber: {use: file.subscriber, path: in.ndjson}
    transformers:
      - {use: core.filter, where: "price > `0`"}
      - {use: core.map, set: {net: "price * `2`"}, drop: [secret_note]}
      - {use: core.branch, items: tags, as: tag, keep_parent: true}
    publisher: {use: file.publisher, path: out.ndjson}
)";

class Shop : public Program {
 public:
  Shop() {
    folder().write("shop.yaml", kShop);
    folder().write("in.ndjson",
                   "{\"id\":1,\"price\":2,\"secret_note\":\"x\",\"tags\":[\"a\",\"b\"]}\n"
                   "{\"id\":2,\"price\":0}\n"
                   "{\"id\":3,\"price\":\"free\"}\n"
                   "{\"id\":4,\"price\":5,\"tags\":\"none\"}\n");
  }
};

}  // namespace

TEST_CASE("preview shows what each step changes, drops, splits and parks, and writes nothing") {
  const Shop shop;
  const Ran ran = shop.run("preview shop.yaml --limit 4");
  CHECK_MESSAGE(ran.code == 3, ran.err);
  CHECK(has(ran.out, "record 1: {\"id\":1,"));
  CHECK(has(ran.out, "    - secret_note: \"x\"\n"));
  CHECK(has(ran.out, "    + net: 4\n"));
  CHECK(has(ran.out, "    now 2 records\n"));
  CHECK(has(ran.out,
            "  → publishers[0] (file.publisher): {\"id\":1,\"price\":2,\"net\":4,\"tag\":\"a\"}"));
  CHECK(has(ran.out, "    dropped\n"));
  CHECK(has(ran.out, "    fails: "));
  CHECK(has(ran.out, "  parked at transformers[2] (core.branch): "));
  CHECK_FALSE(std::filesystem::exists(shop.folder() / "out.ndjson"));
  CHECK_FALSE(std::filesystem::exists(shop.folder() / "state"));
}

TEST_CASE("preview shows what a step makes of the walk, through the steps behind it") {
  const Program program;
  program.folder().write("c.yaml", R"(
pipelines:
  p:
    subscriber: {use: file.subscriber, path: in.ndjson}
    transformers:
      - {use: core.gather, by: c, over: walk, collect: n}
      - {use: core.map, set: {total: sum(items)}}
      - {use: core.fail, when: "total > `5`", message: too much}
    publisher: {use: file.publisher, path: out.ndjson}
)");
  program.folder().write("in.ndjson",
                         "{\"c\":\"a\",\"n\":2}\n{\"c\":\"b\",\"n\":1}\n"
                         "{\"c\":\"a\",\"n\":5}\n");
  const Ran ran = program.run("preview c.yaml");
  CHECK_MESSAGE(ran.code == 3, ran.err);
  const std::string end =
      ran.out.substr(std::min(ran.out.find("at the walk's end"), ran.out.size()));
  CHECK(has(end, "transformers[0] (core.gather)"));
  CHECK(has(end, "    now 2 records\n    + {\"key\":\"a\",\"items\":[2,5]}\n"));
  CHECK(has(end, "transformers[1] (core.map)"));
  CHECK(has(end, "\"total\":1}"));
  CHECK(has(end, "parked at transformers[2] (core.fail): "));
  const Ran json = program.run("preview c.yaml --json");
  CHECK(has(json.out, "\"walk_end\":{\"steps\":[{\"step\":\"transformers[0] (core.gather)\""));
  CHECK(has(json.out, "\"total\":1}"));
}

TEST_CASE("preview reads three records if it is not told, and one step's if that is wanted") {
  const Shop shop;
  const Ran ran = shop.run("preview shop.yaml products --step 1");
  CHECK(has(ran.out, "record 3"));
  CHECK_FALSE(has(ran.out, "record 4"));
  CHECK(has(ran.out, "transformers[1] (core.map)"));
  CHECK_FALSE(has(ran.out, "core.filter"));
  CHECK(has(shop.run("preview shop.yaml --step map").out, "transformers[1] (core.map)"));
  const Ran none = shop.run("preview shop.yaml --step 9");
  CHECK(none.code == 2);
  CHECK(has(none.err, "it has transformers[0] (core.filter), transformers[1] (core.map)"));
}

TEST_CASE("preview says where each step stands, also behind those of an incoming and of a target") {
  const Program shop;
  shop.folder().write("shop.yaml", R"(
incoming: {a: {subscriber: {use: file.subscriber, path: in.ndjson}, transformers: [{use: core.map, const: {x: 1}}]}}
outgoing: {b: {where: id, transformers: [{use: core.map, const: {x: 1}}], publisher: {use: file.publisher, path: o}}}
pipelines: {p: {from: a, transformers: [{switch: [{when: id, transformers: [{use: core.map, const: {x: 1}}]}]}], to: b}}
)");
  shop.folder().write("in.ndjson", "{\"id\":1}\n");
  const Ran ran = shop.run("preview shop.yaml --json");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  for (const char* place : {"/incoming/a/transformers/0", "/pipelines/p/transformers/0",
                            "/pipelines/p/transformers/0/switch/0/transformers/0",
                            "/outgoing/b/where", "/outgoing/b/transformers/0"})
    CHECK_MESSAGE(has(ran.out, std::string("\"pointer\":\"") + place + "\""), ran.out);
}

TEST_CASE("preview --request shows the request before and after each request transformer") {
  const Shop shop;
  const auto config = [&](const std::string& transformers) {
    shop.folder().write("far.yaml",
                        "clients: {c: {use: http.client, base_uri: \"${FAR_URI}\"}}\n"
                        "pipelines:\n  p:\n"
                        "    subscriber:\n"
                        "      use: http.subscriber\n"
                        "      client: c\n"
                        "      path: /items\n"
                        "      request: {query: {since: \"2026-01-01\"}}\n"
                        "      request_transformers: [" +
                            transformers +
                            "]\n"
                            "    publisher: {use: file.publisher, path: x}\n");
  };
  config("{use: core.map, set: {query.page: \"`7`\"}}, {use: core.map, drop: [query.since]}");
  const Ran ran = shop.run("preview far.yaml --request");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(has(ran.out, "request: {\"query\":{\"since\":\"2026-01-01\"}"));
  CHECK(has(ran.out, "  request_transformers[0] (core.map), "));
  CHECK(has(ran.out, "    + query.page: 7\n"));
  CHECK(has(ran.out, "    - query.since: \"2026-01-01\"\n"));
  CHECK(has(ran.out, "  → request: {\"query\":{\"page\":7}"));
  CHECK(has(shop.run("preview far.yaml --request --step 1").out, "(core.map)"));
  CHECK(
      has(shop.run("preview far.yaml --request --json").out, R"("outputs":[{"target":"request")"));
  CHECK(shop.run("preview far.yaml --request --limit 2").code == 2);

  config("{use: core.filter, where: \"query.page\"}");
  const Ran none = shop.run("preview far.yaml --request");
  CHECK(none.code == 1);
  CHECK(has(none.out, "  the walk does not start, request: 0 records are left of the request"));
}

TEST_CASE("preview --members says what records are known to have, without network or variables") {
  const Shop shop;
  shop.folder().write(
      "far.yaml",
      "clients: {c: {use: lightspeedhq.client, base_uri: \"${FAR_URI}\", token: \"${T}\"}}\n"
      "pipelines:\n  p:\n"
      "    subscriber: {use: lightspeedhq.subscriber, client: c, entity: taxes}\n"
      "    transformers: [{use: core.map, set: {mine: name}, drop: [rates]}]\n"
      "    publisher: {use: file.publisher, path: x}\n");
  const Ran ran = shop.run("preview far.yaml --members");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(has(ran.out, "behind pipelines.p.subscriber: {"));
  CHECK(has(ran.out, "\"rates\":"));
  const Ran json = shop.run("preview far.yaml --members --json");
  CHECK(has(json.out, "\"pointer\":\"/pipelines/p/transformers/0\",\"before\":{"));
  CHECK(has(json.out.substr(json.out.find("\"after\"", json.out.find("transformers/0"))),
            "\"mine\""));
  CHECK(shop.run("preview far.yaml --members --limit 2").code == 2);
}

TEST_CASE("records of a file need no source, and variables may be missing") {
  const Shop shop;
  shop.folder().write(
      "far.yaml",
      "clients: {c: {use: http.client, base_uri: \"${FAR_URI}\", token: \"${T}\"}}\n"
      "pipelines:\n  p:\n"
      "    subscriber: {use: nosuch.subscriber}\n"
      "    transformers: [{use: core.map, set: {a: \"b\"}}]\n"
      "    publisher: {use: file.publisher, path: x}\n");
  shop.folder().write("far.yaml",
                      "pipelines:\n  p:\n"
                      "    subscriber: {use: file.subscriber, path: \"${NOT_SET}\"}\n"
                      "    transformers: [{use: core.map, move: {b: a}}]\n"
                      "    publisher: {use: file.publisher, path: x}\n");
  shop.folder().write("sample.json", "[{\"b\": 1},\n {\"b\": 2}]\n");
  const Ran ran = shop.run("preview far.yaml --input sample.json --json");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(has(ran.out, R"("after":[{"a":1}])"));
  CHECK(has(ran.out,
            R"json("outputs":[{"target":"publishers[0] (file.publisher)","record":{"a":2}}])json"));
}

TEST_CASE("what steps remember is read, and stays as it is, also for one that has just moved") {
  const Shop shop;
  const auto write = [&](const std::string& steps) {
    shop.folder().write("once.yaml",
                        "pipelines:\n  p:\n"
                        "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
                        "    transformers: [" +
                            steps + "]\n    publisher: {use: file.publisher, path: out.ndjson}\n");
  };
  const std::string distinct = "{use: core.distinct, by: id, over: always, keep: first}";
  write(distinct);
  CHECK(shop.run("preview once.yaml").code == 0);
  CHECK_FALSE(has(shop.run("preview once.yaml").out, "dropped"));
  CHECK(shop.run("run once.yaml").code == 0);
  CHECK(has(shop.run("preview once.yaml").out, "dropped"));
  write("{use: core.map, set: {a: id}}, " + distinct);
  CHECK(has(shop.run("preview once.yaml").out, "dropped"));
  write("{use: core.distinct, by: other, over: always}, " + distinct);
  const Ran ran = shop.run("preview once.yaml --step transformers[0]");
  CHECK_MESSAGE(!has(ran.out, "dropped"), ran.out);
}

TEST_CASE("a sample that is no JSON is refused with its line") {
  const Shop shop;
  shop.folder().write("bad.ndjson", "{\"id\":1}\nnonsense\n");
  const Ran ran = shop.run("preview shop.yaml --input bad.ndjson");
  CHECK(ran.code == 2);
  CHECK_MESSAGE(has(ran.err, "bad.ndjson: "), ran.err);
  CHECK(has(ran.err, "line 2"));
}
