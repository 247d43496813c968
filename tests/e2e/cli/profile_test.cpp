// `sluice run --profile` of the real program, as people and as machines get it.
#include <doctest/doctest.h>

#include "program.hpp"

using namespace sluice::test;

namespace {

struct Profiled : Program {
  explicit Profiled(const std::string& in, const std::string& host = "") {
    folder().write("in.ndjson", in);
    folder().write("c.yaml", "host: {state: state" + host +
                                 "}\n"
                                 "pipelines:\n"
                                 "  copy:\n"
                                 "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
                                 "    transformers:\n"
                                 "      - {use: core.filter, where: active}\n"
                                 "      - {use: core.cast, fields: {n: integer}}\n"
                                 "    publishers:\n"
                                 "      - {use: file.publisher, path: a.ndjson}\n"
                                 "      - {use: file.publisher, path: b.ndjson}\n");
  }
};

const std::string kThreeRecords =
    "{\"n\":\"1\",\"active\":true}\n{\"n\":\"2\",\"active\":false}\n"
    "{\"n\":\"3\",\"active\":true}\n";

// What a component's part of the JSON says behind `"key":`.
std::string value_of(const std::string& json, const std::string& component,
                     const std::string& key) {
  const size_t from = json.find("\"component\":\"" + component);
  const size_t at = json.find("\"" + key + "\":", from);
  if (from == json.npos || at == json.npos) return "not there";
  const size_t begin = at + key.size() + 3;
  return json.substr(begin, json.find_first_of(",}", begin) - begin);
}

}  // namespace

TEST_CASE("a profile has a row for each component, and says what bounds the pipeline") {
  const Profiled program(kThreeRecords);
  const Ran ran = program.run("run c.yaml --profile");
  REQUIRE_MESSAGE(ran.code == 0, ran.err);
  for (const char* part : {"subscriber (file.subscriber)", "transformers[0] (core.filter)",
                           "transformers[1] (core.cast)", "publishers[0] (file.publisher)",
                           "publishers[1] (file.publisher)", "CPU by plugin: core ",
                           "; of the host: parsing ", "  store: ", "bound by "})
    CHECK_MESSAGE(has(ran.out, part), part);
  CHECK(!has(program.run("run c.yaml").out, "bound by "));
}

TEST_CASE("a profile for machines counts records and bytes of each component") {
  const Profiled program(kThreeRecords);
  const Ran ran = program.run("run c.yaml --profile --json");
  REQUIRE_MESSAGE(ran.code == 0, ran.err);
  CHECK(value_of(ran.out, "subscriber", "records_out") == "3");
  CHECK(value_of(ran.out, "transformers[0]", "records_in") == "3");
  CHECK(value_of(ran.out, "transformers[0]", "records_out") == "2");
  CHECK(value_of(ran.out, "publishers[1]", "records_in") == "2");
  const std::string written = "{\"n\":1,\"active\":true}\n{\"n\":3,\"active\":true}\n";
  CHECK(read_file(program.folder() / "b.ndjson") == written);
  CHECK(value_of(ran.out, "publishers[1]", "bytes_out") == std::to_string(written.size()));
  CHECK(has(ran.out, "\"cpu_ns_by_plugin\":{\"core\":"));
  CHECK(has(ran.out, "\"bound\":\""));
}

TEST_CASE("a profile of one lane, of no record and of records that park") {
  const Profiled none("", ", lanes: 1");
  Ran ran = none.run("run c.yaml --profile");
  CHECK(ran.code == 0);
  CHECK(has(ran.out, "  one lane\n"));
  CHECK(has(ran.out, "  no record came; "));
  const Profiled parks("{\"n\":\"one\",\"active\":true}\n" + kThreeRecords, ", lanes: 2");
  ran = parks.run("run c.yaml --profile --json");
  CHECK(ran.code == 3);
  CHECK(value_of(ran.out, "transformers[1]", "records_in") == "3");
  CHECK(value_of(ran.out, "transformers[1]", "records_out") == "2");
}

TEST_CASE("a pipeline that fails tells what bound it until then") {
  const Profiled program(kThreeRecords);
  std::filesystem::create_directory(program.folder() / "b.ndjson");
  const Ran ran = program.run("run c.yaml --profile");
  CHECK(ran.code == 1);
  CHECK(has(ran.out, "  until it failed, "));
}

TEST_CASE("allocations are counted, those of plugins, too") {
  const Profiled program(kThreeRecords);
  const std::string json = program.run("run c.yaml --profile --json").out;
  const std::string count = value_of(json, "subscriber", "allocations");
  if (count == "null") {
    MESSAGE("skipped: a sanitizer has its own allocator");
    return;
  }
  CHECK(std::stoull(count) > 0);
}
