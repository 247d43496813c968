// The control API of a real server, over its Unix socket and over TCP. Every answer is checked
// against the API's document.
#include <doctest/doctest.h>

#include <cstdlib>

#include "held_target.hpp"
#include "served_shop.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;
using sluice::platform::TcpStream;

namespace {

constexpr const char* kNever = "\"0 0 1 1 *\"";

}  // namespace

TEST_CASE("a server answers at a socket of its own, and takes it away with it") {
  const ServedShop shop;
  shop.pipeline("p", kNever);
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  const auto socket = shop.folder() / "shop/state/control.sock";
  CHECK((std::filesystem::status(socket).permissions() & std::filesystem::perms(0777)) ==
        std::filesystem::perms(0600));
  CHECK(shop.get("/healthz").status == 200);
  CHECK(has(shop.get("/api/v1/status").body, "\"state\":\"waiting\""));
  CHECK(has(shop.get("/api/v1/openapi.json").body, "3.1.0"));
  server.send(SIGTERM);
  CHECK(server.end() == 0);
  CHECK_FALSE(std::filesystem::exists(socket));
}

TEST_CASE("the socket of a server that was killed does not hinder the next one") {
  const ServedShop shop;
  shop.pipeline("p", kNever);
  {
    Child server = shop.serve();
    REQUIRE(server.says("control API at "));
    server.send(SIGKILL);
    server.end();
  }
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  CHECK(shop.get("/readyz").status == 200);
}

TEST_CASE("a run is started by hand, and is there as a resource until and after its end") {
  const ServedShop shop;
  shop.pipeline("p", kNever);
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  CHECK(shop.post("/api/v1/pipelines/none/runs").status == 404);
  const Answer started = shop.post("/api/v1/pipelines/p/runs");
  CHECK(started.status == 202);
  CHECK(started.header("Location") == "/api/v1/runs/1");
  REQUIRE(server.says("run 1 done: read 1"));
  CHECK(has(shop.get("/api/v1/runs/1").body, "\"outcome\":\"done\",\"cause\":\"manual\""));
  CHECK(has(shop.get("/api/v1/pipelines/p").body, "\"last\":{\"id\":1"));
  CHECK(has(shop.get("/api/v1/runs?pipeline=p").body, "\"items\":[{\"id\":1"));
  CHECK(has(shop.get("/api/v1/state").body, "\"pipeline\":\"p\""));
  CHECK(has(shop.get("/api/v1/tasks").body, "{\"items\":[]}"));
}

TEST_CASE("a second start while a run is under way is queued once, and a run can be stopped") {
  const ServedShop shop;
  HeldTarget target;
  shop.write("p.yaml", config_to(target, "p"));
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  CHECK(shop.post("/api/v1/pipelines/p/runs").header("Location") == "/api/v1/runs/1");
  target.wait_for(1);
  for (int i = 0; i < 2; i++)
    CHECK(has(shop.post("/api/v1/pipelines/p/runs").body, "\"state\":\"queued\"}"));
  CHECK(has(shop.get("/api/v1/pipelines/p").body,
            "\"state\":\"running\",\"always\":false,"
            "\"queued\":true"));
  CHECK(shop.post("/api/v1/runs/1/stop").status == 202);
  REQUIRE(server.says("run 1 stopped"));
  REQUIRE(server.says("run 2 started (manual)"));
  CHECK(shop.post("/api/v1/runs/1/stop").status == 409);
}

TEST_CASE("a reload by the API is refused with every problem, or says its new revision") {
  const ServedShop shop;
  shop.pipeline("p", kNever);
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  const std::string tag = shop.get("/api/v1/configuration").header("ETag");
  CHECK(shop.post("/api/v1/reload").status == 428);
  shop.write("bad.yaml", "pipelines:\n  x: 1\n");
  const Answer refused = shop.post("/api/v1/reload", "If-Match: " + tag + "\r\n");
  CHECK(refused.status == 422);
  CHECK(has(refused.body, "\"file\":\"shop/bad.yaml\",\"line\":2"));
  std::filesystem::remove(shop.folder() / "shop/bad.yaml");
  shop.pipeline("q", kNever);
  const Answer done = shop.post("/api/v1/reload", "If-Match: " + tag + "\r\n");
  CHECK(done.status == 200);
  CHECK(has(done.body, "\"pipelines\":2"));
  CHECK(done.header("ETag") != tag);
  CHECK(shop.post("/api/v1/reload", "If-Match: " + tag + "\r\n").status == 412);
}

TEST_CASE("the log is read while it is written, and continued where a reader left") {
  const ServedShop shop;
  shop.pipeline("p", kNever);
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  std::string last;
  {
    TcpStream log = shop.open("/api/v1/log");
    CHECK(has(receive_until(log, "control API at"), "Content-Type: text/event-stream\r\n"));
    shop.post("/api/v1/pipelines/p/runs");
    const std::string lines = receive_until(log, "run 1 done");
    last = lines.substr(lines.rfind("id: ") + 4);
    last.resize(last.find('\n'));
  }
  shop.post("/api/v1/pipelines/p/runs");
  TcpStream log = shop.open("/api/v1/log?pipeline=p", "Last-Event-ID: " + last + "\r\n");
  const std::string more = receive_until(log, "run 2 done");
  CHECK_FALSE(has(more, "run 1 done"));
  CHECK_FALSE(has(more, "control API at"));
}

