// What a SIGHUP changes in a server that runs.
#include <doctest/doctest.h>

#include <sys/socket.h>

#include "held_target.hpp"
#include "platform/tcp_connect.hpp"
#include "shop.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

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
  shop.folder().write("a.env", "INPUT=in.ndjson\n");
  Child server(shop.folder().path(), {"serve", "shop", "--env-file", "a.env"});
  REQUIRE(server.says("run 1 done: read 1"));
  shop.folder().write("a.env", "no variable\n");
  server.send(SIGHUP);
  REQUIRE(server.says("reload: a.env:1:1: is not NAME=value"));
  shop.folder().write("a.env", "INPUT=nosuch.ndjson\n");
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
