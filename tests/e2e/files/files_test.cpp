// The real program and its files: who may see them, whose they are, and what is on disk when.
#include <doctest/doctest.h>

#include <filesystem>

#include "e2e/cli/program.hpp"

using namespace sluice::test;

namespace {

namespace fs = std::filesystem;

std::string copy_config(const std::string& in, const std::string& out,
                        const std::string& host = "{state: state}") {
  return "host: " + host +
         "\npipelines:\n  copy:\n    subscriber: {use: file.subscriber, path: " + in +
         "}\n    publishers:\n      - {use: file.publisher, path: " + out + "}\n";
}

struct Copy : Program {
  explicit Copy(const std::string& in = "in.ndjson", const std::string& out = "out.ndjson",
                const std::string& host = "{state: state}") {
    folder().write("c.yaml", copy_config(in, out, host));
    folder().write("in.ndjson", "{\"id\":1}\n{\"id\":2}\n");
  }
  std::string out() const { return read_file(folder() / "out.ndjson"); }
  void append(const std::string& line) const {
    std::ofstream(folder() / "in.ndjson", std::ios::app) << line << "\n";
  }
};

unsigned mode_of(const fs::path& path) {
  return static_cast<unsigned>(fs::status(path).permissions()) & 0777;
}

}  // namespace

TEST_CASE("an input that is the output is refused by check and by run, whatever it is called") {
  for (const char* name : {"in.ndjson", "./x/../in.ndjson", "link.ndjson", "hard.ndjson",
                           "links/in.ndjson", "/proc/self/cwd/in.ndjson"}) {
    CAPTURE(name);
    const Copy program("in.ndjson", name);
    fs::create_directory(program.folder() / "x");
    fs::create_symlink("in.ndjson", program.folder() / "link.ndjson");
    fs::create_hard_link(program.folder() / "in.ndjson", program.folder() / "hard.ndjson");
    fs::create_directory_symlink(".", program.folder() / "links");
    for (const char* command : {"check c.yaml", "run c.yaml"}) {
      const Ran ran = program.run(command);
      CHECK(ran.code == 2);
      CHECK(has(ran.err, "reads the file that it writes"));
      CHECK(has(ran.err, "(/pipelines/copy/publishers/0/path)"));
    }
    CHECK(read_file(program.folder() / "in.ndjson") == "{\"id\":1}\n{\"id\":2}\n");
  }
}

TEST_CASE("standard input or output that is the other file is refused by run") {
  const Copy from_input("\"-\"", "in.ndjson");
  Ran ran = from_input.run("run c.yaml <in.ndjson >.out 2>.err #");
  CHECK(ran.code == 2);
  CHECK(has(read_file(from_input.folder() / ".err"), "reads the file that it writes"));
  const Copy to_output("in.ndjson", "\"-\"");
  ran = to_output.run("run c.yaml >>in.ndjson 2>.err #");
  CHECK(ran.code == 2);
  CHECK(read_file(to_output.folder() / "in.ndjson") == "{\"id\":1}\n{\"id\":2}\n");
}

TEST_CASE("two publishers of one file are refused, also by way of a link to a file to come") {
  for (const char* other : {"out.ndjson", "to-come.ndjson", "links/out.ndjson"}) {
    CAPTURE(other);
    const Copy program;
    program.folder().write("c.yaml", copy_config("in.ndjson", "out.ndjson") +
                                         "      - {use: file.publisher, path: " + other +
                                         ", mode: replace}\n");
    fs::create_symlink("out.ndjson", program.folder() / "to-come.ndjson");
    fs::create_directory_symlink(".", program.folder() / "links");
    for (const char* command : {"check c.yaml", "run c.yaml"}) {
      const Ran ran = program.run(command);
      CHECK(ran.code == 2);
      CHECK(has(ran.err, "is written by pipelines.copy.publishers[0], too"));
    }
  }
}

TEST_CASE("pipelines that feed each other in a circle are refused, a chain is not") {
  const Program program;
  const auto pipeline = [](const std::string& name, const std::string& in, const std::string& out) {
    return "  " + name + ":\n    subscriber: {use: file.subscriber, path: " + in +
           "}\n    publisher: {use: file.publisher, path: " + out + "}\n";
  };
  program.folder().write("chain.yaml",
                         "pipelines:\n" + pipeline("a", "f1", "f2") + pipeline("b", "f2", "f3"));
  CHECK(program.run("check chain.yaml").code == 0);
  program.folder().write("circle.yaml", "pipelines:\n" + pipeline("a", "f1", "f2") +
                                            pipeline("b", "f2", "f3") + pipeline("c", "f3", "f1"));
  const Ran ran = program.run("check circle.yaml");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "read what they write, one from the other"));
}

