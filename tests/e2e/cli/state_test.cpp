// State from the command line: back to where it stood, copied, and put back.
#include <doctest/doctest.h>

#include <fstream>

#include "program.hpp"

using namespace sluice::test;

namespace {

const std::string kOneLine = "{\"id\":1}\n", kTwoLines = "{\"id\":1}\n{\"id\":2}\n";

// Two runs: the first read one record, the second another one.
struct TwoRuns : Program {
  TwoRuns() {
    folder().write("c.yaml", R"(host: {state: state}
pipelines:
  p:
    subscriber: {use: file.subscriber, path: in}
    publisher: {use: file.publisher, path: out}
)");
    folder().write("in", kOneLine);
    REQUIRE(run("run c.yaml").code == 0);
    std::ofstream(folder() / "in", std::ios::app) << "{\"id\":2}\n";
    REQUIRE(run("run c.yaml").code == 0);
  }
  std::string out_file() const { return read_file(folder() / "out"); }
  // The commit at the end of the first run: the oldest checkpoint's number.
  std::string first_end() const {
    const std::string list = run("state rewind c.yaml p").out;
    const size_t line = list.rfind('\n', list.size() - 2);
    const size_t start = line == std::string::npos ? 0 : line + 1;
    return list.substr(start, list.find(' ', start) - start);
  }
};

}  // namespace

TEST_CASE("a pipeline goes back to a checkpoint, and what came since is sent again") {
  const TwoRuns program;
  const std::string to = program.first_end();
  const Ran ran = program.run("state rewind c.yaml p --to " + to + " --yes");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(has(ran.out, "goes back to commit " + to));
  CHECK(has(ran.out, "publishers[0] (file.publisher)"));
  REQUIRE(program.run("run c.yaml").code == 0);
  CHECK(program.out_file() == kTwoLines + "{\"id\":2}\n");
}

TEST_CASE("nobody is asked where there is no terminal, and nothing is changed then") {
  const TwoRuns program;
  const Ran ran = program.run("state rewind c.yaml p --to 1d");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "there is no checkpoint so early"));
  const Ran asked = program.run("state rewind c.yaml p --to " + program.first_end());
  CHECK(asked.code == 2);
  CHECK(has(asked.err, "--yes"));
  REQUIRE(program.run("run c.yaml").code == 0);
  CHECK(program.out_file() == kTwoLines);
}

TEST_CASE("what rewind cannot mean is refused") {
  const TwoRuns program;
  CHECK(has(program.run("state rewind c.yaml").err, "which pipeline?"));
  CHECK(has(program.run("state rewind c.yaml p --to soon --yes").err, "an age such as 2h"));
  CHECK(program.run("state rewind c.yaml q --to 1 --yes").code == 2);
  CHECK(has(program.run("state set c.yaml p").err, "--value"));
}

TEST_CASE("a cursor is set by hand from a file") {
  const TwoRuns program;
  const Ran list = program.run("state rewind c.yaml p");
  const size_t line = list.out.rfind('{', list.out.size());
  program.folder().write("cursor", list.out.substr(line));
  CHECK(program.run("state set c.yaml p --value cursor").code == 0);
  REQUIRE(program.run("run c.yaml").code == 0);
  CHECK(program.out_file() == kTwoLines + "{\"id\":2}\n");
}

TEST_CASE("a copy of the state is put back, and the run continues from there") {
  const TwoRuns program;
  CHECK(program.run("state backup c.yaml copy.db").code == 0);
  CHECK(program.run("state backup c.yaml copy.db").code == 1);
  REQUIRE(program.run("state reset c.yaml p").code == 0);
  const Ran ran = program.run("state restore c.yaml copy.db");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(has(ran.out, "is kept as"));
  REQUIRE(program.run("run c.yaml").code == 0);
  CHECK(program.out_file() == kTwoLines);
}

