#include <doctest/doctest.h>

#include <algorithm>

#include "copy_program.hpp"

using namespace sluice::test;

TEST_CASE("help and version need nothing") {
  const Program program;
  CHECK(program.run("help").code == 0);
  CHECK(has(program.run("help").out, "sluice run FILE [PIPELINE...]"));
  CHECK(has(program.run("--help").out, "Exit codes"));
  CHECK(program.run("version").code == 0);
  CHECK(has(program.run("version --json").out, "\"record_layout\":1"));
}

TEST_CASE("wrong usage exits 2 and says what was meant") {
  const Program program;
  CHECK(program.run("").code == 2);
  Ran ran = program.run("chekc x.yaml");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "there is no command \"chekc\"; did you mean \"check\"?"));
  ran = program.run("check --jsno x.yaml");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "did you mean \"json\"?"));
  CHECK(program.run("check").code == 2);
  CHECK(program.run("run").code == 2);
  CHECK(program.run("tasks frob").code == 2);
  CHECK(program.run("state reset").code == 2);
}

TEST_CASE("a config that is not there exits 2") {
  const Program program;
  const Ran ran = program.run("check none.yaml");
  CHECK(ran.code == 2);
  CHECK(ran.err == "none.yaml: there is no such file\n");
}

TEST_CASE("a sound config is fine") {
  const Copy program;
  const Ran ran = program.run("check c.yaml");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(ran.out == "c.yaml: fine, 1 pipeline\n");
  CHECK(!std::filesystem::exists(program.folder() / "state"));
}

TEST_CASE("check tells every problem, one line each, with its place") {
  const Program program;
  program.folder().write("c.yaml",
                         "host: {stat: x}\n"
                         "pipelines:\n"
                         "  p:\n"
                         "    subscriber: {use: file.subscrber, path: in}\n"
                         "    transformers:\n"
                         "      - use: core.filter\n"
                         "        where: \"a ==\"\n"
                         "    publisher: {use: file.publisher, pth: x}\n");
  const Ran ran = program.run("check c.yaml");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "c.yaml:1:8: unknown key \"stat\"; did you mean \"state\"? (/host/stat)\n"));
  CHECK(has(ran.err,
            "c.yaml:4:23: no plugin has a component \"file.subscrber\"; did you mean "
            "\"file.subscriber\"?"));
  CHECK(has(ran.err, "c.yaml:7:16: "));
  CHECK(has(ran.err, "c.yaml:8:38: unknown key \"pth\"; did you mean \"path\"?"));
}

TEST_CASE("a misspelt key of a pipeline or a component is told once, whatever needs it") {
  const Program program;
  program.folder().write("c.yaml",
                         "pipelines:\n"
                         "  p:\n"
                         "    subscriber: {use: file.subscriber, pth: in}\n"
                         "    transformers: [{use: core.filter, were: a}]\n"
                         "    publishrs: [{use: file.publisher, path: x}]\n"
                         "  q:\n"
                         "    subscribr: {use: file.subscriber, path: in}\n"
                         "    publisher: {use: file.publisher, pth: y}\n");
  const Ran ran = program.run("check c.yaml");
  CHECK(ran.code == 2);
  CHECK(std::count(ran.err.begin(), ran.err.end(), '\n') == 5);
  for (const char* meant : {"path", "where", "publishers", "subscriber"})
    CHECK(has(ran.err, "did you mean \"" + std::string(meant) + "\"?"));
}

TEST_CASE("check for machines is one JSON object") {
  const Program program;
  program.folder().write("c.yaml", "pipelines: 5\n");
  const Ran ran = program.run("check c.yaml --json");
  CHECK(ran.code == 2);
  CHECK(has(ran.out, "\"ok\":false"));
  CHECK(has(ran.out, "\"line\":1,\"column\":12,\"pointer\":\"/pipelines\""));
}

