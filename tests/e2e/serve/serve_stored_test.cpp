// Tasks and state beside a running server: the commands are its clients, and say the same as
// without it.
#include <doctest/doctest.h>

#include "held_target.hpp"
#include "shop.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

constexpr const char* kSteps = "    transformers: [{use: core.cast, fields: {n: integer}}]\n";

// Two of four records have no number: they are tasks before any server runs.
struct ParkedShop : Shop {
  ParkedShop() {
    folder().write("in.ndjson", "{\"n\":\"5\"}\n{\"n\":\"five\"}\n{\"n\":\"6x\"}\n{\"n\":\"7\"}\n");
    write("p.yaml",
          "pipelines:\n  p:\n    schedule: \"0 0 1 1 *\"\n"
          "    subscriber: {use: file.subscriber, path: ../in.ndjson}\n" +
              std::string(kSteps) + "    publisher: {use: file.publisher, path: ../p.ndjson}\n");
    REQUIRE(run("run shop").code == 3);
  }
};

struct Said {
  int code;
  std::string out, err;
  bool operator==(const Said&) const = default;
};

Said said(const Shop& shop, const std::string& command) {
  const Ran ran = shop.run(command);
  return {ran.code, ran.out, ran.err};
}

// One that stopped at this step, as if of an earlier run.
void import_task(const Shop& shop, const std::string& step) {
  shop.folder().write("line", R"({"pipeline":"p","origin":"o","state":"parked","source":"{}",)"
                              R"("first_us":1,"last_us":1,)"
                              R"("value":"{\"n\":\"2\"}","step":")" +
                                  step + "\"}\n");
  REQUIRE(shop.run("tasks import shop line").code == 0);
}

// What only shows: nothing is changed by it.
const std::vector<std::string> kShown = {
    "tasks list shop",
    "tasks list shop --limit 1",
    "tasks list shop --text FIVE --json",
    "tasks list shop --older 1d",
    "tasks list shop --class data --step 'transformers[0] (core.cast)'",
    "tasks list shop p --in all",
    "tasks list shop nosuch",
    "tasks groups shop",
    "tasks groups shop --json",
    "tasks show shop 1",
    "tasks show shop 2 --json",
    "tasks show shop 9",
    "tasks export shop --all",
    "tasks skip shop",
    "tasks prune shop --in retrying",
    "state show shop",
    "state show shop --json",
    "state show shop nosuch",
    "state export shop",
    "state rewind shop p",
    "state rewind shop p --to 0 --yes",
    "state reset shop",
};

}  // namespace

TEST_CASE("what tasks and state show is the same with a server and without") {
  const ParkedShop shop;
  std::vector<Said> with;
  {
    Child server = shop.serve();
    REQUIRE(server.says("control API at "));
    for (const std::string& command : kShown) with.push_back(said(shop, command));
    server.send(SIGTERM);
    REQUIRE(server.end() == 0);
  }
  for (size_t i = 0; i < kShown.size(); i++) {
    const Said without = said(shop, kShown[i]);
    CHECK_MESSAGE(with[i] == without, kShown[i], ":\n", with[i].code, with[i].out, with[i].err,
                  "---\n", without.code, without.out, without.err);
  }
}

TEST_CASE("a task that is edited beside a server is sent by a run of the server") {
  const ParkedShop shop;
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  shop.folder().write("value", "{\"n\": \"8\"}");
  Ran ran = shop.run("tasks edit shop 1 --value value");
  CHECK_MESSAGE(
      ran.out == "task 1 is edited, its original value is kept; send it with sluice tasks retry\n",
      ran.err);
  CHECK(has(shop.run("tasks show shop 1").out, "as edited: {\"n\": \"8\"}"));
  ran = shop.run("tasks retry shop 1");
  CHECK_MESSAGE(ran.code == 0, ran.err, server.said());
  CHECK(has(ran.err, "pipeline p: tasks of transformers[0] (core.cast) go on from there"));
  CHECK(has(ran.out, "1 delivered"));
  CHECK(has(ran.out, "→ p.ndjson"));
  CHECK(has(read_file(shop.folder() / "p.ndjson"), "{\"n\":8}\n"));
  CHECK(has(shop.run("tasks show shop 1").out, "state: done"));
  CHECK(has(shop.run("runs list shop").out, "p  done (retry)"));
  CHECK(shop.run("tasks retry shop 1").out == "no tasks to retry\n");
  CHECK(shop.run("tasks retry shop 2").code == 3);
}

TEST_CASE("tasks are skipped, exported, deleted and imported again through a server") {
  const ParkedShop shop;
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  CHECK(shop.run("tasks skip shop --text five").out == "1 task is skipped\n");
  const std::string exported = shop.run("tasks export shop --in all").out;
  shop.folder().write("lines", exported);
  CHECK(shop.run("tasks prune shop --in parked,skipped").out == "2 tasks are deleted\n");
  CHECK(shop.run("tasks list shop --in all").out == "no tasks\n");
  CHECK(shop.run("tasks import shop lines").out == "2 tasks are imported\n");
  CHECK(shop.run("tasks import shop lines").out == "0 tasks are imported, 2 were there already\n");
  CHECK(shop.run("tasks export shop --in all").out == exported);
}

