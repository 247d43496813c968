// A publisher that comes to a pipeline later, and the run that gives it everything.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "e2e/cli/program.hpp"

using namespace sluice::test;

namespace {

const std::string kLines = "{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n";

// A pipeline that has run with one publisher, and has got a second one since.
struct Grown : Program {
  Grown() {
    folder().write("in.ndjson", kLines);
    write_config({"first.ndjson"});
    REQUIRE(run("run c.yaml").code == 0);
    write_config({"first.ndjson", "second.ndjson"});
  }
  void write_config(const std::vector<std::string>& outputs) const {
    std::string text =
        "host: {state: state}\npipelines:\n  copy:\n    subscriber: {use: file.subscriber, path: "
        "in.ndjson, incremental: true}\n    publishers:\n";
    for (const std::string& output : outputs)
      text += "      - {use: file.publisher, path: " + output + "}\n";
    folder().write("c.yaml", text);
  }
  void append(const std::string& line) const {
    std::ofstream(folder() / "in.ndjson", std::ios::app) << line << "\n";
  }
  // A run for the second one that ends in the middle of its walk: no file may have over 600 KiB.
  void interrupt_catching_up() const {
    REQUIRE(run("run c.yaml copy --publisher publishers[1]", "ulimit -f 1200;").code == 1);
    REQUIRE(std::filesystem::file_size(folder() / "second.ndjson") > 0);
    REQUIRE(text("second.ndjson").size() < lines().size());
  }
  // Several pages.
  static const std::string& lines() {
    static const std::string kMany = [] {
      std::string out;
      while (out.size() < size_t{2} << 20) out += "{\"id\":" + std::to_string(out.size()) + "}\n";
      return out;
    }();
    return kMany;
  }
  std::string text(const std::string& name) const { return read_file(folder() / name); }
};

}  // namespace

TEST_CASE("a publisher added later is told of, and gets everything by the command that is said") {
  const Grown program;
  program.append("{\"id\":4}");
  Ran ran = program.run("run c.yaml");
  CHECK(ran.code == 0);
  CHECK(has(ran.err, "publishers[1] (file.publisher) is new here"));
  CHECK(has(ran.err, "sluice run CONFIG copy --publisher 'publishers[1] (file.publisher)'"));
  CHECK(program.text("second.ndjson") == "{\"id\":4}\n");
  ran = program.run("run c.yaml copy --publisher 'publishers[1] (file.publisher)'");
  CHECK(ran.code == 0);
  CHECK(has(ran.err, "publishers[1] (file.publisher) alone gets everything from the start"));
  CHECK(program.text("second.ndjson") == "{\"id\":4}\n" + kLines + "{\"id\":4}\n");
  CHECK(program.text("first.ndjson") == kLines + "{\"id\":4}\n");
}

TEST_CASE("after such a run the pipeline goes on for both, and nothing is left of its place") {
  const Grown program;
  REQUIRE(program.run("run c.yaml").code == 0);
  REQUIRE(program.run("run c.yaml copy --publisher publishers[1]").code == 0);
  CHECK(program.text("second.ndjson") == kLines);
  CHECK_FALSE(has(program.run("state show c.yaml").out, "copy/publishers"));
  program.append("{\"id\":4}");
  const Ran ran = program.run("run c.yaml");
  CHECK(ran.code == 0);
  CHECK_FALSE(has(ran.err, "is new here"));
  CHECK(program.text("first.ndjson") == kLines + "{\"id\":4}\n");
  CHECK(program.text("second.ndjson") == kLines + "{\"id\":4}\n");
}

TEST_CASE("a publisher that was never run with gets everything, too, and is not new any more") {
  const Grown program;
  REQUIRE(program.run("run c.yaml copy --publisher publishers[1]").code == 0);
  program.append("{\"id\":4}");
  const Ran ran = program.run("run c.yaml");
  CHECK_FALSE(has(ran.err, "is new here"));
  CHECK(program.text("second.ndjson") == kLines + "{\"id\":4}\n");
}

TEST_CASE("the pipeline refuses to run as long as such a run has written and is not over") {
  const Grown program;
  program.folder().write("in.ndjson", kLines + Grown::lines());
  program.interrupt_catching_up();
  const Ran refused = program.run("run c.yaml");
  CHECK(refused.code == 1);
  CHECK(has(refused.err, "publishers[1] (file.publisher) everything from the start is not over"));
  CHECK(has(refused.err, "sluice state reset CONFIG 'copy/publishers[1] (file.publisher)'"));
  REQUIRE(program.run("run c.yaml copy --publisher publishers[1]").code == 0);
  CHECK(program.text("second.ndjson") == kLines + Grown::lines());
  CHECK(program.run("run c.yaml").code == 0);
}

TEST_CASE("such a run can be forgotten instead") {
  const Grown program;
  program.folder().write("in.ndjson", kLines + Grown::lines());
  program.interrupt_catching_up();
  REQUIRE(program.run("run c.yaml").code == 1);
  CHECK(program.run("state reset c.yaml 'copy/publishers[1] (file.publisher)'").code == 0);
  CHECK(program.run("run c.yaml").code == 0);
}

TEST_CASE("a pipeline that has not run yet has nothing to catch up with") {
  const Grown program;
  REQUIRE(program.run("state reset c.yaml copy").code == 0);
  const Ran ran = program.run("run c.yaml copy --publisher publishers[1]");
  CHECK(ran.code == 1);
  CHECK(has(ran.err, "pipeline copy has not run yet"));
  CHECK_FALSE(std::filesystem::exists(program.folder() / "second.ndjson"));
}

TEST_CASE("what cannot be caught up is refused with the reason") {
  const Grown program;
  Ran ran = program.run("run c.yaml --publisher publishers[1]");
  CHECK(ran.code == 0);  // there is but one pipeline
  ran = program.run("run c.yaml copy --publisher publishers[2]");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "has no publisher \"publishers[2]\"; known are publishers[0]"));
  ran = program.run("run c.yaml copy --publisher file.publisher");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "has several publishers"));
  ran = program.run("run c.yaml copy --publisher publishers[1] --record r.jsonl");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "--publisher excludes --record and --replay"));
  program.folder().write(
      "r.yaml",
      "host: {state: state}\npipelines:\n  copy:\n    subscriber: {use: "
      "file.subscriber, path: in.ndjson, incremental: false}\n    publisher: {use: "
      "file.publisher, path: third.ndjson, mode: replace}\n");
  ran = program.run("run r.yaml copy --publisher publishers[0]");
  CHECK(ran.code == 1);
  CHECK(has(ran.err, "replaces its output with each walk"));
}
