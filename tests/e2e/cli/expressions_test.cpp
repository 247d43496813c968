// Expressions in a configuration, with the real program: what check says of them, what a run tells.
#include <doctest/doctest.h>

#include "program.hpp"

using namespace sluice::test;

namespace {

struct Steps : Program {
  // A file through `steps` (a YAML list) into a file; `host` goes into the host section.
  explicit Steps(const std::string& steps, const std::string& host = "") {
    folder().write("c.yaml", "host: {state: state" + host +
                                 "}\n"
                                 "pipelines:\n"
                                 "  p:\n"
                                 "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
                                 "    transformers:\n" +
                                 steps +
                                 "    publishers: [{use: file.publisher, path: out.ndjson}]\n");
  }
  std::string out() const { return read_file(folder() / "out.ndjson"); }
};

}  // namespace

TEST_CASE("a value with an apostrophe goes into an expression as a value") {
  const Steps steps("      - {use: core.filter, where: outlet == $env.OUTLET}\n",
                    ", env: [OUTLET]");
  steps.folder().write("in.ndjson", "{\"outlet\":\"O'Brien's\"}\n{\"outlet\":\"Main\"}\n");
  CHECK(steps.run("run c.yaml", "OUTLET=\"O'Brien's\"").code == 0);
  CHECK(steps.out() == "{\"outlet\":\"O'Brien's\"}\n");
  const Ran unset = steps.run("check c.yaml", "env -u OUTLET");
  CHECK(unset.code == 2);
  CHECK(has(unset.err, "the environment variable OUTLET is not set"));
}

TEST_CASE(
    "check refuses a ${NAME} in an expression and an undeclared $env.NAME, each at its place") {
  const Steps steps(
      "      - {use: core.filter, where: \"outlet == '${OUTLET}'\"}\n"
      "      - {use: core.map, set: {tax: $env.TAXID}}\n",
      ", env: [TAX_ID]");
  const Ran ran = steps.run("check c.yaml", "OUTLET=\"O'Brien's\" TAX_ID=7");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "c.yaml:6:35: an expression takes no ${OUTLET}"));
  CHECK(has(ran.err, "write $env.OUTLET"));
  CHECK_FALSE(has(ran.err, "Brien"));
  CHECK(has(ran.err,
            "c.yaml:7:36: column 1: the environment variable TAXID is not declared; did you "
            "mean \"TAX_ID\"?"));
}

TEST_CASE("check tells all bad expressions of all steps at once") {
  const Steps steps(
      "      - {use: core.filter, where: active == true}\n"
      "      - use: core.map\n"
      "        set: {a: price +, b: fine, c: lenght(x), d: \"null\"}\n"
      "        drop: [\"e..f\"]\n"
      "      - {use: core.cast, fields: {\"g..h\": number}}\n");
  const Ran ran = steps.run("check c.yaml");
  CHECK(ran.code == 2);
  for (const char* problem :
       {"c.yaml:6:35: column 11: true is the name of a field here; write `true`",
        "/transformers/1/set/a)", "did you mean length()?", "/transformers/1/set/d)",
        "/transformers/1/drop/0)", "/transformers/2/fields/g..h)"}) {
    CAPTURE(problem);
    CHECK(has(ran.err, problem));
  }
}

TEST_CASE("following check's advice for where: true filters nothing") {
  const Steps steps("      - {use: core.filter, where: true}\n");
  steps.folder().write("in.ndjson", "{\"id\":1}\n");
  CHECK(steps.run("check c.yaml").code == 0);
  CHECK(steps.run("run c.yaml").code == 0);
  CHECK(steps.out() == "{\"id\":1}\n");
  const Ran quoted = Steps("      - {use: core.filter, where: \"true\"}\n").run("check c.yaml");
  CHECK(quoted.code == 2);
  CHECK(has(quoted.err, "write `true` (in backticks)"));
}

TEST_CASE("check warns about what an expression can hardly mean, and run does, too") {
  const Steps steps("      - {use: core.filter, where: 'status == \"OPEN\"'}\n");
  steps.folder().write("in.ndjson", "");
  Ran ran = steps.run("check c.yaml");
  CHECK(ran.code == 0);
  CHECK(has(ran.err,
            "warning: c.yaml:6:35: column 11: \"OPEN\" is the name of a field; text goes "
            "in single quotes: 'OPEN'"));
  ran = steps.run("check --json c.yaml");
  CHECK(has(ran.out, "\"ok\":true"));
  CHECK(has(ran.out, "\"warnings\":[{"));
  CHECK(has(steps.run("run c.yaml").err, "warning: c.yaml:6:35: "));
  CHECK(steps.run("check -q c.yaml").err.empty());
}