TEST_CASE("events tell of a run from its start to its end") {
  const ServedShop shop;
  shop.pipeline("p", kNever);
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  TcpStream events = shop.open("/api/v1/events");
  receive_until(events, "event: status\n");
  shop.post("/api/v1/pipelines/p/runs");
  CHECK(has(receive_until(events, "\"last\":{\"id\":1"), "event: pipeline\n"));
}

TEST_CASE("what is no request of the API is a problem document") {
  const ServedShop shop;
  shop.pipeline("p", kNever);
  Child server = shop.serve();
  REQUIRE(server.says("control API at "));
  CHECK(shop.get("/api/v1/nothing").status == 404);
  CHECK(shop.ask("DELETE", "/api/v1/runs/1").header("Allow") == "GET, HEAD");
  CHECK(shop.post("/api/v1/reload", "Content-Length: 20000000\r\n").status == 413);
  CHECK(shop.post("/api/v1/reload", "Content-Type: text/plain\r\n").status == 415);
  CHECK(shop.get("/api/v1/status?verbose=1").status == 400);
}

TEST_CASE("over TCP the API wants its token, which is in no log") {
  const ServedShop shop;
  shop.pipeline("p", kNever);
  shop.write("host.yaml", "host: {api: {listen: '127.0.0.1:0', token: 'a-token-of-the-test'}}\n");
  Child server = shop.serve();
  REQUIRE(server.says("control API at http://127.0.0.1:"));
  REQUIRE(server.says("/api/v1\n"));
  const std::string said = server.said();
  const std::string before = "http://127.0.0.1:";
  const int port = std::stoi(said.substr(said.find(before) + before.size()));
  const auto ask = [&](const std::string& more) {
    auto stream = sluice::platform::tcp_connect("127.0.0.1", static_cast<uint16_t>(port));
    REQUIRE(stream.ok());
    sluice::platform::PollSet poll;
    poll.watch(stream->handle(), false, true);
    poll.wait(-1, 10'000);
    stream->send({}, "GET /api/v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more + "\r\n");
    return answer_of(receive_until(*stream, {})).status;
  };
  CHECK(ask("Authorization: Bearer a-token-of-the-test\r\n") == 200);
  CHECK(ask("") == 401);
  CHECK(ask("Authorization: Bearer a-token-of-the-tesT\r\n") == 401);
  CHECK(ask("Authorization: Bearer a-token-of-the-test\r\nOrigin: http://evil.example\r\n") == 403);
  CHECK_FALSE(has(server.said(), "a-token-of-the-test"));
}

TEST_CASE("an API at an address without a token does not start") {
  const ServedShop shop;
  shop.pipeline("p", kNever);
  shop.write("host.yaml", "host: {api: {listen: '127.0.0.1:0'}}\n");
  const Ran ran = shop.run("serve shop");
  CHECK(ran.code == 2);
  CHECK(has(ran.err, "give it a token"));
  shop.write("host.yaml", "host: {api: {listen: '127.0.0.1:0', token: short}}\n");
  CHECK(has(shop.run("serve shop").err, "/host/api/token"));
}

TEST_CASE("over TCP the API speaks TLS with the certificate that is configured") {
  const ServedShop shop;
  shop.pipeline("p", kNever);
  const std::string folder = "cd '" + (shop.folder() / "shop").string() + "' && ";
  REQUIRE(std::system((folder +
                       "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem "
                       "-days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost "
                       ">/dev/null 2>&1 && chmod 600 key.pem")
                          .c_str()) == 0);
  shop.write("host.yaml",
             "host: {api: {listen: '127.0.0.1:0', token: 'a-token-of-the-test', "
             "certificate: cert.pem, key: key.pem}}\n");
  Child server = shop.serve();
  const std::string before = "control API at https://127.0.0.1:";
  REQUIRE(server.says(before));
  REQUIRE(server.says("/api/v1\n"));
  const int port = std::stoi(server.said().substr(server.said().find(before) + before.size()));
  const std::string curl = folder +
                           "curl -sS --noproxy '*' --max-time 30 --cacert cert.pem "
                           "-H 'Authorization: Bearer a-token-of-the-test' "
                           "https://localhost:" +
                           std::to_string(port);
  REQUIRE(std::system((curl + "/api/v1/status >status.json").c_str()) == 0);
  const std::string status = read_file(shop.folder() / "shop/status.json");
  CHECK(shop.description.check_as("Status", status) == "");
  // A stream, too; what it is given the time for is over with the log that is kept.
  REQUIRE(std::system((curl + "'/api/v1/log?follow=false' >log.txt").c_str()) == 0);
  CHECK(has(read_file(shop.folder() / "shop/log.txt"), "control API at"));
  CHECK(std::system((curl + "/api/v1/status --tls-max 1.1 >/dev/null 2>&1").c_str()) != 0);
}