TEST_CASE("a restore says how files go on that several runs appended to since the copy") {
  const TwoRuns program;
  REQUIRE(program.run("state backup c.yaml copy.db").code == 0);
  std::string lines = read_file(program.folder() / "in");
  for (const char* line : {"{\"id\":8}\n", "{\"id\":9}\n"}) {
    program.folder().write("in", lines += line);
    REQUIRE(program.run("run c.yaml").code == 0);
  }
  const Ran ran = program.run("state restore c.yaml copy.db");
  REQUIRE(ran.code == 0);
  const size_t at = ran.out.find("state reset c.yaml p --publisher '");
  REQUIRE(at != std::string::npos);
  CHECK(program.run("run c.yaml").code == 1);
  CHECK(program.run(ran.out.substr(at, ran.out.find('\n', at) - at)).code == 0);
  CHECK(program.run("run c.yaml").code == 0);
  CHECK(program.out_file() == kTwoLines + "{\"id\":8}\n{\"id\":9}\n{\"id\":8}\n{\"id\":9}\n");
}

TEST_CASE("where pipelines stand goes to another state folder as lines") {
  const TwoRuns program;
  program.folder().write("lines", program.run("state export c.yaml").out);
  const Ran ran = program.run("state import c.yaml lines --state other");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(has(program.run("run c.yaml --state other").err, "read 0"));
  CHECK(program.out_file() == kTwoLines);
  program.folder().write("lines", "{\"pipeline\":\"p\"}\n");
  CHECK(has(program.run("state import c.yaml lines").err, "line 1 has no"));
}

namespace {

// What the folder's name is comes from outside, and its name says that it is a secret.
struct SecretFolder : Program {
  const std::string secret = "hush-folder-77", variables = "SECRET_FOLDER=" + secret;
  SecretFolder() {
    folder().write("c.yaml", R"(host: {state: state}
pipelines:
  p:
    subscriber: {use: file.subscriber, path: "${SECRET_FOLDER}/*.ndjson"}
    publisher: {use: file.publisher, path: out}
)");
    std::filesystem::create_directory(folder() / secret);
    folder().write(secret + "/a.ndjson", kOneLine);
    REQUIRE(run("run c.yaml", variables).code == 0);
  }
};

}  // namespace

TEST_CASE("a secret in a cursor is neither stored nor shown, and the next run goes on behind it") {
  const SecretFolder program;
  for (const char* command : {"state show c.yaml", "state show c.yaml --json",
                              "state export c.yaml", "state rewind c.yaml p"}) {
    CAPTURE(command);
    const Ran ran = program.run(command, program.variables);
    CHECK_MESSAGE(ran.code == 0, ran.err);
    CHECK_FALSE(has(ran.out, program.secret));
    CHECK_FALSE(has(program.run(command, "SECRET_FOLDER=other-folder").out, program.secret));
  }
  CHECK(has(program.run("state show c.yaml", program.variables).out, "${sluice:SECRET_FOLDER}"));
  for (const auto& file : std::filesystem::directory_iterator(program.folder() / "state"))
    if (file.is_regular_file()) CHECK_FALSE(has(read_file(file.path()), program.secret));
  program.folder().write(program.secret + "/b.ndjson", "{\"id\":2}\n");
  REQUIRE(program.run("run c.yaml", program.variables).code == 0);
  CHECK(read_file(program.folder() / "out") == kTwoLines);
}

TEST_CASE("an exported place with a secret in it is imported, and the next run goes on there") {
  const SecretFolder program;
  program.folder().write("places", program.run("state export c.yaml", program.variables).out);
  REQUIRE(program.run("state reset c.yaml p", program.variables).code == 0);
  const Ran ran = program.run("state import c.yaml places", program.variables);
  REQUIRE_MESSAGE(ran.code == 0, ran.err);
  REQUIRE(program.run("run c.yaml", program.variables).code == 0);
  CHECK(read_file(program.folder() / "out") == kOneLine);
}
