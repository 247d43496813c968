#include <doctest/doctest.h>

#include <filesystem>

#include "e2e/cli/program.hpp"

using namespace sluice::test;

namespace {

class Tested : public Program {
 public:
  explicit Tested(const std::string& tests) {
    folder().write("shop.yaml",
                   "pipelines:\n"
                   "  p:\n"
                   "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
                   "    transformers:\n"
                   "      - {use: core.filter, where: keep}\n"
                   "      - {use: core.map, set: {b: \"a + `1`\"}}\n"
                   "    publisher: {use: file.publisher, path: out.ndjson}\n");
    folder().write("shop.test.yaml", "tests:\n" + tests);
  }
};

constexpr const char* kPasses =
    "  - name: adds one\n"
    "    pipeline: p\n"
    "    input:\n"
    "      - {a: 1, keep: true}\n"
    "      - {a: 2}\n"
    "    expect:\n"
    "      - {keep: true, b: 2.0, a: 1}\n";

constexpr const char* kFails =
    "  - name: adds two\n"
    "    pipeline: p\n"
    "    input: [{a: 1, keep: true}, {a: x, keep: true}]\n"
    "    expect:\n"
    "      - {a: 1, keep: true, b: 3}\n"
    "      - {a: 9}\n";

}  // namespace

TEST_CASE("a test passes if what comes out is what it says, compared as values") {
  const Tested shop(kPasses);
  const Ran ran = shop.run("test shop.yaml");
  CHECK_MESSAGE(ran.code == 0, (ran.out + ran.err));
  CHECK(ran.out == "ok       p: adds one\n1 passed, 0 failed\n");
  CHECK_FALSE(std::filesystem::exists(shop.folder() / "state"));
  CHECK_FALSE(std::filesystem::exists(shop.folder() / "out.ndjson"));
}

TEST_CASE("a test that fails says where, and exits 1") {
  const Tested shop(std::string(kPasses) + kFails);
  const Ran ran = shop.run("test shop.yaml");
  CHECK(ran.code == 1);
  CHECK(has(ran.out, "FAILED   p: adds two (shop.test.yaml:9)\n"));
  CHECK(has(ran.out, "  publishers[0] (file.publisher), record 1\n    - b: 3\n    + b: 2\n"));
  CHECK(has(ran.out, "record 2 is missing"));
  CHECK(has(ran.out, "  record 2 parks at transformers[1] (core.map): "));
  CHECK(has(ran.out, "1 passed, 1 failed\n"));
}

TEST_CASE("an expected error is one that happens") {
  const Tested shop(
      "  - name: text is no number\n"
      "    pipeline: p\n"
      "    input: [{a: x, keep: true}]\n"
      "    errors: [{record: 1, step: core.map, message: number}]\n"
      "  - name: it is another one\n"
      "    pipeline: p\n"
      "    input: [{a: x, keep: true}]\n"
      "    errors: [{step: core.cast}]\n");
  const Ran ran = shop.run("test shop.yaml");
  CHECK(ran.code == 1);
  CHECK(has(ran.out, "ok       p: text is no number\n"));
  CHECK(has(ran.out, "  a record at core.cast should park, and does not\n"));
}

TEST_CASE("an update makes what comes out the expectation, in the test or in a file") {
  const Tested shop(std::string(kFails) +
                    "  - name: from files\n"
                    "    pipeline: p\n"
                    "    input: in.ndjson\n"
                    "    expect: {\"publishers[0]\": out.ndjson.expected}\n");
  shop.folder().write("in.ndjson", "{\"a\":1,\"keep\":true}\n{\"a\":5,\"keep\":true}\n");
  shop.folder().write("out.ndjson.expected", "");
  CHECK(shop.run("test shop.yaml").code == 1);
  const Ran updated = shop.run("test shop.yaml --update");
  CHECK(has(updated.out, "updated  p: from files\n"));
  CHECK(read_file(shop.folder() / "out.ndjson.expected") ==
        "{\"a\":1,\"keep\":true,\"b\":2}\n{\"a\":5,\"keep\":true,\"b\":6}\n");
  CHECK(has(read_file(shop.folder() / "shop.test.yaml"),
            "    expect:\n      - {\"a\":1,\"keep\":true,\"b\":2}\n  - name: from files\n"));
  // The record that parks is still nowhere expected.
  CHECK(has(shop.run("test shop.yaml").out, "1 passed, 1 failed\n"));
}

