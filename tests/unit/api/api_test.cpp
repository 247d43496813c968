// What the control API answers about a server, and what it asks of it.
#include <cctype>

#include "api_rig.hpp"
#include "app/report/console.hpp"

using namespace sluice;
using namespace sluice::app;
using sluice::app::test::ApiRig;
using sluice::app::test::header_of;
using sluice::test::ApiDescription;

namespace {

bool holds(const listener::Response& response, const std::string& text) {
  return response.body.find(text) != std::string::npos;
}

PipelineView running_one() {
  PipelineView out = ApiRig::pipeline("live");
  store::LoggedRun run;
  run.id = 7;
  run.pipeline = "live";
  run.cause = "manual";
  run.started_ms = 1'785'499'150'000;
  out.running = run;
  const auto live = std::make_shared<LiveRun>();
  live->set({10, 2, 7, 1});
  out.live = live;
  return out;
}

}  // namespace

TEST_CASE("a server is healthy before it is ready, and ready until it is being stopped") {
  ApiRig rig;
  CHECK(rig.get("/healthz").status == 200);
  CHECK(rig.get("/readyz").status == 503);
  rig.publish({});
  CHECK(rig.get("/readyz").status == 200);
  rig.control.publish(
      std::make_shared<const ServerView>(ServerView{"shop", "1-0", 1, 1, 1, 0, true, {}}));
  CHECK(rig.get("/readyz").status == 503);
  CHECK(rig.get("/healthz").status == 200);
}

TEST_CASE("the status has every pipeline, and the figures of what runs") {
  ApiRig rig;
  rig.publish({ApiRig::pipeline("idle"), running_one()});
  const auto status = rig.get("/api/v1/status");
  CHECK(holds(status, R"("state":"waiting")"));
  CHECK(holds(status, R"("next":"2026-07-31T12:00:00Z")"));
  CHECK(holds(status, R"("read":10,"filtered":2,"delivered":7,"parked":1)"));
}

TEST_CASE("pipelines come in pages, and one by its name") {
  ApiRig rig;
  rig.publish({ApiRig::pipeline("a"), ApiRig::pipeline("b"), ApiRig::pipeline("c")});
  const auto first = rig.get("/api/v1/pipelines?limit=2");
  CHECK(holds(first, R"("pipeline":"b")"));
  CHECK_FALSE(holds(first, R"("pipeline":"c")"));
  CHECK(holds(first, R"("next":"c2")"));
  const auto second = rig.get("/api/v1/pipelines?limit=2&cursor=c2");
  CHECK(holds(second, R"("pipeline":"c")"));
  CHECK_FALSE(holds(second, "\"next\":\"c"));
  CHECK(rig.get("/api/v1/pipelines/b").status == 200);
  const auto none = rig.get("/api/v1/pipelines/d");
  CHECK(none.status == 404);
  CHECK(holds(none, R"("instance":"/api/v1/pipelines/d")"));
}

TEST_CASE("what is not there is 404, what is there for another method 405 with those it takes") {
  ApiRig rig;
  CHECK(rig.get("/api/v1/nothing").status == 404);
  CHECK(rig.get("/").status == 404);
  const auto wrong = rig.ask("DELETE", "/api/v1/runs");
  CHECK(wrong.status == 405);
  CHECK(header_of(wrong, "Allow") == "GET, HEAD");
  CHECK(header_of(rig.get("/api/v1/reload"), "Allow") == "POST");
}

TEST_CASE("a body that is no JSON, or not empty, is refused") {
  ApiRig rig;
  const std::string path = "/api/v1/pipelines/a/runs";
  CHECK(rig.ask("POST", path, {{"Content-Type", "text/plain"}}).status == 415);
  CHECK(rig.ask("POST", path, {{"Content-Type", "application/json"}}, "{\"a\":1}").status == 400);
}

