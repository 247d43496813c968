// Files that a config names by relative paths, from whatever folder the program is called.
#include <doctest/doctest.h>

#include <filesystem>

#include "program.hpp"

using namespace sluice::test;
namespace fs = std::filesystem;

namespace {

constexpr const char* kConfig = R"(
pipelines:
  p:
    subscriber: {use: file.subscriber, path: in.ndjson}
    transformers: [{use: core.cast, fields: {n: integer}}]
    publishers: [{use: file.publisher, path: out.ndjson}]
)";

struct TwoFolders {
  TwoFolders() {
    fs::create_directories(program.folder() / "shop");
    fs::create_directories(program.folder() / "elsewhere");
    program.folder().write("shop/c.yaml", kConfig);
    program.folder().write("shop/in.ndjson", "{\"n\":\"1\"}\n{\"n\":\"x\"}\n");
  }

  Ran from(const std::string& folder, const std::string& arguments) const {
    Ran ran = program.run(arguments, "cd " + folder + " && SLUICE_PLUGINS=" TEST_PLUGINS);
    ran.out = read_file(program.folder() / (folder + "/.out"));
    ran.err = read_file(program.folder() / (folder + "/.err"));
    return ran;
  }

  std::string written() const { return read_file(program.folder() / "shop/out.ndjson"); }

  Program program;
};

}  // namespace

TEST_CASE("a file of a component is relative to the config, from whatever folder it is run") {
  const TwoFolders at;
  CHECK(at.from("shop", "run c.yaml -q").code == 3);
  at.program.folder().write("value", "{\"n\":\"7\"}");
  CHECK(at.from("shop", "tasks edit c.yaml 1 --value ../value").code == 0);
  CHECK(at.from("elsewhere", "tasks retry ../shop/c.yaml --all").code == 0);
  CHECK(at.written() == "{\"n\":1}\n{\"n\":7}\n");
  at.program.folder().write("shop/in.ndjson", "{\"n\":\"1\"}\n{\"n\":\"x\"}\n{\"n\":\"9\"}\n");
  const Ran ran = at.from("elsewhere", "run ../shop/c.yaml");
  CHECK(ran.code == 0);
  CHECK(at.written() == "{\"n\":1}\n{\"n\":7}\n{\"n\":9}\n");
  CHECK_FALSE(fs::exists(at.program.folder() / "elsewhere/out.ndjson"));
  INFO(ran.out, ran.err);
  CHECK(ran.out.find("/shop/out.ndjson") != std::string::npos);
}

TEST_CASE("a config is printed with its paths as they are written") {
  const TwoFolders at;
  const Ran printed = at.from("elsewhere", "config print ../shop/c.yaml");
  INFO(printed.out);
  CHECK(printed.out.find("path: \"out.ndjson\"") != std::string::npos);
}

TEST_CASE("in a folder of files, a path is relative to the file that it stands in") {
  const TwoFolders at;
  fs::create_directories(at.program.folder() / "shop/parts");
  at.program.folder().write("shop/parts/out.yaml",
                            "outgoing: {o: {publisher: {use: file.publisher, path: o.ndjson}}}");
  at.program.folder().write(
      "shop/c.yaml",
      "pipelines: {p: {subscriber: {use: file.subscriber, path: in.ndjson}, to: o}}");
  CHECK(at.from("elsewhere", "run ../shop -q").code == 0);
  CHECK(read_file(at.program.folder() / "shop/parts/o.ndjson") == "{\"n\":\"1\"}\n{\"n\":\"x\"}\n");
}

TEST_CASE("what reads a file and what writes it are told apart from another folder, too") {
  const TwoFolders at;
  at.program.folder().write("shop/c.yaml",
                            "pipelines: {p: {subscriber: {use: file.subscriber, path: in.ndjson}, "
                            "publisher: {use: file.publisher, path: ./in.ndjson}}}");
  const Ran checked = at.from("elsewhere", "check ../shop/c.yaml");
  CHECK(checked.code == 2);
  INFO(checked.err);
  CHECK(checked.err.find("reads the file that it writes") != std::string::npos);
}

TEST_CASE("a script's file is relative to the config") {
  const TwoFolders at;
  at.program.folder().write("shop/p.lua", "record.n = 5");
  at.program.folder().write("shop/c.yaml", R"(
pipelines:
  p:
    subscriber: {use: file.subscriber, path: in.ndjson}
    transformers: [{use: lua.script, file: p.lua}]
    publishers: [{use: file.publisher, path: out.ndjson}]
)");
  const Ran ran = at.from("elsewhere", "run ../shop/c.yaml -q");
  INFO(ran.err);
  CHECK(ran.code == 0);
  CHECK(at.written() == "{\"n\":5}\n{\"n\":5}\n");
}
