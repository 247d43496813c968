// on_failure and on_parked of `sluice serve`, told to a real HTTP server and to a program in the
// place of sendmail.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "served_shop.hpp"
#include "unit/http/scripted_server.hpp"

using namespace sluice::test;
using sluice::http::test::always;
using sluice::http::test::Reply;
using sluice::http::test::response;
using sluice::http::test::ScriptedServer;

namespace {

std::string failing(const std::string& output) {
  return "    schedule: {every: 1s}\n    subscriber: {use: file.subscriber, path: "
         "../nosuch.ndjson}\n"
         "    publisher: {use: file.publisher, path: " +
         output + "}\n";
}

const std::string kBroken = failing("out.ndjson");

std::string chat_at(const std::string& origin, const std::string& steps = "") {
  return "clients:\n  pager: {use: http.client, base_uri: '" + origin +
         "', proxy: ''}\noutgoing:\n  chat:\n" + steps +
         "    publisher: {use: http.publisher, client: pager, path: /hook}\n";
}

std::string told(const std::string& alert, const std::string& settings) {
  return "host:\n  " + alert + ": {" + settings + "}\n";
}

size_t count(const std::string& text, const std::string& part) {
  size_t out = 0;
  for (size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) out++;
  return out;
}

void stop(Child& server) {
  server.send(SIGTERM);
  CHECK(server.end() == 0);
}

// A program that keeps what it was called with and what it got, in `mail` beside it.
std::string mail_program(const Shop& shop, const std::string& ending) {
  shop.write("sendmail", "#!/bin/sh\n{ echo \"args: $*\"; cat; env; } >>'" +
                             (shop.folder() / "mail").string() + "'\n" + ending + "\n");
  const std::string file = (shop.folder() / "shop/sendmail").string();
  std::filesystem::permissions(file, std::filesystem::perms(0700));
  return file;
}

}  // namespace

TEST_CASE("the first failure is told at once, to an outgoing through its transformers") {
  const Shop shop;
  ScriptedServer pager(always(200));
  shop.write("chat.yaml", told("on_failure", "to: chat") +
                              chat_at(pager.origin(),
                                      "    transformers:\n      - {use: core.map, keep: [title], "
                                      "set: {text: title, why: 'runs[0].message'}}\n"));
  shop.write("p.yaml", "pipelines:\n  broken:\n" + kBroken);
  Child server = shop.serve();
  pager.wait_for(1);
  REQUIRE(server.says("host.on_failure: sent: 1 run failed on "));
  stop(server);
  const std::string request = pager.seen().front().text;
  CHECK(has(request, "POST /hook"));
  CHECK(has(request, "\"text\":\"1 run failed on "));
  CHECK(has(request, ": broken\""));
  CHECK(has(request, "nosuch.ndjson"));
}

TEST_CASE("failures within the interval are one message, and none is left out") {
  const Shop shop;
  ScriptedServer pager(always(200));
  shop.write("chat.yaml", told("on_failure", "to: chat, every: 4s") + chat_at(pager.origin()));
  shop.write("p.yaml", "pipelines:\n  broken:\n" + kBroken);
  Child server = shop.serve();
  pager.wait_for(2);
  stop(server);
  const std::string first = pager.seen()[0].text, second = pager.seen()[1].text;
  CHECK(has(first, "\"failed\":1,"));
  CHECK(has(first, "\"run\":1,"));
  CHECK(!has(second, "\"run\":1,"));
  CHECK(has(second, "\"run\":2,"));
  CHECK(count(second, "\"outcome\":\"failed\"") >= 3);
}

TEST_CASE("what could not be told is told later, also by the next server") {
  const Shop shop;
  ScriptedServer pager([](const std::string&, size_t number) {
    return Reply{response(number == 1 ? 400 : 200, "")};
  });
  shop.write("chat.yaml", told("on_failure", "to: chat, every: 1h") + chat_at(pager.origin()));
  shop.write("p.yaml", "pipelines:\n  broken:\n" + kBroken);
  {
    Child server = shop.serve();
    REQUIRE(server.says("host.on_failure: nobody is told of it: "));
    server.send(SIGKILL);
    server.end();
  }
  Child server = shop.serve();
  pager.wait_for(2);
  stop(server);
  CHECK(has(pager.seen()[1].text, "\"run\":1,"));
  CHECK(shop.run("tasks list shop").out.find("400") == std::string::npos);
}

