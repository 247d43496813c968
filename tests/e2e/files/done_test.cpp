// The real program and files that are taken away when they are done.
#include <doctest/doctest.h>

#include <filesystem>

#include "e2e/cli/program.hpp"

using namespace sluice::test;

namespace {

constexpr const char* kMovingConfig =
    "host: {state: state}\npipelines:\n  take:\n"
    "    subscriber: {use: file.subscriber, path: in/*.ndjson, done: move, move_to: done}\n"
    "    publisher: {use: file.publisher, path: out.ndjson}\n";

struct Taking : Program {
  Taking() {
    folder().write("c.yaml", kMovingConfig);
    folder().write("in/a.ndjson", "{\"id\":1}\n{\"id\":2}");
    folder().write("in/b.ndjson", "{\"id\":3}\n");
  }
  bool is_done(const char* name) const {
    return std::filesystem::exists(folder() / ("done/" + std::string(name))) &&
           !std::filesystem::exists(folder() / ("in/" + std::string(name)));
  }
};

}  // namespace

TEST_CASE("files are moved after the run that delivered them, and a new one of the name is read") {
  const Taking program;
  CHECK(program.run("run c.yaml").code == 0);
  CHECK(program.is_done("a.ndjson"));
  CHECK(program.is_done("b.ndjson"));
  program.folder().write("in/a.ndjson", "{\"id\":4}\n");
  CHECK(program.run("run c.yaml").code == 0);
  CHECK(read_file(program.folder() / "out.ndjson") ==
        "{\"id\":1}\n{\"id\":2}\n{\"id\":3}\n{\"id\":4}\n");
}

TEST_CASE("a preview moves no file") {
  const Taking program;
  const Ran ran = program.run("preview c.yaml");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(std::filesystem::exists(program.folder() / "in/a.ndjson"));
  CHECK_FALSE(std::filesystem::exists(program.folder() / "done"));
}

TEST_CASE("files of which nothing could be delivered stay") {
  const Taking program;
  std::filesystem::create_directory(program.folder() / "out.ndjson");
  CHECK(program.run("run c.yaml").code != 0);
  CHECK(std::filesystem::exists(program.folder() / "in/a.ndjson"));
}

TEST_CASE("an output among the files of a pattern or folder that is read is refused") {
  for (const char* input : {"in/*.ndjson", "in/", "in", "./in/o*"}) {
    CAPTURE(input);
    const Taking program;
    program.folder().write("c.yaml",
                           "pipelines:\n  take:\n    subscriber: {use: file.subscriber, path: \"" +
                               std::string(input) +
                               "\"}\n    publisher: {use: file.publisher, path: "
                               "\"in/o{id}.ndjson\"}\n");
    const Ran ran = program.run("check c.yaml");
    CHECK(ran.code == 2);
    CHECK(has(ran.err, "reads the file that it writes"));
  }
}
