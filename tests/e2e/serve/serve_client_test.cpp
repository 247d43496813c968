// The commands that ask a running server.
#include <doctest/doctest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "held_target.hpp"
#include "shop.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

constexpr const char* kYearly = "\"0 0 1 1 *\"";

}  // namespace

TEST_CASE("a run beside a server is a run of the server, with summary and exit code") {
  const Shop shop;
  shop.pipeline("p", kYearly);
  shop.pipeline("q", kYearly, "nosuch.ndjson");
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  const Ran done = shop.run("run shop p");
  CHECK_MESSAGE(done.code == 0, done.err);
  CHECK(has(done.out, "p   done      1 delivered · 0 filtered · 0 parked"));
  CHECK(has(done.out, "→ p.ndjson"));
  const Ran failed = shop.run("run shop");
  CHECK(failed.code == 1);
  CHECK(has(failed.out, "No such file or directory"));
  CHECK(has(failed.out, "1 done, 1 failed · exit 1"));
  REQUIRE(server.says("run 1 started (manual)"));
  CHECK(has(shop.run("run shop p --json").out, "\"interrupted\":false"));
  CHECK(shop.run("run shop q --quiet").out.empty());
}

TEST_CASE("a run of what a server does not have is the command's own") {
  const Shop shop;
  shop.pipeline("p", kYearly);
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  shop.pipeline("q", kYearly);
  CHECK(shop.run("run shop q").code == 0);
  CHECK_FALSE(has(shop.run("runs list shop").out, "manual"));
}

TEST_CASE("a configuration that the server does not work by is refused, and both are named") {
  const Shop shop;
  shop.pipeline("p", kYearly);
  shop.folder().write("other.yaml",
                      "host: {state: shop/state}\npipelines: {p: {subscriber: {use: "
                      "file.subscriber, path: in.ndjson}, publisher: {use: file.publisher, path: "
                      "test.ndjson}}}\n");
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  for (const char* command : {"run", "reload", "status", "tasks retry", "top --once"}) {
    const Ran ran =
        shop.run(std::string(command) + " other.yaml" + (has(command, "retry") ? " --all" : ""));
    CHECK_MESSAGE(ran.code == 2, command);
    CHECK_MESSAGE(has(ran.err, "works by " + (shop.folder() / "shop").string() + ", and not by " +
                                   (shop.folder() / "other.yaml").string()),
                  ran.err);
  }
  CHECK_FALSE(has(shop.run("runs list shop").out, "manual"));
  CHECK(shop.run("run shop/p.yaml p").code == 0);
  std::filesystem::create_symlink(shop.folder() / "shop/p.yaml", shop.folder() / "link.yaml");
  CHECK(shop.run("status link.yaml --state shop/state").code == 0);
  std::filesystem::create_symlink(shop.folder() / "link.yaml", shop.folder() / "further.yaml");
  CHECK(shop.run("status further.yaml --state shop/state").code == 0);
  CHECK(shop.run("reload " + (shop.folder() / "shop").string()).code == 0);
}

TEST_CASE("a run that is asked for while one is under way waits for its own") {
  const Shop shop;
  HeldTarget target;
  shop.write("p.yaml", config_to(target, "p"));
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  Child first(shop.folder().path(), {"run", "shop"});
  target.wait_for(1);
  Child second(shop.folder().path(), {"run", "shop"});
  while (!has(shop.run("status shop").out, "runs as soon as it can")) {
  }
  Child stopper(shop.folder().path(), {"run", "shop", "--publisher", "publishers[0]"});
  CHECK(stopper.end() == 4);
  CHECK(has(shop.run("status shop").out, "  running: 1  "));
  std::filesystem::create_directory(shop.folder() / "more");
  shop.folder().write("more/more.yaml", config_to(target, "other"));
  CHECK(shop.run("run more/more.yaml --state other").code == 0);  // the second request
  CHECK(first.end() == 0);
  CHECK(second.end() == 0);
  CHECK(has(first.said(), "1 delivered"));
  CHECK(has(second.said(), "0 delivered"));
}

TEST_CASE("a reload is asked for, and what hinders it is printed") {
  const Shop shop;
  shop.pipeline("p", kYearly);
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  shop.pipeline("q", kYearly);
  const Ran done = shop.run("reload shop");
  CHECK(done.code == 0);
  CHECK(done.out == "reloaded: 2 pipelines\n");
  shop.write("bad.yaml", "pipelines:\n  x: 1\n");
  const Ran refused = shop.run("reload shop");
  CHECK(refused.code == 2);
  CHECK(has(refused.err, "shop/bad.yaml:2:6: an object is wanted"));
}

