// What a SIGHUP changes in a server that runs.
#include <doctest/doctest.h>

#include <sys/socket.h>

#include "held_target.hpp"
#include "platform/system_clock.hpp"
#include "platform/tcp_connect.hpp"
#include "shop.hpp"
#include "store/sqlite_run_log.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

// The last start that was planned.
void started_hours_ago(const Shop& shop, const std::string& pipeline, int64_t hours) {
  const int64_t now_ms = sluice::platform::SystemClock().unix_us() / 1000;
  sluice::store::SqliteRunLog log((shop.folder() / "shop/state/sluice.db").string());
  REQUIRE(log.set_last_planned(pipeline, now_ms - hours * 3'600'000));
}

}  // namespace

TEST_CASE("a reload takes a new pipeline and a new schedule without a restart") {
  const Shop shop;
  shop.pipeline("p", "\"0 0 1 1 *\"");
  Child server = shop.serve();
  REQUIRE(server.says("pipelines.p: "));
  shop.pipeline("p", "{every: 1s}");
  shop.pipeline("q", "{every: 1s}");
  server.send(SIGHUP);
  REQUIRE(server.says("reloaded: 2 pipelines"));
  REQUIRE(server.says("pipelines.p: run"));
  REQUIRE(server.says("pipelines.q: run"));
}

TEST_CASE("a reload takes a pipeline away") {
  const Shop shop;
  shop.pipeline("p", "{every: 1s}");
  shop.pipeline("q", "{every: 1s}");
  Child server = shop.serve();
  REQUIRE(server.says("pipelines.q: run"));
  std::filesystem::remove(shop.folder() / "shop/q.yaml");
  server.send(SIGHUP);
  REQUIRE(server.says("reloaded: 1 pipeline"));
  server.send(SIGTERM);
  CHECK(server.end() == 0);
}

TEST_CASE("a reload with a mistake is refused, and the server goes on as before") {
  const Shop shop;
  shop.pipeline("p", "{every: 1s}");
  Child server = shop.serve();
  REQUIRE(server.says("run 1 done"));
  shop.write("bad.yaml", "pipelines:\n  x: 1\n");
  server.send(SIGHUP);
  REQUIRE(server.says("reload: shop/bad.yaml:2:6: an object is wanted"));
  REQUIRE(server.says("reload: refused; the configuration stays as it was"));
  REQUIRE(server.says("run 3 done"));
}

TEST_CASE("a changed setting of the host is named as one that needs a restart") {
  const Shop shop;
  shop.pipeline("p", "{every: 1s}");
  Child server = shop.serve();
  REQUIRE(server.says("run 1 done"));
  shop.write("host.yaml", "host: {workers: 3}\n");
  server.send(SIGHUP);
  REQUIRE(server.says("settings of the host changed; they count after a restart"));
}

TEST_CASE("a reload reads the file of variables again") {
  const Shop shop;
  shop.pipeline("p", "{every: 1s}", "\"${INPUT}\"");
  shop.folder().write("a.env", "INPUT=../in.ndjson\n");
  Child server(shop.folder().path(), {"serve", "shop", "--env-file", "a.env"});
  REQUIRE(server.says("run 1 done: read 1"));
  shop.folder().write("a.env", "no variable\n");
  server.send(SIGHUP);
  REQUIRE(server.says("reload: a.env:1:1: is not NAME=value"));
  shop.folder().write("a.env", "INPUT=../nosuch.ndjson\n");
  server.send(SIGHUP);
  // Another file is another source: its cursor is not used for it.
  REQUIRE(server.says("the stored cursor belongs to another address"));
}

TEST_CASE("a pipeline that comes back while its run is under way does not run twice at a time") {
  const Shop shop;
  HeldTarget target;
  const std::string pipeline = config_to(target, "a", "    schedule: {every: 1s}\n");
  shop.write("a.yaml", pipeline);
  shop.pipeline("b", "\"0 0 1 1 *\"");
  Child server = shop.serve();
  target.wait_for(1);
  std::filesystem::remove(shop.folder() / "shop/a.yaml");
  server.send(SIGHUP);
  REQUIRE(server.says("reloaded: 1 pipeline"));
  shop.write("a.yaml", pipeline);
  server.send(SIGHUP);
  REQUIRE(server.says("reloaded: 2 pipelines"));
  const auto other =
      sluice::platform::tcp_connect("127.0.0.1", static_cast<uint16_t>(target.port()));
  REQUIRE(other);
  const std::string request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  REQUIRE(send(static_cast<int>(other->handle()), request.data(), request.size(), 0) > 0);
  REQUIRE(server.says("pipelines.a: run 1 done"));
  REQUIRE(server.says("pipelines.a: run 2 started"));
  CHECK(server.said().find("run 2 started") > server.said().find("run 1 done"));
}