TEST_CASE("the time and the variables of a test are its own") {
  const Tested shop(
      "  - name: variable\n"
      "    pipeline: p\n"
      "    variables: {NAME: ours}\n"
      "    now: 2026-07-01T00:00:00Z\n"
      "    input: [{}]\n"
      "    expect: [{n: ours}]\n"
      "  - name: another one\n"
      "    pipeline: p\n"
      "    variables: {NAME: theirs}\n"
      "    input: [{}]\n"
      "    expect: [{n: theirs}]\n");
  shop.folder().write("shop.yaml",
                      "host: {env: [NAME]}\n"
                      "pipelines:\n"
                      "  p:\n"
                      "    subscriber: {use: file.subscriber, path: \"${NOT_SET}\"}\n"
                      "    transformers: [{use: core.map, set: {n: $env.NAME}}]\n"
                      "    publisher: {use: file.publisher, path: out.ndjson}\n");
  const Ran ran = shop.run("test shop.yaml");
  CHECK_MESSAGE(ran.code == 0, (ran.out + ran.err));
}

TEST_CASE("what is wrong with a test is told with its place") {
  const Tested shop(
      "  - name: a\n"
      "    pipelin: p\n"
      "    input: [1]\n");
  const Ran ran = shop.run("test shop.yaml");
  CHECK(ran.code == 2);
  CHECK(has(ran.err,
            "shop.test.yaml:3:5: a test has no member \"pipelin\"; did you mean \"pipeline\"?"));
  CHECK(has(ran.err, "the test expects nothing: give expect, expect_tables or errors"));
}

TEST_CASE("results are written for CI servers, and as JSON") {
  const Tested shop(std::string(kPasses) + kFails);
  const Ran ran = shop.run("test shop.yaml --json --junit results.xml");
  CHECK(ran.code == 1);
  CHECK(has(ran.out, R"("passed":1,"failed":1)"));
  const std::string xml = read_file(shop.folder() / "results.xml");
  CHECK(has(xml, "<testsuite failures=\"1\" name=\"sluice\" tests=\"2\">"));
  CHECK(has(xml, "name=\"adds two\""));
  CHECK(has(xml, "<failure message="));
}

TEST_CASE("tests of a folder stand in its configs and beside them, and are no configs") {
  const Program shop;
  shop.folder().write("all/p.yaml",
                      "pipelines:\n"
                      "  p:\n"
                      "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
                      "    publisher: {use: file.publisher, path: out.ndjson}\n"
                      "tests:\n"
                      "  - {name: in it, pipeline: p, input: [{a: 1}], expect: [{a: 1}]}\n");
  shop.folder().write("all/more.test.yaml",
                      "tests:\n"
                      "  - {name: beside it, pipeline: p, input: [], expect: []}\n");
  CHECK(shop.run("check all").code == 0);
  CHECK(has(shop.run("test all").out, "2 passed, 0 failed\n"));
}

TEST_CASE("a test names a record of the walk's end that parks as such") {
  const Program shop;
  shop.folder().write("c.yaml",
                      "pipelines:\n"
                      "  p:\n"
                      "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
                      "    transformers:\n"
                      "      - {use: core.gather, by: c, over: walk, collect: n}\n"
                      "      - {use: core.fail, message: too much}\n"
                      "    publisher: {use: file.publisher, path: out.ndjson}\n");
  shop.folder().write("c.test.yaml",
                      "tests:\n  - {name: a, pipeline: p, input: [{c: a, n: 1}], expect: []}\n");
  const Ran ran = shop.run("test c.yaml");
  CHECK_MESSAGE(has(ran.out, "a record of the walk's end parks at transformers[1] (core.fail)"),
                (ran.out + ran.err));
}