TEST_CASE("status and runs say the same with a server and without") {
  const Shop shop;
  shop.pipeline("p", kYearly);
  std::string status, runs, run;
  {
    Child server = shop.serve();
    REQUIRE(server.says("control API at "));
    CHECK(shop.run("run shop").code == 0);
    status = shop.run("status shop").out;
    runs = shop.run("runs list shop").out;
    run = shop.run("runs show shop 1").out;
    CHECK(shop.run("runs show shop 9").code == 2);
    server.send(SIGTERM);
    REQUIRE(server.end() == 0);
  }
  CHECK(has(runs, "p  done (manual): read 1, filtered 0, delivered 1, parked 0"));
  CHECK(has(run, "run 1 of pipeline p\noutcome: done\ncause: manual\n"));
  CHECK(shop.run("status shop").out == status);
  CHECK(shop.run("runs list shop").out == runs);
  CHECK(shop.run("runs show shop 1").out == run);
  CHECK(shop.run("runs show shop 9").code == 2);
}

TEST_CASE("top prints a table where there is no terminal") {
  const Shop shop;
  shop.pipeline("p", kYearly);
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  CHECK(shop.run("run shop").code == 0);
  const Ran top = shop.run("top shop");
  CHECK(top.code == 0);
  CHECK(has(top.out, "PIPELINE"));
  CHECK(has(top.out, "\np                       waiting              1           1           0"));
  CHECK_FALSE(has(top.out, "\033["));
}

TEST_CASE("logs prints what was logged, of all or of one pipeline, and goes on if asked") {
  const Shop shop;
  shop.pipeline("p", kYearly);
  shop.pipeline("q", kYearly);
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  CHECK(shop.run("run shop").code == 0);
  const std::string all = shop.run("logs shop").out;
  CHECK(has(all, " info control API at "));
  CHECK(has(all, " info pipelines.q: run "));
  const std::string of_p = shop.run("logs shop --pipeline p").out;
  CHECK(has(of_p, " info pipelines.p: run "));
  CHECK_FALSE(has(of_p, "pipelines.q"));
  Child following(shop.folder().path(), {"logs", "shop", "--follow"});
  REQUIRE(following.says("control API at "));
  shop.run("reload shop");
  CHECK(following.says("reloaded: 2 pipelines"));
  server.send(SIGTERM);
  CHECK(server.end() == 0);
  CHECK(following.says("sluice logs: the server has ended; waiting for the next one"));
  Child next = shop.serve();
  REQUIRE(next.says("control API at "));
  REQUIRE(following.says("sluice logs: a server runs again"));
  CHECK(shop.run("run shop p").code == 0);
  CHECK(following.says("pipelines.p: run 3 done"));
  following.send(SIGTERM);
  following.end();
}

TEST_CASE("what only a server can tell fails without one, and says how to get one") {
  const Shop shop;
  shop.pipeline("p", kYearly);
  for (const char* command : {"reload", "top", "logs"}) {
    const Ran ran = shop.run(std::string(command) + " shop");
    CHECK(ran.code == 1);
    CHECK(has(ran.err, "no server runs on"));
    CHECK(has(ran.err, "sluice serve starts one"));
  }
}

TEST_CASE("a run, and a retry, of a pipeline that the server has no more comes to its end") {
  const Shop shop;
  HeldTarget target;
  shop.pipeline("q", kYearly);
  shop.write("p.yaml", config_to(target, "p"));
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  Child waits(shop.folder().path(), {"run", "shop", "p"});
  target.wait_for(1);
  std::filesystem::remove(shop.folder() / "shop/p.yaml");
  CHECK(shop.run("reload shop").code == 0);
  REQUIRE(server.says("reloaded: 1 pipeline"));
  std::filesystem::create_directory(shop.folder() / "more");
  shop.folder().write("more/more.yaml", config_to(target, "other"));
  CHECK(shop.run("run more/more.yaml --state other").code == 0);  // the second request
  CHECK(waits.end() == 0);
  CHECK(has(waits.said(), "1 delivered"));
}

TEST_CASE("tasks of a pipeline that is there no more keep no others from being retried") {
  const Shop shop;
  for (const char* name : {"b", "c"}) shop.pipeline(name, kYearly);
  std::string lines;
  for (const char* name : {"a", "b", "c"})
    lines += "{\"pipeline\":\"" + std::string(name) +
             "\",\"step\":\"publishers[0] (file.publisher)\",\"origin\":\"o\","
             "\"state\":\"parked\",\"source\":\"{}\",\"value\":\"{}\",\"first_us\":1,"
             "\"last_us\":1}\n";
  shop.folder().write("lines", lines);
  REQUIRE(shop.run("tasks import shop lines").code == 0);
  std::optional<Child> server;
  SUBCASE("without a server") {}
  SUBCASE("with one") {
    server.emplace(shop.folder().path(), std::vector<std::string>{"serve", "shop"});
    REQUIRE(server->says("control API at "));
  }
  const Ran ran = shop.run("tasks retry shop --all");
  CHECK(ran.code == 1);
  for (const char* name : {"b", "c"}) {
    CHECK(has(ran.out, std::string(name) + "   done      1 delivered"));
    CHECK(read_file(shop.folder() / (std::string(name) + ".ndjson")) == "{}\n");
  }
  CHECK(has(ran.out + ran.err, "there is no pipeline"));
  CHECK(has(ran.err, "not retried, or not to the end, are the tasks of a\n"));
  CHECK(shop.run("tasks retry shop --all").code != 0);
}