TEST_CASE("run moves records once, and the next run only what is new") {
  const Copy program;
  Ran ran = program.run("run c.yaml");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(has(ran.out, "copy   done      2 delivered · 1 filtered · 0 parked   "));
  CHECK(has(ran.out, "→ out.ndjson\n1 pipeline: 1 done · exit 0\n"));
  CHECK(has(ran.err, "pipeline copy: done: read 3, filtered 1, delivered 2, parked 0, "));
  CHECK(read_file(program.folder() / "out.ndjson") == kOut);
  ran = program.run("run c.yaml --json");
  CHECK(ran.code == 0);
  CHECK(has(ran.out, "\"read\":0"));
  CHECK(read_file(program.folder() / "out.ndjson") == kOut);
}

TEST_CASE("run takes named pipelines and refuses unknown ones") {
  const Copy program;
  CHECK(program.run("run --config c.yaml copy --quiet").code == 0);
  const Ran ran = program.run("run c.yaml cpy");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "there is no pipeline \"cpy\"; did you mean \"copy\"?"));
}

TEST_CASE("a run that parked records exits 3 and its tasks are listed") {
  const Copy program;
  program.folder().write("c.yaml",
                         "pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: in}\n"
                         "    transformers: [{use: core.cast, fields: {n: integer}}]\n"
                         "    publisher: {use: file.publisher, path: out}\n");
  program.folder().write("in", "{\"n\":\"5\"}\n{\"n\":\"five\"}\n");
  const Ran ran = program.run("run c.yaml");
  CHECK_MESSAGE(ran.code == 3, ran.err);
  CHECK(read_file(program.folder() / "out") == "{\"n\":5}\n");
  const Ran list = program.run("tasks list c.yaml");
  CHECK(list.code == 0);
  CHECK(has(list.out, "transformers[0] (core.cast)"));
  const Ran show = program.run("tasks show c.yaml 1");
  CHECK(show.code == 0);
  CHECK(has(show.out, "as it arrived: {\"n\":\"five\"}"));
  CHECK(program.run("tasks show c.yaml 99").code == 2);
  CHECK(program.run("tasks show c.yaml x").code == 2);
  CHECK(has(program.run("tasks list --state state --json").out, "\"pipeline\":\"p\""));
}

TEST_CASE("a failing pipeline does not stop another and exits 1") {
  const Copy program;
  program.folder().write("c.yaml", kConfig +
                                       "  broken:\n"
                                       "    subscriber: {use: file.subscriber, path: none}\n"
                                       "    publisher: {use: file.publisher, path: never}\n");
  const Ran ran = program.run("run c.yaml");
  CHECK(ran.code == 1);
  CHECK(has(ran.err, "pipeline broken"));
  CHECK(has(ran.out, "\nbroken   FAILED    "));
  CHECK(has(ran.out, "2 pipelines: 1 done, 1 failed · exit 1\n"));
  CHECK(read_file(program.folder() / "out.ndjson") == kOut);
}

TEST_CASE("state is shown, forgotten on request, and the walk starts over") {
  const Copy program;
  REQUIRE(program.run("run c.yaml --quiet").code == 0);
  CHECK(has(program.run("state show c.yaml").out, "pipeline copy: walk"));
  CHECK(has(program.run("state show c.yaml --json").out, "\"pipeline\":\"copy\""));
  CHECK(program.run("state reset c.yaml cpoy").code == 2);
  const Ran reset = program.run("state reset c.yaml copy");
  CHECK(reset.code == 0);
  CHECK(has(reset.out, "forgotten"));
  CHECK(has(program.run("run c.yaml").err, "read 3"));
}

TEST_CASE("tasks and state of a pipeline that is not there are refused") {
  const Copy program;
  for (const char* command : {"tasks list", "state show", "state reset"}) {
    CAPTURE(command);
    Ran ran = program.run(std::string(command) + " c.yaml cpy");
    CHECK(ran.code == 2);
    CHECK(has(ran.err, "there is no pipeline \"cpy\"; did you mean \"copy\"?"));
    ran = program.run(std::string(command) + " c.yaml other");
    CHECK(ran.code == 2);
    CHECK(has(ran.err, "there is no pipeline \"other\"; known are copy"));
    CHECK(program.run(std::string(command) + " c.yaml copy").code == 0);
  }
  REQUIRE(program.run("run c.yaml -q").code == 0);
  CHECK(program.run("state show --state state copy").code == 0);
  CHECK(program.run("tasks list --state state copy").code == 0);
  CHECK(program.run("tasks list --state state cpy").code == 2);
}