TEST_CASE("a run counts comparisons of text with a number and names the first record") {
  const Steps steps("      - {use: core.filter, where: \"price > `10`\"}\n");
  steps.folder().write("in.ndjson",
                       "{\"id\":6,\"price\":12}\n{\"id\":7,\"price\":\"12.50\"}\n"
                       "{\"id\":8,\"price\":\"9\"}\n");
  const Ran ran = steps.run("run c.yaml");
  CHECK(ran.code == 0);
  CHECK(has(ran.out,
            "  step transformers[0] (core.filter): 2 comparisons of text with a number "
            "(`price > `10``), first at record id=7"));
  const Ran json = steps.run("run --json c.yaml");
  CHECK(has(json.out, R"("remarks":[])"));
  steps.folder().write("in.ndjson", "{\"id\":9,\"price\":\"1\"}\n");
  CHECK(has(steps.run("run --state other --json c.yaml").out,
            R"("count":1,"example":"record id=9")"));
}

TEST_CASE("a run names the paths that no record had, once each, and no others") {
  const Steps steps(
      "      - {use: core.map, set: {total: totl.gross, state: OPEN, n: \"nick || name\"}}\n"
      "      - {use: core.cast, fields: {pirce: number, price: number}}\n"
      "      - {use: core.map, when: \"lines[].sku\", set: {e: \"default(f, `1`)\", \"name?\": "
      "g}}\n"
      "      - {use: core.filter, when: rae, where: \"statsu != 'VOID'\"}\n"
      "      - switch: [{when: knid, transformers: [{use: core.log}]}]\n");
  steps.folder().write("in.ndjson",
                       "{\"id\":1,\"total\":{\"gross\":5},\"name\":\"a\",\"lines\":[]}\n"
                       "{\"id\":2,\"total\":{},\"price\":\"1\",\"rare\":null,\"lines\":[]}\n");
  const Ran ran = steps.run("run c.yaml");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK_MESSAGE(
      has(ran.out, "  step transformers[0] (core.map): 2 paths that no record had: totl, OPEN\n"),
      ran.out);
  CHECK(has(ran.out, "  step transformers[1] (core.cast): 1 path that no record had: pirce\n"));
  CHECK_FALSE(has(ran.out, "transformers[2]"));
  CHECK(has(ran.out, "  step transformers[3] (core.filter): 1 path that no record had: rae\n"));
  CHECK(has(ran.out, "  step transformers[4] (switch): 1 path that no record had: knid\n"));
}

TEST_CASE("a run counts the comparisons of a switch, and those of core.changed once") {
  const Steps steps(
      "      - {use: core.changed, by: \"[id, n > `1`]\"}\n"
      "      - switch: [{when: \"n > `2`\", transformers: [{use: core.map, const: {b: 1}}]}]\n");
  steps.folder().write("in.ndjson", "{\"id\":7,\"n\":\"5\"}\n");
  const Ran ran = steps.run("run c.yaml");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK_MESSAGE(has(ran.out,
                    "  step transformers[0] (core.changed): 1 comparison of text with a number "
                    "(`n > `1``), first at record id=7"),
                ran.out);
  CHECK_MESSAGE(has(ran.out,
                    "  step transformers[1] (switch): 1 comparison of text with a number "
                    "(`n > `2``), first at record "),
                ran.out);
}

TEST_CASE("an expression that is too deep is refused with a message") {
  std::string deep = "a";
  for (int i = 0; i < 20000; i++) deep += "[*]";
  const Steps steps("      - {use: core.filter, where: \"" + deep + "\"}\n");
  const Ran ran = steps.run("check c.yaml");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "the expression nests deeper than 150 levels"));
}

TEST_CASE("a task of an expression that failed names step, target, part, value, item and record") {
  const Steps steps("      - {use: core.map, set: {net: \"lines[*].[price - cost]\"}}\n");
  steps.folder().write(
      "in.ndjson",
      "{\"id\":7,\"lines\":[{\"price\":2,\"cost\":1},{\"price\":\"2,5\",\"cost\":1}]}\n");
  CHECK(steps.run("run c.yaml").code == 3);
  const Ran list = steps.run("tasks list c.yaml");
  CHECK(has(list.out, "transformers[0] (core.map)"));
  CHECK(has(list.out,
            "set net: column 17, `price - cost`: '-' takes numbers; its left side, "
            "`price`, is the text \"2,5\", at item [1] (record id=7)"));
}

TEST_CASE("constants of every kind and an optional target, as YAML writes them") {
  const Steps steps(
      "      - use: core.map\n"
      "        set: {flag: true, n: 3, \"phone?\": customer.phone, fax: customer.fax}\n"
      "        const: {tags: [a, 1, {b: null}], origin: \"true\", tax: \"${TAX}\"}\n");
  steps.folder().write("in.ndjson", "{\"id\":1}\n");
  CHECK(steps.run("run c.yaml", "TAX=\"it's\"").code == 0);
  CHECK(steps.out() ==
        "{\"id\":1,\"flag\":true,\"n\":3,\"fax\":null,\"tags\":[\"a\",1,{\"b\":null}],"
        "\"origin\":\"true\",\"tax\":\"it's\"}\n");
}