TEST_CASE("an output that is the configuration or the state is refused") {
  const Copy config("in.ndjson", "c.yaml");
  CHECK(has(config.run("check c.yaml").err, "this is the configuration itself"));
  const Copy state("in.ndjson", "state/sluice.db");
  CHECK(has(state.run("check c.yaml").err, "this is the state store"));
}

TEST_CASE("the state folder and all in it are their owner's alone, whatever the umask") {
  const Copy program;
  program.folder().write("in.ndjson", "{\"id\":1}\n");
  CHECK(program.run("run c.yaml", "umask 0 &&").code == 0);
  CHECK(mode_of(program.folder() / "state") == 0700);
  for (const auto& entry : fs::recursive_directory_iterator(program.folder() / "state"))
    CHECK_MESSAGE((mode_of(entry.path()) & 077) == 0, entry.path().string());
}

TEST_CASE("a state folder that is open to others is closed, or refused if other files are in it") {
  const Copy program;
  fs::create_directory(program.folder() / "state");
  fs::permissions(program.folder() / "state", fs::perms(0755));
  CHECK(program.run("run c.yaml").code == 0);
  CHECK(mode_of(program.folder() / "state") == 0700);
  fs::permissions(program.folder() / "state", fs::perms(0755));
  program.folder().write("state/other.txt", "x");
  Ran ran = program.run("run c.yaml");
  CHECK(ran.code == 1);
  CHECK(has(ran.err, "open to others (mode 0755)"));
  CHECK(has(ran.err, "host.state_mode"));
  CHECK(mode_of(program.folder() / "state") == 0755);
  program.folder().write(
      "c.yaml", copy_config("in.ndjson", "out.ndjson", "{state: state, state_mode: \"0755\"}"));
  CHECK(program.run("run c.yaml").code == 0);
  CHECK(mode_of(program.folder() / "state") == 0755);
  CHECK((mode_of(program.folder() / "state/sluice.db") & 077) == 0);
}

TEST_CASE("a file at its size limit is an error of the write, and the next run ends the job") {
  const Copy program;
  std::string in;
  for (int i = 0; i < 20'000; i++) in += "{\"id\":" + std::to_string(i) + "}\n";
  program.folder().write("in.ndjson", in);
  const Ran ran = program.run("run c.yaml", "ulimit -f 400 &&");
  CHECK(ran.code == 1);
  CHECK(has(ran.err, "ulimit -f"));
  CHECK(program.run("run c.yaml").code == 0);
  CHECK(program.out() == in);
}

TEST_CASE("a state folder deleted during the run is noticed") {
  const Copy program("\"-\"", "out.ndjson");
  // With that file the target is open; what the run commits comes behind it.
  const std::string feed =
      "(cat in.ndjson; until ls state/work/*/tail; do :; done; rm -rf state; cat in.ndjson) | ";
  program.run("run c.yaml >.out 2>.err; echo $? >.code #", feed);
  CHECK(read_file(program.folder() / ".code") == "1\n");
  CHECK(has(read_file(program.folder() / ".err"), "was removed, moved or replaced"));
}

TEST_CASE("a state store of 0 bytes is refused with what to do, nothing is delivered again") {
  const Copy program;
  REQUIRE(program.run("run c.yaml").code == 0);
  fs::resize_file(program.folder() / "state/sluice.db", 0);
  const Ran ran = program.run("run c.yaml");
  CHECK(ran.code == 1);
  CHECK(has(ran.err, "is empty (0 bytes)"));
  CHECK(program.run("state show c.yaml").code == 1);
  CHECK(program.out() == "{\"id\":1}\n{\"id\":2}\n");
}

TEST_CASE("an output that was taken away is begun anew, without a word to say for it") {
  const Copy program;
  REQUIRE(program.run("run c.yaml").code == 0);
  fs::rename(program.folder() / "out.ndjson", program.folder() / "taken.ndjson");
  program.append("{\"id\":3}");
  CHECK(program.run("run c.yaml").code == 0);
  CHECK(program.out() == "{\"id\":3}\n");
}

TEST_CASE("state reset --publisher forgets one target, not the source") {
  const Copy program;
  REQUIRE(program.run("run c.yaml").code == 0);
  fs::resize_file(program.folder() / "out.ndjson", 3);
  program.append("{\"id\":3}");
  CHECK(program.run("run c.yaml").code == 1);
  CHECK(program.run("state reset c.yaml copy --publisher nobody").code == 2);
  CHECK(program.run("state show c.yaml --publisher x").code == 2);
  const Ran ran = program.run("state reset c.yaml copy --publisher file.publisher");
  CHECK(ran.code == 0);
  CHECK(has(ran.out, "publishers[0] (file.publisher): forgotten"));
  CHECK(program.run("run c.yaml").code == 0);
  CHECK(program.out() == "{\"i\n{\"id\":3}\n");
}

TEST_CASE(
    "a secret's file that others can read is warned about, and its byte order mark is not text") {
  const Copy program("in.ndjson", "\"${file:name}\"");
  program.folder().write("name", "\xEF\xBB\xBFout.ndjson\n");
  Ran ran = program.run("run c.yaml");
  CHECK(ran.code == 0);
  CHECK(has(ran.err, "name, which a setting is taken from, can be read or changed by others"));
  CHECK(program.out() == "{\"id\":1}\n{\"id\":2}\n");
  fs::permissions(program.folder() / "name", fs::perms(0600));
  CHECK_FALSE(has(program.run("check c.yaml").err, "warning"));
}

TEST_CASE("a plugin is refused if others may write a folder above it") {
  const Copy program;
  const fs::path plugins = fs::path(SLUICE_PROGRAM).parent_path().parent_path() / "plugins";
  fs::create_directories(program.folder() / "open/plugins");
  fs::copy_file(plugins / "file.so", program.folder() / "open/plugins/file.so");
  CHECK(program.run("check c.yaml --plugins open/plugins").code == 0);
  fs::permissions(program.folder() / "open", fs::perms(0777));
  const Ran ran = program.run("check c.yaml --plugins open/plugins");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "/open above it is writable by everyone"));
}