TEST_CASE("the environment replaces the file's state folder, the command line both") {
  const Copy program;
  CHECK(program.run("run c.yaml --quiet", "SLUICE_STATE=env").code == 0);
  CHECK(std::filesystem::exists(program.folder() / "env/sluice.db"));
  CHECK(program.run("run c.yaml --quiet --state=cli", "SLUICE_STATE=env2").code == 0);
  CHECK(std::filesystem::exists(program.folder() / "cli/sluice.db"));
  CHECK(!std::filesystem::exists(program.folder() / "env2"));
  CHECK(!std::filesystem::exists(program.folder() / "state"));
}

TEST_CASE("a failure is told once where output and errors are one file, and on both otherwise") {
  const Copy program;
  std::filesystem::remove(program.folder() / "in.ndjson");
  const auto times = [](const std::string& text) {
    size_t count = 0;
    for (size_t at = 0; (at = text.find("in.ndjson", at)) != text.npos; at++) count++;
    return count;
  };
  const Ran apart = program.run("run c.yaml");
  CHECK(times(apart.out) == 1);
  CHECK(times(apart.err) == 1);
  program.run("run c.yaml >both 2>&1 #");
  CHECK(times(read_file(program.folder() / "both")) == 1);
  program.run("run c.yaml -q >both 2>&1 #");
  CHECK(times(read_file(program.folder() / "both")) == 1);
}

TEST_CASE("quiet prints errors only") {
  const Copy program;
  REQUIRE(program.run("run c.yaml -q").code == 0);  // says that the state is new
  const Ran fine = program.run("run c.yaml -q");
  CHECK(fine.code == 0);
  CHECK(fine.out + fine.err == "");
  program.folder().write("plugins/text.so", "not a library\n");
  std::filesystem::remove(program.folder() / "in.ndjson");
  const Ran failed = program.run("run c.yaml -q --plugins plugins --plugins \"" TEST_PLUGINS "\"");
  CHECK(failed.code == 1);
  CHECK(failed.out == "");
  CHECK(has(failed.err, "pipeline copy"));
  CHECK(!has(failed.err, "warning"));
  CHECK(std::count(failed.err.begin(), failed.err.end(), '\n') == 1);
}

TEST_CASE("a pipeline's name is said once in a line") {
  const Copy program;
  std::filesystem::remove(program.folder() / "in.ndjson");
  const Ran ran = program.run("run c.yaml");
  const size_t first = ran.err.find("pipeline copy");
  const size_t end = ran.err.find('\n', first);
  CHECK(ran.err.substr(first + 1, end - first).find("pipeline copy") == std::string::npos);
}

TEST_CASE("a state folder that is named and not there is no such state") {
  const Copy program;
  REQUIRE(program.run("run c.yaml -q").code == 0);
  for (const char* command : {"tasks list", "state show", "state reset"}) {
    const Ran ran = program.run(std::string(command) + " --state typo");
    CHECK(ran.code == 2);
    CHECK(has(ran.err, "no such state: "));
    CHECK(has(ran.err, "typo does not exist"));
  }
  CHECK(program.run("tasks list --state state").code == 0);
  CHECK(has(program.run("tasks list --state .").err, "has no sluice.db"));
}

TEST_CASE("a variable that only another pipeline needs may be unset") {
  const Copy program;
  program.folder().write("c.yaml",
                         kConfig +
                             "  other:\n"
                             "    subscriber: {use: file.subscriber, path: \"${UNSET}\"}\n"
                             "    publisher: {use: file.publisher, path: never}\n");
  CHECK(program.run("run c.yaml copy").code == 0);
  CHECK(program.run("check c.yaml copy").code == 0);
  const Ran all = program.run("check c.yaml");
  CHECK(all.code == 2);
  CHECK(has(all.err, "c.yaml:10:46: the environment variable UNSET is not set"));
  CHECK(program.run("run c.yaml").code == 2);
}

