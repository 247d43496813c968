// Schedules, run log, stops and kills of `sluice serve`.
#include <doctest/doctest.h>

#include <sys/socket.h>

#include <ctime>
#include <filesystem>
#include <optional>
#include <system_error>

#include "app/client/control_client.hpp"
#include "held_target.hpp"
#include "platform/file_lock.hpp"
#include "platform/tcp_connect.hpp"
#include "shop.hpp"
#include "store/sqlite_run_log.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

// A pipeline that waits for webhooks; `more`: of its subscriber.
void write_hooks(const Shop& shop, const std::string& port, const std::string& more = "") {
  shop.write("hooks.yaml",
             "clients:\n  shop: {use: lightspeedhq.client, base_uri: 'http://127.0.0.1:1', token: "
             "lsxs_pt_x, proxy: ''}\npipelines:\n  hooks:\n    subscriber: {use: "
             "lightspeedhq.webhook, client: shop, types: [product.update], secret: secret, fetch: "
             "false, port: " +
                 port + more + "}\n    publisher: {use: file.publisher, path: ../o}\n");
}

}  // namespace

TEST_CASE("a pipeline runs at the start and then each period, and each run is in the log") {
  const Shop shop;
  shop.pipeline("often", "{every: 1s}");
  Child server = shop.serve();
  REQUIRE(server.says("pipelines.often: run 1 done: read 1, filtered 0, delivered 1"));
  REQUIRE(server.says("pipelines.often: run 2 done: read 0"));
  server.send(SIGTERM);
  CHECK(server.end() == 0);
  CHECK(read_file(shop.folder() / "often.ndjson") == "{\"n\":1}\n");
  const Ran listed = shop.run("runs list shop often");
  CHECK(has(listed.out, "1  "));
  CHECK(has(listed.out, "often  done (schedule): read 1, filtered 0, delivered 1, parked 0"));
}

TEST_CASE("a state folder deleted under a server is noticed by its next start, not made anew") {
  const Shop shop;
  shop.pipeline("p", "{every: 1s}");
  Child server = shop.serve();
  REQUIRE(server.says("is new: pipelines begin at their start"));
  REQUIRE(server.says("pipelines.p: run 1 done: read 1"));
  // Not in one go: the server may be writing there.
  std::error_code error;
  while (std::filesystem::exists(shop.folder() / "shop/state", error))
    std::filesystem::remove_all(shop.folder() / "shop/state", error);
  REQUIRE(server.says("was removed, moved or replaced while it was in use"));
  server.send(SIGTERM);
  server.end();
  CHECK_FALSE(std::filesystem::exists(shop.folder() / "shop/state/sluice.db"));
  CHECK(read_file(shop.folder() / "p.ndjson") == "{\"n\":1}\n");
}

TEST_CASE("one pipeline's failure leaves the others and its own next start alone") {
  const Shop shop;
  shop.pipeline("broken", "{every: 1s}", "nosuch.ndjson");
  shop.pipeline("sound", "{every: 1s}");
  Child server = shop.serve();
  REQUIRE(server.says("pipelines.sound: run"));
  REQUIRE(server.says("cannot open"));
  CHECK(server.says("No such file or directory; next run "));
  server.send(SIGINT);
  CHECK(server.end() == 0);
  CHECK(has(shop.run("runs list shop broken").out, "failed (schedule)"));
}

TEST_CASE("a start waits while another process runs the pipeline, and is not lost") {
  const Shop shop;
  shop.pipeline("p", "{every: 1h}");
  const auto locks = shop.folder() / "shop/state/locks";
  std::filesystem::create_directories(locks);
  std::optional lock = sluice::platform::FileLock::acquire(locks / "p", "it");
  REQUIRE(lock->ok());
  Child server = shop.serve();
  REQUIRE(server.says("pipelines.p: is due and waits: pipeline p is in use by process "));
  lock.reset();
  REQUIRE(server.says("pipelines.p: run 1 done: read 1"));
  server.send(SIGTERM);
  CHECK(server.end() == 0);
}