TEST_CASE("a pipeline's own alert replaces the host's, and tells of its runs alone") {
  const Shop shop;
  ScriptedServer pager(always(200));
  shop.write("chat.yaml", told("on_failure", "to: chat") + chat_at(pager.origin()) +
                              "  own:\n    publisher: {use: http.publisher, client: pager, path: "
                              "/own}\n");
  shop.write("p.yaml", "pipelines:\n  mine:\n    on_failure: {to: own}\n" + failing("mine.ndjson") +
                           "  other:\n" + failing("other.ndjson"));
  Child server = shop.serve();
  pager.wait_for(2);
  stop(server);
  for (const auto& request : pager.seen()) {
    const bool own = has(request.text, "POST /own");
    CHECK(has(request.text, "\"pipeline\":\"mine\"") == own);
    CHECK(has(request.text, "\"pipeline\":\"other\"") == !own);
  }
}

TEST_CASE("parked records are told of by on_parked, failures are not") {
  const Shop shop;
  ScriptedServer pager(always(200)), target(always(422));
  shop.write("chat.yaml", told("on_parked", "to: chat") + chat_at(pager.origin()) +
                              "  down:\n    publisher: {use: http.publisher, client: shop, path: "
                              "/items}\n");
  shop.write("shop.yaml", "clients:\n  shop: {use: http.client, base_uri: '" + target.origin() +
                              "', proxy: ''}\n");
  shop.write("p.yaml",
             "pipelines:\n  a: {schedule: {every: 1s}, subscriber: {use: "
             "file.subscriber, path: ../in.ndjson}, to: down}\n  broken:\n" +
                 kBroken);
  Child server = shop.serve();
  pager.wait_for(1);
  stop(server);
  const std::string request = pager.seen().front().text;
  CHECK(has(request, "\"outcome\":\"parked\""));
  CHECK(has(request, "\"failed\":0,\"parked\":1,"));
  CHECK(!has(request, "broken"));
}

TEST_CASE("an alert is mailed through sendmail, which sees none of the server's variables") {
  const Shop shop;
  const std::string program = mail_program(shop, "exit 0");
  shop.write("host.yaml",
             "host:\n  sendmail: " + program + "\n  on_failure: {mail: [ops@example.com, root]}\n");
  shop.write("p.yaml", "pipelines:\n  broken:\n" + kBroken);
  ::setenv("SHOP_TOKEN", "a-token-of-the-shop", 1);
  Child server = shop.serve();
  ::unsetenv("SHOP_TOKEN");
  REQUIRE(server.says("host.on_failure: sent: 1 run failed on "));
  stop(server);
  const std::string mail = read_file(shop.folder() / "mail");
  CHECK(has(mail, "args: -t -i\nTo: ops@example.com,\n root\nSubject: [sluice] 1 run failed on "));
  CHECK(has(mail, "\n\n1 run failed on "));
  CHECK(has(mail, "broken, run 1: failed, "));
  CHECK(has(mail, "nosuch.ndjson"));
  CHECK(!has(mail, "a-token-of-the-shop"));
}

TEST_CASE("a mail program that fails is named in the log with what it said") {
  const Shop shop;
  const std::string program = mail_program(shop, "echo 'the queue is full' >&2; exit 75");
  shop.write("host.yaml",
             "host:\n  sendmail: " + program + "\n  on_failure: {mail: [ops@example.com]}\n");
  shop.write("p.yaml", "pipelines:\n  broken:\n" + kBroken);
  Child server = shop.serve();
  CHECK(server.says("sendmail ended with code 75: the queue is full"));
  stop(server);
}

TEST_CASE("check finds an alert to an outgoing that does not exist") {
  const Shop shop;
  shop.write("chat.yaml", told("on_failure", "to: chta") + chat_at("http://127.0.0.1:9"));
  shop.write("p.yaml", "pipelines:\n  broken:\n" + kBroken);
  const Ran ran = shop.run("check shop");
  CHECK(ran.code == 2);
  CHECK_MESSAGE(has(ran.err, "there is no outgoing \"chta\"; did you mean \"chat\"?"), ran.err);
  CHECK(has(ran.err, "/host/on_failure/to"));
}