TEST_CASE("a variable that is not set stops the pipeline that needs it, the others run") {
  const Shop shop;
  shop.pipeline("p", "{every: 1s}");
  shop.pipeline("q", "{every: 1s}", "'${NOT_SET_ANYWHERE}'");
  Child server = shop.serve();
  REQUIRE(server.says("pipelines.q: does not run: "));
  REQUIRE(server.says("pipelines.p: run 1 done"));
  const std::string status = shop.run("status shop").out;
  CHECK_MESSAGE(has(status, "does not run: "), status);
  CHECK(has(status, "NOT_SET_ANYWHERE"));
  shop.pipeline("q", "{every: 1s}");
  server.send(SIGHUP);
  REQUIRE(server.says("pipelines.q: run"));
}

TEST_CASE("a reload with a variable that is not set does not stop the pipeline that ran") {
  const Shop shop;
  shop.pipeline("p", "{every: 1s}");
  Child server = shop.serve();
  REQUIRE(server.says("pipelines.p: run 1 done"));
  shop.pipeline("p", "{every: 1s}", "'${NOT_SET_ANYWHERE}'");
  const Ran reload = shop.run("reload shop");
  INFO(reload.out, reload.err);
  CHECK(reload.code == 2);
  CHECK(has(reload.out + reload.err, "shop/p.yaml:"));
  CHECK(has(reload.out + reload.err, "NOT_SET_ANYWHERE"));
  REQUIRE(server.says("reload: refused; the configuration stays as it was"));
  CHECK_FALSE(has(shop.run("status shop").out, "does not run"));
}

TEST_CASE("a pipeline that lacked its variable before keeps no reload away") {
  const Shop shop;
  shop.pipeline("q", "\"0 0 1 1 *\"", "'${NOT_SET_ANYWHERE}'");
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  shop.pipeline("p", "\"0 0 1 1 *\"");
  CHECK(shop.run("reload shop").code == 0);
  CHECK(has(shop.run("status shop").out, "p: "));
}

TEST_CASE("a changed file of a table counts from the next run on, without a reload") {
  const Shop shop;
  shop.folder().write("shop/colours.csv", "n,name\n1,one\n");
  shop.write("p.yaml",
             "tables:\n  colours: {file: colours.csv, key: n, value: name}\npipelines:\n  p:\n"
             "    schedule: {every: 1s}\n"
             "    subscriber: {use: file.subscriber, path: ../in.ndjson, incremental: false}\n"
             "    transformers: [{use: core.lookup, table: colours, key: n, as: name}]\n"
             "    publisher: {use: file.publisher, path: ../out.ndjson, mode: replace}\n");
  Child server = shop.serve();
  REQUIRE(server.says("run 1 done"));
  CHECK(read_file(shop.folder() / "out.ndjson") == "{\"n\":1,\"name\":\"one\"}\n");
  shop.folder().write("shop/colours.csv", "n,name\n1,uno due\n");
  const size_t runs = server.said().size();
  // The run that was about to begin may have the old one.
  REQUIRE(server.says_behind(runs, " done: read", 2));
  CHECK(read_file(shop.folder() / "out.ndjson") == "{\"n\":1,\"name\":\"uno due\"}\n");
}

TEST_CASE("a reload with a table that cannot be read is refused, with its place") {
  const Shop shop;
  shop.pipeline("p", "{every: 1s}");
  Child server = shop.serve();
  REQUIRE(server.says("run 1 done"));
  shop.write("t.yaml", "tables:\n  colours: {rows: {a: b}, file: c.csv}\n");
  server.send(SIGHUP);
  REQUIRE(server.says("reload: shop/t.yaml:2:3: a table has one of rows, file and store"));
  REQUIRE(server.says("reload: refused"));
}

TEST_CASE("a schedule that a reload changed makes up no starts from before it, also later") {
  const Shop shop;
  shop.pipeline("p", "\"0 0 1 1 *\"");
  shop.pipeline("q", "\"0 0 1 1 *\"");
  REQUIRE(shop.run("run shop").code == 0);  // makes the store
  started_hours_ago(shop, "p", 5);
  const auto has_caught_up = [&](Child& server) {
    CHECK(shop.run("run shop q").code == 0);
    REQUIRE(server.says("pipelines.q: run"));  // what was due began before
    return has(server.said(), "(catch-up)");
  };
  {
    Child server = shop.serve();
    REQUIRE(server.says("control API at "));
    shop.pipeline("p", "{cron: \"0 * * * *\", catch_up: all}");
    REQUIRE(shop.run("reload shop").code == 0);
    CHECK_FALSE(has_caught_up(server));
  }
  {
    Child server = shop.serve();
    REQUIRE(server.says("control API at "));
    CHECK_FALSE(has_caught_up(server));
  }
  started_hours_ago(shop, "p", 5);
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  shop.pipeline("r", "\"0 0 1 1 *\"");
  REQUIRE(shop.run("reload shop").code == 0);
  CHECK(has_caught_up(server));
}
