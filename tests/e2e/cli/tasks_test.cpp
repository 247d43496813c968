// Tasks from the command line, over real files.
#include <doctest/doctest.h>

#include "program.hpp"

using namespace sluice::test;

namespace {

// Two records have no number for a price, and one line is not JSON.
struct Parked : Program {
  Parked() {
    folder().write("c.yaml", R"(host: {state: state}
pipelines:
  p:
    subscriber: {use: file.subscriber, path: in}
    transformers: [{use: core.cast, fields: {n: integer}}]
    publisher: {use: file.publisher, path: out}
)");
    folder().write("in", "{\"n\":\"5\"}\n{\"n\":\"five\"}\nnothing\n{\"n\":\"6x\"}\n");
    REQUIRE(run("run c.yaml").code == 3);
  }
  std::string out_file() const { return read_file(folder() / "out"); }
};

}  // namespace

TEST_CASE("a quiet run says of parked records what to do, and nothing else") {
  const Parked program;
  REQUIRE(program.run("state reset c.yaml p").code == 0);
  const Ran ran = program.run("run c.yaml -q");
  CHECK(ran.code == 3);
  CHECK(ran.out == "");
  CHECK(ran.err == "pipeline p: 3 records are parked: sluice tasks list c.yaml p\n");
}

TEST_CASE("tasks are listed by filter, page by page") {
  const Parked program;
  Ran ran = program.run("tasks list c.yaml --limit 2");
  CHECK(ran.code == 0);
  CHECK(has(ran.out, "there may be more: --after 2"));
  CHECK(has(program.run("tasks list c.yaml --limit 2 --after 2").out, "1  "));
  ran = program.run("tasks list c.yaml --step 'subscriber (file.subscriber)'");
  CHECK(has(ran.out, "it is not JSON"));
  CHECK_FALSE(has(ran.out, "core.cast"));
  CHECK(has(program.run("tasks list c.yaml --text FIVE").out, "'five'"));
  CHECK(program.run("tasks list c.yaml --older 1d").out == "no tasks\n");
  CHECK(program.run("tasks list c.yaml --in done,skipped").out == "no tasks\n");
}

TEST_CASE("what an option of tasks cannot mean is refused with what it takes") {
  const Parked program;
  const auto refused = [&](const std::string& what, const std::string& why) {
    const Ran ran = program.run("tasks " + what);
    CHECK(ran.code == 2);
    CHECK_MESSAGE(has(ran.err, why), ran.err);
  };
  refused("list c.yaml --in gone", "parked, retrying, done");
  refused("list c.yaml --older soon", "such as 90m, 12h or 30d");
  refused("list c.yaml --class odd", "known are");
  refused("list c.yaml --limit 0", "a number from 1");
  refused("skip c.yaml", "which tasks?");
  refused("retry c.yaml x", "is not a number");
  refused("retry --state state 1", "needs the config");
  refused("prune c.yaml --in retrying", "cannot be deleted");
  refused("import c.yaml", "which file?");
}

TEST_CASE("errors that are alike are one group, which is named to list and skip it") {
  const Parked program;
  const Ran groups = program.run("tasks groups c.yaml --json");
  CHECK(has(groups.out, "\"count\":2"));
  CHECK(has(groups.out, "cannot cast … to integer"));
  CHECK(has(program.run("tasks skip c.yaml --group 1").out, "2 tasks are skipped"));
  CHECK(has(program.run("tasks list c.yaml --in skipped").out, "skipped"));
}

TEST_CASE("an edited task is sent with the next retry, and is done then") {
  const Parked program;
  program.folder().write("value", "{\n  \"n\": \"7\"\n}\n");
  Ran ran = program.run("tasks list c.yaml --text five --json");
  const std::string id = ran.out.substr(ran.out.find("\"id\":") + 5, 1);
  CHECK(has(program.run("tasks edit c.yaml " + id + " --value value").out, "is edited"));
  CHECK(has(program.run("tasks show c.yaml " + id).out, "as edited: "));
  ran = program.run("tasks retry c.yaml " + id);
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(program.out_file() == "{\"n\":5}\n{\"n\":7}\n");
  CHECK(has(program.run("tasks show c.yaml " + id).out, "state: done"));
  CHECK(program.run("tasks retry c.yaml " + id).out == "no tasks to retry\n");
}

TEST_CASE("the editor of a person's choice edits a task; a failing one changes nothing") {
  const Parked program;
  Ran ran = program.run("tasks edit c.yaml 1", "EDITOR='sed -i s/five/8/'");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(has(program.run("tasks show c.yaml 1").out + program.run("tasks show c.yaml 2").out +
                program.run("tasks show c.yaml 3").out,
            "as edited: "));
  ran = program.run("tasks edit c.yaml 2", "EDITOR=false");
  CHECK(ran.code == 1);
  CHECK(has(ran.err, "nothing is changed"));
  ran = program.run("tasks edit c.yaml 2", "EDITOR='echo broken >'");
  CHECK(ran.code == 1);
  CHECK(has(ran.err, "stays as it is"));
}

TEST_CASE("a retry of everything parks again what still fails") {
  const Parked program;
  const Ran ran = program.run("tasks retry c.yaml --all");
  CHECK(ran.code == 3);
  CHECK(program.out_file() == "{\"n\":5}\n");
  CHECK(has(program.run("tasks list c.yaml").out, "(2 times)"));
}

TEST_CASE("tasks go to another state folder as lines and are there only once") {
  const Parked program;
  program.folder().write("lines", program.run("tasks export c.yaml --all").out);
  REQUIRE(program.run("tasks skip c.yaml --all").code == 0);
  CHECK(has(program.run("tasks prune c.yaml --in skipped").out, "3 tasks are deleted"));
  CHECK(has(program.run("tasks import c.yaml lines").out, "3 tasks are imported"));
  CHECK(has(program.run("tasks import c.yaml lines").out, "3 were there already"));
  CHECK(has(program.run("tasks list c.yaml").out, "'five'"));
  program.folder().write("lines", "{\"pipeline\":5}\n");
  CHECK(has(program.run("tasks import c.yaml lines").err, "line 1: its member \"pipeline\""));
}
