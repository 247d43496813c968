#include "terminal.hpp"

#include <doctest/doctest.h>

#include "support/temp_folder.hpp"

using namespace sluice::test;

namespace {

// Reads what is typed, so a run lasts until the test ends it.
constexpr const char* kConfig = R"(host: {state: state}
pipelines:
  typed:
    subscriber: {use: file.subscriber, path: "-"}
    publisher: {use: file.publisher, path: out.ndjson}
  filed:
    subscriber: {use: file.subscriber, path: in.ndjson}
    publisher: {use: file.publisher, path: copy.ndjson}
)";

struct Folder : TempFolder {
  Folder() {
    write("c.yaml", kConfig);
    write("in.ndjson", "{\"id\":1}\n{\"id\":2}\n");
  }
};

struct Session {
  Folder folder;  // is there before the program starts
  Terminal terminal{folder.path().string(), "'" SLUICE_PROGRAM "' run c.yaml"};
};

}  // namespace

TEST_CASE("a terminal shows a bar with records and rate while a run lasts") {
  Session session;
  CHECK(session.terminal.wait_for("===="));
  CHECK(session.terminal.wait_for("records, "));
  session.terminal.type("\x04");
  CHECK_MESSAGE(session.terminal.wait() == 0, session.terminal.shown());
  CHECK(session.terminal.shown().find("typed   done") != std::string::npos);
}

TEST_CASE("Ctrl-C ends a run with 130 and what it had finished is committed") {
  Session session;
  REQUIRE(session.terminal.wait_for("2 records, "));
  session.terminal.type("\x03");
  CHECK_MESSAGE(session.terminal.wait() == 130, session.terminal.shown());
  CHECK(session.terminal.shown().find("typed   stopped") != std::string::npos);
  CHECK(session.terminal.shown().find("exit 130") != std::string::npos);
  CHECK(read_file(session.folder / "copy.ndjson") == "{\"id\":1}\n{\"id\":2}\n");
  Terminal again(session.folder.path().string(), "'" SLUICE_PROGRAM "' run c.yaml filed --json");
  CHECK(again.wait() == 0);
  CHECK(again.shown().find("\"read\":0") != std::string::npos);
}

TEST_CASE("records that go to a terminal cannot command it, and are the same JSON") {
  Folder folder;
  folder.write("out.yaml",
               "pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: evil.ndjson}\n"
               "    publisher: {use: file.publisher, path: \"-\"}\n");
  folder.write("evil.ndjson",
               "{\"name\":\"\xc2\x9b"
               "2J\xe2\x80\xaex\"}\n");
  Terminal terminal(folder.path().string(), "'" SLUICE_PROGRAM "' run out.yaml -q");
  CHECK(terminal.wait() == 0);
  CHECK(terminal.shown().find("{\"name\":\"\\u009b2J\\u202ex\"}") != std::string::npos);
  CHECK(terminal.shown().find("\xc2\x9b") == std::string::npos);
}

TEST_CASE("top draws its table anew while a server runs, and ends with it") {
  Folder folder;
  folder.write("served.yaml",
               "host: {state: state}\npipelines:\n  filed:\n    schedule: {every: 1s}\n"
               "    subscriber: {use: file.subscriber, path: in.ndjson}\n"
               "    publisher: {use: file.publisher, path: copy.ndjson}\n");
  Terminal server(folder.path().string(), "'" SLUICE_PROGRAM "' serve served.yaml");
  REQUIRE(server.wait_for("run 1 done"));
  Terminal top(folder.path().string(), "'" SLUICE_PROGRAM "' top served.yaml");
  CHECK(top.wait_for("\033[H\033[2J"));
  CHECK(top.wait_for("PIPELINE"));
  CHECK(top.wait_for("filed"));
  REQUIRE(server.wait_for("run 3 done"));
  server.type("\x03");
  CHECK(server.wait() == 0);
  CHECK_MESSAGE(top.wait() == 1, top.shown());
  const std::string shown = top.shown();
  CHECK(shown.find("\033[H\033[2J") != shown.rfind("\033[H\033[2J"));
  CHECK(shown.find("sluice top: the server has ended") != std::string::npos);
}

TEST_CASE("eval asks for expressions at a terminal, completes them and remembers them") {
  Folder folder;
  // libedit 3.1 never frees the two texts that come with a function of ours (EL_ADDFN).
  const std::string eval =
      "env XDG_STATE_HOME=. TERM=dumb ASAN_OPTIONS=intercept_tls_get_addr=0:detect_leaks=0 "
      "'" SLUICE_PROGRAM "' eval --input in.ndjson";
  {
    Terminal terminal(folder.path().string(), eval);
    REQUIRE(terminal.wait_for("Tab completes"));
    terminal.type("to_str\t\tid) == `1`\r");
    REQUIRE_MESSAGE(terminal.wait_for("false"), terminal.shown());
    terminal.type("id == \r");
    REQUIRE(terminal.wait_for("column"));
    terminal.type("\r");
    CHECK(terminal.wait() == 0);
  }
  const std::string history = read_file(folder / "sluice" / "eval_history");
  CHECK_MESSAGE(history.find("to_string(id)") != std::string::npos, history);
}