TEST_CASE("a config with a mistake does not start, and says where it is") {
  const Shop shop;
  shop.pipeline("p", "\"61 * * * *\"");
  const Ran ran = shop.run("serve shop");
  CHECK(ran.code == 2);
  CHECK(
      has(ran.err, "shop/p.yaml:3:15: column 1: minute 61 is not 0 to 59 (/pipelines/p/schedule)"));
}

TEST_CASE("a start that passed while no server ran is made up for once") {
  const Shop shop;
  shop.pipeline("p", "\"0 0 1 1 *\"");
  CHECK(shop.run("run shop").code == 0);  // makes the store
  sluice::store::LoggedRun two_years_ago;
  two_years_ago.pipeline = "p";
  two_years_ago.planned_ms = int64_t{1'000} * (time(nullptr) - 2 * 366 * 86'400);
  {
    sluice::store::SqliteRunLog log((shop.folder() / "shop/state/sluice.db").string());
    REQUIRE(log.begin_run(two_years_ago).ok());
  }
  Child server = shop.serve();
  REQUIRE(server.says("run 2 started (catch-up)"));
  REQUIRE(server.says("run 2 done"));
  server.send(SIGTERM);
  CHECK(server.end() == 0);
  CHECK(!has(server.said(), "run 3"));
}

TEST_CASE("a run whose process is killed is lost in the log, and the next run goes on") {
  const Shop shop;
  ScriptedServer target([](const std::string&, size_t number) {
    return number == 1 ? Reply{"", false, 2} : Reply{response(201, "")};
  });
  shop.write("p.yaml", config_to(target, "p", "    schedule: {every: 1s}\n    on_crash: repeat\n"));
  {
    Child server = shop.serve();
    REQUIRE(server.says("run 1 started"));
    target.wait_for(1);
    server.send(SIGKILL);
    server.end();
  }
  Child server = shop.serve();
  REQUIRE(server.says("done: read 1, filtered 0, delivered 1"));
  server.send(SIGTERM);
  CHECK(server.end() == 0);
  CHECK(has(shop.run("runs list shop").out, "p  lost (schedule)"));
}

TEST_CASE("a stop waits for what is under way, and the run is stopped in the log") {
  const Shop shop;
  ScriptedServer target(
      [](const std::string&, size_t) { return Reply{response(503, "", "Retry-After: 40\r\n")}; });
  shop.write("p.yaml", config_to(target, "p", "    schedule: {every: 1s}\n"));
  Child server = shop.serve();
  REQUIRE(server.says("sent again in 40000 ms"));
  server.send(SIGTERM);
  CHECK(server.end() == 0);
  CHECK(has(server.said(), "stopping: 1 run is under way"));
  CHECK(has(shop.run("runs list shop").out, "p  stopped (schedule)"));
}

TEST_CASE("a second server of the same state is refused") {
  const Shop shop;
  shop.pipeline("p", "{every: 1s}");
  Child server = shop.serve();
  REQUIRE(server.says("run 1 done"));
  const Ran second = shop.run("serve shop");
  CHECK(second.code == 4);
  CHECK(has(second.err, "sluice serve: "));
}

TEST_CASE("status says what each pipeline does by itself, its last run and its next one") {
  const Shop shop;
  shop.pipeline("nightly", "{cron: \"30 2 * * *\", time_zone: Europe/Berlin}");
  shop.pipeline("often", "{every: 1s}");
  shop.write("hand.yaml",
             "pipelines:\n  hand:\n    subscriber: {use: file.subscriber, path: ../in.ndjson}\n"
             "    publisher: {use: file.publisher, path: ../hand.ndjson}\n");
  {
    Child server = shop.serve();
    REQUIRE(server.says("pipelines.often: run 1 done"));
    server.send(SIGTERM);
    server.end();
  }
  const Ran status = shop.run("status shop");
  CHECK_MESSAGE(status.code == 0, status.err);
  CHECK(has(status.out, "nightly: every day at 02:30 Europe/Berlin; next run "));
  CHECK(has(status.out, "hand: no schedule"));
  CHECK(has(status.out, "often  done (schedule): read 1"));
  CHECK(has(shop.run("status shop --json").out, "\"outcome\":\"done\""));
}