TEST_CASE("a retry waits for the run of its pipeline") {
  const Shop shop;
  HeldTarget target;
  shop.folder().write("in.ndjson", "{\"n\":\"x\"}\n{\"n\":\"1\"}\n");
  shop.write("p.yaml", config_to(target, "p", kSteps));
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  Child run(shop.folder().path(), {"run", "shop"});
  target.wait_for(1);
  import_task(shop, "transformers[0] (core.cast)");
  CHECK(shop.run("tasks import shop line").code == 0);
  Child retry(shop.folder().path(), {"tasks", "retry", "shop", "--all"});
  while (!has(shop.run("runs list shop").out, "queued (retry)")) {
  }
  CHECK(has(shop.run("state reset shop p").err, "in use"));
  CHECK(shop.run("state reset shop p").code == 4);
  REQUIRE(shop.run("run shop --state own").code == 3);  // the second request
  CHECK(retry.end() == 0);
  run.end();
  CHECK(has(shop.run("runs list shop").out, "done (retry): read 1, filtered 0, delivered 1"));
}

TEST_CASE("a pipeline is put back, set and reset through a server") {
  const ParkedShop shop;
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  shop.folder().write("place", shop.run("state export shop").out);
  Ran ran = shop.run("state reset shop p");
  CHECK(ran.out == "pipeline p: forgotten; the next run starts over\n");
  CHECK(shop.run("state reset shop p").out == "pipeline p: nothing was stored\n");
  CHECK(shop.run("state import shop place").out == "1 pipeline stands where the file says\n");
  CHECK(shop.run("run shop").code == 0);
  ran = shop.run("state rewind shop p --to 1d --yes");
  CHECK_MESSAGE(has(ran.err, "no checkpoint so early"), ran.out, ran.err);
  shop.folder().write("cursor", "\n");
  CHECK(has(shop.run("state set shop p --value cursor").out, "the next run continues from there"));
  CHECK(shop.run("run shop").code == 3);
  CHECK(has(shop.run("state backup shop copy.db").out, "is copied to copy.db"));
  CHECK(shop.run("state backup shop copy.db").code == 1);
}

TEST_CASE("a server retries tasks at their step, which a reload moved") {
  const ParkedShop shop;
  shop.folder().write("value", R"({"n":"9"})");
  REQUIRE(shop.run("tasks edit shop 1 --value value").code == 0);
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  const std::string config = read_file(shop.folder() / "shop/p.yaml");
  const size_t list = config.find('[') + 1;
  shop.write("p.yaml", config.substr(0, list) + "{use: core.map, set: {new: '`true`'}}, " +
                           config.substr(list));
  REQUIRE(shop.run("reload shop").code == 0);
  const Ran retry = shop.run("tasks retry shop 1");
  CHECK_MESSAGE(retry.code == 0, retry.err);
  REQUIRE(server.says("transformers[0] (core.cast) -> transformers[1] (core.cast)"));
  CHECK(read_file(shop.folder() / "p.ndjson") == "{\"n\":5}\n{\"n\":7}\n{\"n\":9}\n");
}

TEST_CASE("a retry that was queued when its server stopped is stopped, and its tasks stay") {
  const Shop shop;
  HeldTarget target;
  shop.write("p.yaml", config_to(target, "p"));
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  Child run(shop.folder().path(), {"run", "shop"});
  target.wait_for(1);
  import_task(shop, "publishers[0] (http.publisher)");
  CHECK(shop.run("tasks import shop line").code == 0);
  Child retry(shop.folder().path(), {"tasks", "retry", "shop", "--all"});
  while (!has(shop.run("runs list shop").out, "queued (retry)")) {
  }
  server.send(SIGTERM);
  CHECK(server.end() == 0);
  CHECK(retry.end() == 1);
  CHECK(has(shop.run("runs list shop").out, "stopped (retry)"));
  CHECK(has(shop.run("tasks list shop").out, "1  "));
}

TEST_CASE("a task shows what its target was asked and answered, and its earlier failures") {
  const Shop shop;
  ScriptedServer target([](const std::string&, size_t number) {
    return Reply{response(409, number == 1 ? R"({"error":"exists"})" : R"({"error":"again"})")};
  });
  shop.write("p.yaml", config_to(target, "p"));
  CHECK(shop.run("run shop").code == 3);
  std::string shown = shop.run("tasks show shop 1").out;
  CHECK_MESSAGE(has(shown, "asked: POST /x\n"), shown);
  CHECK(has(shown, "\nsent: {"));
  CHECK(has(shown, "answered: 409 {\"error\":\"exists\"}\n"));
  CHECK_FALSE(has(shown, "failed before"));
  CHECK(shop.run("tasks retry shop --all").code == 3);
  shown = shop.run("tasks show shop 1").out;
  CHECK(has(shown, "answered: 409 {\"error\":\"again\"}\n"));
  CHECK(has(shown, "  failed before: "));
  CHECK(has(shop.run("tasks export shop --all").out, "\"request\":\"POST /x\""));
}