TEST_CASE(
    "a test brings rows of tables along, and begins with nothing that another one remembered") {
  const Program shop;
  shop.folder().write(
      "shop.yaml",
      "tables:\n"
      "  colours: {rows: {red: Rood}}\n"
      "  ids: {store: true}\n"
      "pipelines:\n"
      "  p:\n"
      "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
      "    transformers:\n"
      "      - use: core.map\n"
      "        set: {colour: \"lookup('colours', c, 'none')\", id: \"lookup('ids', c, 'new')\"}\n"
      "      - {use: core.remember, table: ids, key: c, value: \"`7`\"}\n"
      "    publisher: {use: file.publisher, path: out.ndjson}\n");
  const std::string head = "    pipeline: p\n    input: [{c: red}]\n";
  shop.folder().write("shop.test.yaml",
                      "tests:\n"
                      "  - name: those of the config\n" +
                          head +
                          "    expect: [{c: red, colour: Rood, id: new}]\n"
                          "  - name: its own\n" +
                          head +
                          "    tables: {colours: {red: Rouge}, ids: {red: 9}}\n"
                          "    expect: [{c: red, colour: Rouge, id: 9}]\n"
                          "  - name: nothing remembered\n" +
                          head +
                          "    expect: [{c: red, colour: Rood, id: new}]\n"
                          "  - name: a key that is a number\n"
                          "    pipeline: p\n    input: [{c: 2}]\n"
                          "    tables: {colours: {2.0: Deux}}\n"
                          "    expect: [{c: 2, colour: Deux, id: new}]\n"
                          "    expect_tables: {ids: {2.0: 7}}\n");
  const Ran ran = shop.run("test shop.yaml");
  CHECK_MESSAGE(ran.code == 0, (ran.out + ran.err));
  shop.folder().write("shop.test.yaml", "tests:\n  - name: a\n" + head +
                                            "    tables: {colour: {}}\n    expect: []\n");
  CHECK(has(shop.run("test shop.yaml").err,
            "shop.test.yaml:2:5: there is no table \"colour\"; did you mean \"colours\"?"));
}

namespace {

// A pipeline that puts a row for each record, and a test of it that expects `tables`.
class Remembering : public Program {
 public:
  explicit Remembering(const std::string& tables) {
    folder().write(
        "shop.yaml",
        "tables:\n"
        "  colours: {rows: {red: Rood}}\n"
        "  ids: {store: true}\n"
        "pipelines:\n"
        "  p:\n"
        "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
        "    transformers: [{use: core.remember, table: ids, key: c, value: \"{n: n}\"}]\n"
        "    publisher: {use: file.publisher, path: out.ndjson}\n");
    folder().write("shop.test.yaml",
                   "tests:\n"
                   "  - name: rows\n"
                   "    pipeline: p\n"
                   "    tables: {ids: {\"1\": {n: 5}}}\n"
                   "    input: [{c: 7, n: 2}, {c: x, n: 1}]\n" +
                       tables);
  }
};

}  // namespace

TEST_CASE("rows that a test leaves in a table are all expected, and compared as values") {
  const Remembering shop(
      "    expect_tables:\n      ids: {x: {n: 1}, 7: {n: 2.0}, \"1\": {n: 5}}\n");
  const Ran ran = shop.run("test shop.yaml");
  CHECK_MESSAGE(ran.code == 0, (ran.out + ran.err));
}

TEST_CASE("rows that differ, miss or are too many are shown, for people and for machines") {
  const Remembering shop("    expect_tables: {ids: {\"7\": {n: 3}, \"8\": 1, \"1\": {n: 5}}}\n");
  const Ran ran = shop.run("test shop.yaml --junit results.xml");
  CHECK(ran.code == 1);
  const std::string shown =
      "  table ids\n    - 7.n: 3\n    + 7.n: 2\n    - 8: 1\n    + x: {\"n\":1}\n";
  CHECK_MESSAGE(has(ran.out, shown), (ran.out + ran.err));
  CHECK(has(read_file(shop.folder() / "results.xml"), "table ids\n  - 7.n: 3\n  + 7.n: 2\n"));
  CHECK(has(shop.run("test shop.yaml --json").out,
            R"("what":"table ids","differences":["- 7.n: 3","+ 7.n: 2")"));
}