TEST_CASE("a reload brings an alert, which tells of what fails from then on") {
  const Shop shop;
  ScriptedServer pager(always(200));
  shop.write("chat.yaml", chat_at(pager.origin()));
  shop.write("p.yaml", "pipelines:\n  broken:\n" + kBroken);
  Child server = shop.serve();
  REQUIRE(server.says("run 1 failed"));
  shop.write("host.yaml", told("on_failure", "to: chat"));
  server.send(SIGHUP);
  pager.wait_for(1);
  stop(server);
  CHECK(!has(pager.seen().front().text, "\"run\":1,"));
}

TEST_CASE("how far an alert told is state that can be shown and reset") {
  const Shop shop;
  ScriptedServer pager(always(200));
  shop.write("chat.yaml", told("on_failure", "to: chat") + chat_at(pager.origin()));
  shop.write("p.yaml", "pipelines:\n  host:\n    on_failure: {to: chat}\n" + failing("a.ndjson") +
                           "  other:\n" + failing("b.ndjson"));
  Child server = shop.serve();
  pager.wait_for(2);
  REQUIRE(server.says("host/on_failure: sent: "));
  REQUIRE(server.says("host.on_failure: sent: "));
  stop(server);
  CHECK(has(shop.run("state show shop").out, "pipeline host.on_failure: "));
  for (const std::string alert : {"host.on_failure", "host/on_failure"}) {
    const Ran ran = shop.run("state reset shop " + alert);
    CHECK_MESSAGE(ran.code == 0, ran.err);
  }
}

TEST_CASE("a target of alerts that does not answer delays neither runs nor the stop") {
  const Shop shop;
  ScriptedServer pager([](const std::string&, size_t) {
    return Reply{response(200, ""), false, 9};
  });
  shop.write("chat.yaml", told("on_failure", "to: chat") + chat_at(pager.origin()));
  shop.write("p.yaml", "pipelines:\n  broken:\n" + kBroken);
  Child server = shop.serve();
  pager.wait_for(1);
  CHECK(server.says("run 3 failed"));
  stop(server);
}

TEST_CASE("a start that fails as the store is gone is told all the same, and readyz is 503") {
  const ServedShop shop;
  ScriptedServer pager(always(200));
  shop.write("chat.yaml", told("on_failure", "to: chat, every: 1s") + chat_at(pager.origin()));
  shop.pipeline("p", "{every: 1s}");
  Child server = shop.serve();
  REQUIRE(server.says("pipelines.p: run 1 done"));
  CHECK(shop.get("/readyz").status == 200);
  for (const char* ending : {"", "-wal", "-shm"})
    std::filesystem::remove(shop.folder() / ("shop/state/sluice.db" + std::string(ending)));
  pager.wait_for(1);
  REQUIRE(server.says("host.on_failure: sent without the state: "));
  CHECK(has(pager.seen().front().text, "\"title\":\"1 run failed on "));
  CHECK(has(pager.seen().front().text, "\"pipeline\":\"p\""));
  const Answer ready = shop.get("/readyz");
  CHECK(ready.status == 503);
  CHECK(has(ready.body, "the state cannot be written"));
  CHECK(has(shop.get("/metrics").body, "sluice_state_writable 0"));
}

TEST_CASE("a scheduled pipeline that is refused fails at each start, which is told and counted") {
  const ServedShop shop;
  ScriptedServer pager(always(200));
  shop.write("chat.yaml", told("on_failure", "to: chat, every: 1s") + chat_at(pager.origin()));
  shop.pipeline("ok", "{every: 1s}");
  shop.pipeline("m", "{every: 1s}", "'${NOT_SET_ANYWHERE}'");
  Child server = shop.serve();
  pager.wait_for(1);
  CHECK(has(pager.seen().front().text, "\"pipeline\":\"m\""));
  CHECK(has(pager.seen().front().text, "NOT_SET_ANYWHERE"));
  const std::string metrics = shop.get("/metrics").body;
  CHECK(has(metrics, "sluice_pipeline_refused{pipeline=\"m\"} 1"));
  CHECK(has(metrics, "sluice_pipeline_refused{pipeline=\"ok\"} 0"));
  CHECK(has(shop.run("runs list shop m").out, "m  failed (schedule)"));
}