#ifdef TRACE_SYNCS
namespace {

// Where a line is first found at or behind `from`; npos if nowhere.
size_t line_of(const std::string& trace, const std::string& what, const fs::path& path,
               size_t from = 0) {
  return trace.find(what + " " + path.string() + "\n", from);
}

}  // namespace

TEST_CASE(
    "output and its name in the folder are on disk before the cursor that says so, and it, too") {
  const Copy program;
  const fs::path& folder = program.folder().path();
  const fs::path out = folder / "out.ndjson", log = folder / "state/sluice.db-wal";
  REQUIRE(program.run("run c.yaml", "LD_PRELOAD=" TRACE_SYNCS " SLUICE_TRACE=trace").code == 0);
  const std::string trace = read_file(folder / "trace");
  INFO(trace);
  const size_t written = line_of(trace, "write", out);
  REQUIRE(written != trace.npos);
  const size_t synced = line_of(trace, "sync", out, written);
  REQUIRE(synced != trace.npos);
  const size_t committed = line_of(trace, "write", log, written);
  REQUIRE(committed != trace.npos);
  CHECK(synced < committed);
  CHECK(line_of(trace, "sync", folder) < committed);
  CHECK(line_of(trace, "sync", log, committed) != trace.npos);
  CHECK(line_of(trace, "sync", folder / "state") < committed);
}

TEST_CASE("a replaced file is on disk before it is in place, and its name after it") {
  const Copy program;
  const fs::path& folder = program.folder().path();
  program.folder().write("c.yaml",
                         "pipelines:\n  copy:\n    subscriber: {use: file.subscriber, "
                         "path: in.ndjson, incremental: false}\n    publisher: {use: "
                         "file.publisher, path: out.ndjson, mode: replace}\n");
  REQUIRE(program.run("run c.yaml", "LD_PRELOAD=" TRACE_SYNCS " SLUICE_TRACE=trace").code == 0);
  const std::string trace = read_file(folder / "trace");
  INFO(trace);
  const std::string part = folder.string() + "/out.ndjson.";
  const size_t written = trace.find("write " + part);
  REQUIRE(written != trace.npos);
  const size_t synced = trace.find("sync " + part, written);
  REQUIRE(synced != trace.npos);
  const size_t committed = line_of(trace, "write", folder / "state/sluice.db-wal", written);
  CHECK(synced < committed);
  // The renaming comes behind the commit that says that all is there.
  CHECK(line_of(trace, "sync", folder, committed) != trace.npos);
  CHECK(program.out() == "{\"id\":1}\n{\"id\":2}\n");
}
#endif