TEST_CASE("a parameter that is not known, or is there twice, is refused") {
  ApiRig rig;
  rig.publish({});
  const auto unknown = rig.get("/api/v1/runs?pipelines=a");
  CHECK(unknown.status == 400);
  CHECK(holds(unknown, "pipelines"));
  CHECK(rig.get("/api/v1/runs?limit=1&limit=2").status == 400);
  CHECK(rig.get("/api/v1/runs?limit=0").status == 400);
  CHECK(rig.get("/api/v1/runs?cursor=zz").status == 400);
  CHECK(rig.get("/api/v1/log?follow=maybe").status == 400);
  CHECK(rig.get("/api/v1/task-groups?recent=maybe").status == 400);
  CHECK(rig.get("/api/v1/clients/c/requests?follow=maybe").status == 400);
}

TEST_CASE("a parameter without a value, and an all that is not true, never mean all tasks") {
  ApiRig rig;
  rig.publish({});
  for (const char* query : {"all=false", "all=1", "all=", "pipeline=&state=parked", "id="}) {
    const std::string words = query;
    CHECK_MESSAGE(rig.ask("POST", "/api/v1/tasks/skip?" + words).status == 400, words);
    CHECK_MESSAGE(rig.ask("POST", "/api/v1/tasks/retry?" + words).status == 400, words);
    CHECK_MESSAGE(rig.ask("DELETE", "/api/v1/tasks?" + words).status == 400, words);
  }
  CHECK(rig.ask("POST", "/api/v1/tasks/skip?all=true").status == 200);
}

TEST_CASE("a body with a member that is not known, or of another kind, is refused") {
  ApiRig rig;
  rig.publish({});
  const auto status = [&](const std::string& path, const std::string& body) {
    return rig.ask("POST", "/api/v1/" + path, {}, body).status;
  };
  const std::string all = R"("action":"skip","filter":{"all":true})";
  for (const char* more :
       {R"("dry_run":true)", R"("pace":"slow")", R"("pace":-1)", R"("stop_after_failures":1.5)",
        R"("expected":"none")", R"("reason":1)"}) {
    const std::string body = "{" + all + R"(,"key":"k",)" + more + "}";
    CHECK_MESSAGE(status("jobs", body) == 400, body);
  }
  for (const char* filter : {R"({"all":false})", R"({"all":null})", R"({"pipeline":["a"]})",
                             R"({"state":""})", R"({"all":true,"pipeline":{}})"})
    CHECK_MESSAGE(status("jobs", R"({"action":"skip","key":"k","filter":)" + std::string(filter) +
                                     "}") == 400,
                  filter);
  CHECK(status("eval", R"({"expression":"a","inputs":"1"})") == 400);
  CHECK(status("configuration/validate", R"({"file":{}})") == 400);
  CHECK(status("configuration/validate", R"({"files":{"a.yaml":1}})") == 400);
  CHECK(status("preview", R"({"pipeline":"p","input":{"fetch":true,"limits":1}})") != 200);
}

TEST_CASE("an answer that a client has already is not sent again") {
  ApiRig rig;
  rig.publish({ApiRig::pipeline("a")});
  const std::string tag = header_of(rig.get("/api/v1/pipelines/a"), "ETag");
  REQUIRE(!tag.empty());
  const auto same = rig.get("/api/v1/pipelines/a", {{"If-None-Match", "\"x\", " + tag}});
  CHECK(same.status == 304);
  CHECK(same.body.empty());
  rig.publish({running_one()});
  CHECK(rig.get("/api/v1/status", {{"If-None-Match", tag}}).status == 200);
}

TEST_CASE("a run is started by the server's loop, which says its number") {
  ApiRig rig;
  std::string asked_for;
  auto loop = rig.loop([&](const ControlCommand& command) {
    asked_for = std::get<StartCommand>(command).pipeline;
    return Outcome{.run = 12};
  });
  const auto started = rig.ask("POST", "/api/v1/pipelines/a/runs");
  loop.join();
  CHECK(asked_for == "a");
  CHECK(started.status == 202);
  CHECK(header_of(started, "Location") == "/api/v1/runs/12");
  CHECK(holds(started, R"("state":"started","run":12)"));
}

