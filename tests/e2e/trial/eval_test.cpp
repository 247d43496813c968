#include <doctest/doctest.h>

#include "e2e/cli/program.hpp"

using namespace sluice::test;

TEST_CASE("eval prints the result for each record of a file") {
  const Program program;
  program.folder().write("in.ndjson", "{\"a\":1}\n{\"a\":2}\n");
  const Ran ran = program.run("eval 'a * `2`' in.ndjson");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(ran.out == "2\n4\n");
}

TEST_CASE("eval reads a value over several lines, and standard input") {
  const Program program;
  program.folder().write("one.json", "{\n  \"a\": {\"b\": [1, 2]}\n}\n");
  CHECK(program.run("eval 'a.b[1]' one.json").out == "2\n");
  CHECK(program.run("eval 'a.b[0]'", "", "one.json").out == "1\n");
}

TEST_CASE("eval says what is wrong with an expression, and at which record it fails") {
  const Program program;
  program.folder().write("in.ndjson", "{\"a\":\"x\"}\n{\"a\":2}\n");
  const Ran wrong = program.run("eval 'a ==' in.ndjson");
  CHECK(wrong.code == 2);
  CHECK(has(wrong.err, "sluice eval: "));
  const Ran fails = program.run("eval 'a + `1`' in.ndjson");
  CHECK(fails.code == 3);
  CHECK(fails.out == "3\n");
  CHECK(has(fails.err, "record 1: "));
}

TEST_CASE("eval refuses a second file, and says why a value cannot be read") {
  const Program program;
  program.folder().write("in.json", "{\"a\":{\"x\":1,\"x\":2}}");
  const Ran two = program.run("eval a in.json b.json");
  CHECK(two.code == 2);
  CHECK(has(two.err, "b.json is another one"));
  const Ran twice = program.run("eval a.x in.json");
  CHECK(twice.code == 3);
  CHECK_MESSAGE(has(twice.err, "duplicate key \"x\""), twice.err);
}

TEST_CASE("eval has every function, a clock for now() among them") {
  const Program program;
  program.folder().write("in.json", "{\"a\":\"15-7-2026\"}");
  CHECK(program.run("eval \"now() > '2026-01-01'\" in.json").out == "true\n");
  CHECK(program.run("eval \"parse_date(a, '%d-%m-%Y', 'Europe/Amsterdam')\" in.json").out ==
        "\"2026-07-14T22:00:00Z\"\n");
}