TEST_CASE("with one worker a pipeline that is due waits for its turn") {
  const Shop shop;
  HeldTarget target;
  shop.write("a.yaml",
             "host: {workers: 1}\n" + config_to(target, "a", "    schedule: {every: 1h}\n"));
  shop.pipeline("b", "{every: 1h}");
  Child server = shop.serve();
  REQUIRE(server.says("pipelines.a: run 1 started"));
  target.wait_for(1);
  CHECK(!has(server.said(), "pipelines.b: run"));
  const auto other =
      sluice::platform::tcp_connect("127.0.0.1", static_cast<uint16_t>(target.port()));
  REQUIRE(other);
  const std::string request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  REQUIRE(send(static_cast<int>(other->handle()), request.data(), request.size(), 0) > 0);
  REQUIRE(server.says("pipelines.b: run 2 started"));
  CHECK(has(server.said(), "pipelines.a: run 1 done"));
}

TEST_CASE(
    "a pipeline that waits for webhooks runs all the time, and is started again if it fails") {
  const Shop shop;
  const std::string port = std::to_string(sluice::http::test::unused_port());
  write_hooks(shop, port);
  Child server = shop.serve();
  REQUIRE(server.says("pipelines.hooks: waits for what comes from outside all the time"));
  REQUIRE(server.says("listening at"));
  write_hooks(shop, port, ", path: /other");
  server.send(SIGHUP);
  REQUIRE(server.says("pipelines.hooks: run 1 stopped"));
  REQUIRE(server.says("pipelines.hooks: run 2 started (start)"));
  server.send(SIGTERM);
  CHECK(server.end() == 0);
}

TEST_CASE("a pipeline that waits for webhooks stays stopped until it is started or reloaded") {
  const Shop shop;
  write_hooks(shop, std::to_string(sluice::http::test::unused_port()));
  Child server = shop.serve();
  REQUIRE(server.says("listening at"));
  const auto client = sluice::app::ControlClient::find((shop.folder() / "shop/state").string());
  REQUIRE(client);
  REQUIRE(client->ask("POST", "/api/v1/runs/1/stop")->status == 202);
  REQUIRE(server.says("run 1 stopped"));
  CHECK(has(shop.run("status shop").out, "stopped by hand: sluice reload starts it"));
  CHECK(client->ask("POST", "/api/v1/pipelines/hooks/runs")->status == 202);
  REQUIRE(server.says("run 2 started (manual)"));
  CHECK(client->ask("POST", "/api/v1/pipelines/hooks/runs")->status == 409);
  REQUIRE(client->ask("POST", "/api/v1/runs/2/stop")->status == 202);
  REQUIRE(server.says("run 2 stopped"));
  CHECK(shop.run("reload shop").code == 0);
  REQUIRE(server.says("run 3 started (start)"));
}

TEST_CASE("a pipeline that waits for webhooks makes room for a retry of its tasks, and goes on") {
  const Shop shop;
  write_hooks(shop, std::to_string(sluice::http::test::unused_port()));
  Child server = shop.serve();
  REQUIRE(server.says("listening at"));
  shop.folder().write("line",
                      "{\"pipeline\":\"hooks\",\"step\":\"publishers[0] (file.publisher)\","
                      "\"origin\":\"o\",\"state\":\"parked\",\"source\":\"{}\","
                      "\"value\":\"{}\",\"first_us\":1,\"last_us\":1}\n");
  REQUIRE(shop.run("tasks import shop line").code == 0);
  const Ran ran = shop.run("tasks retry shop --all");
  CHECK_MESSAGE(ran.code == 0, ran.err);
  CHECK(has(ran.out, "1 delivered"));
  REQUIRE(server.says("run 3 started (start)"));
}