TEST_CASE("what a loop cannot start is told with its reason") {
  ApiRig rig;
  const auto answer = [&](Outcome::Kind kind) {
    auto loop = rig.loop([&](const ControlCommand&) { return Outcome{.kind = kind}; });
    auto out = rig.ask("POST", "/api/v1/pipelines/a/runs");
    loop.join();
    return out;
  };
  CHECK(holds(answer(Outcome::Kind::kQueued), R"("state":"queued")"));
  CHECK(answer(Outcome::Kind::kUnknown).status == 404);
  CHECK(answer(Outcome::Kind::kAlways).status == 409);
  CHECK(answer(Outcome::Kind::kBusy).status == 503);
}

TEST_CASE("a reload wants to know which configuration it replaces") {
  ApiRig rig;
  rig.publish({});
  CHECK(rig.ask("POST", "/api/v1/reload").status == 428);
  CHECK(rig.ask("POST", "/api/v1/reload", {{"If-Match", "\"1-9\""}}).status == 412);
  const std::string tag = header_of(rig.get("/api/v1/configuration"), "ETag");
  CHECK(tag == "\"1-0\"");
  auto loop = rig.loop([&](const ControlCommand& command) {
    CHECK(std::get<ReloadCommand>(command).revision == "1-0");
    rig.publish({}, "1-1");
    return Outcome{};
  });
  const auto done = rig.ask("POST", "/api/v1/reload", {{"If-Match", tag}});
  loop.join();
  CHECK(done.status == 200);
  CHECK(header_of(done, "ETag") == "\"1-1\"");
}

TEST_CASE("a reload that is refused says every problem") {
  ApiRig rig;
  rig.publish({});
  auto loop = rig.loop([](const ControlCommand&) {
    Outcome out{.kind = Outcome::Kind::kRefused};
    config::Node one = config::Node::object();
    for (const char* key : {"file", "pointer", "message"}) one.set(key, text_node("x"));
    for (const char* key : {"line", "column"}) one.set(key, number_node(3));
    out.problems.items.push_back(one);
    return out;
  });
  const auto refused = rig.ask("POST", "/api/v1/reload", {{"If-Match", "*"}});
  loop.join();
  CHECK(refused.status == 422);
  CHECK(holds(refused, R"("problems":[{"file":"x")"));
}

TEST_CASE("what the server refuses by itself is a problem document, too") {
  ApiRig rig;
  for (const int status : {400, 413, 431, 500, 503}) {
    const auto refusal = rig.api.refusal(status);
    CHECK(refusal.status == status);
    CHECK(rig.description.check_as("Problem", refusal.body) == "");
  }
}

TEST_CASE("the API describes itself, each of its routes") {
  ApiRig rig;
  const auto description = rig.get("/api/v1/openapi.json");
  CHECK(holds(description, R"("openapi": "3.1.0")"));
  const config::Node* const paths = rig.description.root().find("paths");
  REQUIRE(paths);
  for (const Route& route : routes()) {
    const config::Node* const path = paths->find(route.path);
    std::string method(route.method);
    for (char& c : method) c = static_cast<char>(std::tolower(c));
    CHECK_MESSAGE((path && path->find(method)), route.method, " ", route.path);
  }
}

TEST_CASE("the events begin with the whole status and go on with what changes") {
  ApiRig rig;
  rig.publish({ApiRig::pipeline("a"), ApiRig::pipeline("b")});
  const auto events = rig.get("/api/v1/events");
  REQUIRE(events.stream);
  CHECK(events.stream->take().find("event: status\ndata: {\"server\"") == 0);
  PipelineView changed = ApiRig::pipeline("b");
  changed.queued = true;
  rig.publish({ApiRig::pipeline("a"), changed});
  rig.events.tick(*rig.control.view());
  const std::string more = events.stream->take();
  CHECK(more.find("event: pipeline\ndata: {\"pipeline\":\"b\"") == 0);
  CHECK(more.find("\"pipeline\":\"a\"") == std::string::npos);
  rig.events.tick(*rig.control.view());
  CHECK(events.stream->take().empty());
}

TEST_CASE("a reader too many is told so") {
  ApiRig rig;
  rig.publish({});
  std::vector<listener::Response> all;
  for (int i = 0; i < 16; i++) all.push_back(rig.get("/api/v1/events"));
  CHECK(rig.get("/api/v1/events").status == 503);
  all[3].stream->close();
  CHECK(rig.get("/api/v1/events").status == 200);
}