TEST_CASE("an update writes the rows that tables have, and leaves what stands behind them") {
  const Remembering shop(
      "    expect_tables:\n      ids: {}\n    expect:\n      - {c: 7, n: 2}\n      - {c: x, n: "
      "1}\n");
  const Ran ran = shop.run("test shop.yaml --update");
  CHECK_MESSAGE(ran.code == 0, (ran.out + ran.err));
  CHECK(has(read_file(shop.folder() / "shop.test.yaml"),
            "    expect_tables:\n"
            "      ids:\n"
            "        \"1\": {\"n\":5}\n"
            "        \"7\": {\"n\":2}\n"
            "        \"x\": {\"n\":1}\n"
            "    expect:\n      - {\"c\":7,\"n\":2}\n"));
  CHECK(shop.run("test shop.yaml").code == 0);
}

TEST_CASE("rows are expected only of a table that steps can change") {
  CHECK(has(Remembering("    expect_tables: {colours: {red: Rood}}\n").run("test shop.yaml").err,
            "shop.test.yaml:2:5: expect_tables: table \"colours\" is not kept in the store"));
  CHECK(has(Remembering("    expect_tables: {id: {}}\n").run("test shop.yaml").err,
            "there is no table \"id\"; did you mean \"ids\"?"));
  CHECK(has(Remembering("    expect_tables: {ids: 7}\n").run("test shop.yaml").err,
            "an object of keys with their values is wanted"));
}

TEST_CASE("an update does not hide what it cannot change") {
  const Tested shop(
      "  - name: another error\n"
      "    pipeline: p\n"
      "    input: [{a: x, keep: true}]\n"
      "    errors: [{message: no such words}]\n");
  const Ran ran = shop.run("test shop.yaml --update");
  CHECK(ran.code == 1);
  CHECK(has(ran.out, "FAILED   p: another error"));
}

TEST_CASE("a test has no network: what needs it parks") {
  const Tested shop(
      "  - name: a lookup\n"
      "    pipeline: p\n"
      "    input: [{k: y}]\n"
      "    errors: [{message: \"a test has no network\"}]\n");
  shop.folder().write("shop.yaml",
                      "clients: {c: {use: http.client, base_uri: \"http://127.0.0.1:1\"}}\n"
                      "pipelines:\n"
                      "  p:\n"
                      "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
                      "    transformers: [{use: http.lookup, client: c, path: \"/x/{k}\", as: v}]\n"
                      "    publisher: {use: file.publisher, path: out.ndjson}\n");
  const Ran ran = shop.run("test shop.yaml");
  CHECK_MESSAGE(ran.code == 0, (ran.out + ran.err));
}

TEST_CASE("the input of a test may be CSV") {
  const Tested shop(
      "  - name: rows\n"
      "    pipeline: p\n"
      "    input: rows.csv\n"
      "    errors: [{record: 2}]\n"
      "    expect: []\n");
  shop.folder().write("rows.csv", "a,keep\n1,\n2,yes\n");
  const Ran ran = shop.run("test shop.yaml");
  CHECK_MESSAGE(ran.code == 0, (ran.out + ran.err));
}

TEST_CASE("a step that waits does not wait in a test") {
  const Tested shop(
      "  - name: throttled\n"
      "    pipeline: p\n"
      "    input: many.ndjson\n"
      "    expect: many.ndjson\n");
  std::string many;  // more than come in one batch
  for (int i = 0; i < 1500; i++) many += "{\"id\":" + std::to_string(i) + "}\n";
  shop.folder().write("many.ndjson", many);
  shop.folder().write("shop.yaml",
                      "pipelines:\n"
                      "  p:\n"
                      "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
                      "    transformers: [{use: core.throttle, per_second: 0.1}]\n"
                      "    publisher: {use: file.publisher, path: out.ndjson}\n");
  const Ran ran = shop.run("test shop.yaml");
  CHECK_MESSAGE(ran.code == 0, (ran.out + ran.err));
}