TEST_CASE("what records, files and plugins hold never commands the terminal") {
  const Program program;
  program.folder().write("c.yaml",
                         "pipelines:\n  p:\n    subscriber: {use: file.subscriber, path: in}\n"
                         "    transformers: [{use: core.cast, fields: {n: integer}}]\n"
                         "    publisher: {use: file.publisher, path: out}\n");
  program.folder().write("in", "{\"n\":\"\xe2\x80\xae\xc2\x9b\\u001b[2J\"}\n");
  CHECK(program.run("run c.yaml").code == 3);
  const Ran bad = program.run("check \"$(printf 'x\\033]0;y\\007.yaml')\"");
  CHECK(has(bad.err, "x\\x1b]0;y\\x07.yaml: there is no such file"));
  for (const char* command :
       {"tasks list c.yaml", "tasks show c.yaml 1", "tasks show c.yaml 1 --json"}) {
    const Ran ran = program.run(command);
    CHECK(ran.code == 0);
    for (const char* evil : {"\x1b", "\xe2\x80\xae", "\xc2\x9b"}) CHECK(!has(ran.out, evil));
  }
  CHECK(has(program.run("tasks show c.yaml 1").out, "\\u202e\\u009b"));
}

TEST_CASE("secrets never show in messages") {
  const Program program;
  program.folder().write(
      "c.yaml",
      "clients:\n  shop: {use: lightspeedhq.client, base_uri: 5, token: \"${T}\"}\n"
      "pipelines: {}\n");
  const Ran ran = program.run("check c.yaml", "T=very-secret-token");
  CHECK(ran.code == 2);
  CHECK(!has(ran.err + ran.out, "very-secret-token"));
}

TEST_CASE("check warns of an API version that is not known") {
  const Program program;
  if (program.run("plugins show lightspeedhq").code != 0) return;  // its folder may be deleted
  program.folder().write(
      "v.yaml",
      "host: {state: state}\nclients:\n  shop: {use: lightspeedhq.client, base_uri: "
      "\"http://localhost:1\", token: abcd, api_version: 2025-10}\npipelines:\n  p:\n    "
      "subscriber: {use: lightspeedhq.subscriber, client: shop, entity: outlets}\n    publishers: "
      "[{use: file.publisher, path: out}]\n");
  const Ran ran = program.run("check v.yaml");
  CHECK(ran.code == 0);
  CHECK(has(ran.err, "API version 2025-10 is not known here"));
}

TEST_CASE("a client without a connection check is told as such, and nothing is wrong") {
  const Copy program;
  if (program.run("plugins show http").code != 0) return;  // its folder may be deleted
  program.folder().write(
      "c.yaml",
      kConfig + "clients: {shop: {use: http.client, base_uri: \"http://localhost:1\"}}\n");
  const Ran ran = program.run("check --connect c.yaml");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(has(ran.out, "clients.shop: http.client offers no connection check\n"));
}

TEST_CASE("a run is recorded or replayed, with the options that belong to that") {
  const Copy copy;
  CHECK(has(copy.run("help run").out, "--replay FILE"));
  CHECK(has(copy.run("run c.yaml --record a --replay a").err, "exclude each other"));
  CHECK(has(copy.run("run c.yaml --output a").err, "--output belongs to --replay"));
  CHECK(has(copy.run("run c.yaml --overwrite").err, "--overwrite belongs to --record"));
  CHECK(copy.run("run c.yaml --replay missing").code == 2);
}

TEST_CASE("a replay leaves the real state and files alone, and its folder must be empty") {
  const Copy copy;
  REQUIRE(copy.run("run c.yaml --record a.rec").code == 0);
  CHECK(copy.run("run c.yaml --record a.rec").code == 2);
  CHECK(copy.run("run c.yaml --record a.rec --overwrite").code == 0);
  REQUIRE(copy.run("state reset c.yaml copy").code == 0);
  CHECK(copy.run("run c.yaml --record a.rec --overwrite").code == 0);
  const std::string before = read_file(copy.folder() / "out.ndjson");
  REQUIRE(copy.run("run c.yaml --replay a.rec --output again").code == 0);
  CHECK(read_file(copy.folder() / "out.ndjson") == before);
  CHECK(read_file(copy.folder() / "again/out.ndjson") == kOut);
  const Ran ran = copy.run("run c.yaml --replay a.rec --output again");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "is not empty"));
}
