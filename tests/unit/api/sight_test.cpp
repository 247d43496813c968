// Which texts of records and of remote systems who sees.
#include "app/api/sight.hpp"

#include <algorithm>

#include "dashboard_rig.hpp"

using namespace sluice;
using namespace sluice::app;
using sluice::app::test::ApiRig;
using sluice::app::test::DashboardRig;
using sluice::app::test::has_text;
using sluice::app::test::Headers;

namespace {

// Stands in a record, and so in what plugins and remote systems say of it, in every way that
// messages quote: within marks, without any, with a digit, and as the whole text.
const std::string kText = "geheim";
const std::string kSaid = "email " + kText + "@example.com of {\"n\":\"" + kText + "\"} is 'taken'";
constexpr int64_t kUs = 1'785'499'200'000'000;

// Whatever can hold a text of a record holds it.
struct TellingRig : DashboardRig {
  TellingRig() {
    bench.finding = kSaid;
    commit_task();
    put_run();
    ask("POST", "/api/v1/clients/shop/check");
    ask("POST", "/api/v1/jobs", {{"Content-Type", "application/json"}},
        R"({"action":"skip","filter":{"text":"nothing of )" + kText + R"("},"key":"k"})");
    ask("POST", "/api/v1/tasks/skip?text=no+" + kText);
    add_line("T info pipelines.a.transformers[0]: ", kSaid, "pipelines.a.transformers[0]");
    add_line("T warning clients.shop: ", kSaid, "clients.shop");
    add_line("T error ", kText, {});
  }

  void add_line(const std::string& own, const std::string& quoted, std::string_view instance) {
    const std::string text = own + quoted;
    log.add({text, instance, own.size()});
  }

  void commit_task() {
    store::Task task;
    task.step = "publishers[0] (http.publisher)";
    task.origin = "o";
    task.source = task.value = "{\"n\":\"" + kText + "\"}";
    task.record_key = kText;
    task.message = kSaid;
    task.code = SLUICE_E_DATA;
    task.remote_code = 422;
    task.first_us = task.last_us = kUs;
    store::Delta delta;
    delta.figures.updated_us = kUs;
    delta.tasks.push_back(task);
    delta.cursor = store::Cursor{"after " + kText, "f", "c", kText, store::Walk::running};
    delta.positions.push_back({"publishers[0]", "i", kText});
    REQUIRE(store.commit("a", 0, delta).ok());
  }

  void put_run() {
    store::LoggedRun run;
    run.pipeline = "a";
    run.cause = "manual";
    run.started_ms = kUs / 1000;
    run.id = *run_log.begin_run(run);
    run.outcome = store::RunOutcome::kFailed;
    run.ended_ms = run.started_ms + 1;
    run.message = "pipeline a, publishers[0] (http.publisher): " + kSaid;
    REQUIRE(run_log.end_run(run).ok());
    PipelineView view = pipeline("a");
    view.last = view.running = run;
    publish({view});
  }

  // All that an answer says, also of one that goes on.
  static std::string said(const listener::Response& response) {
    return response.body + (response.stream ? std::string(response.stream->take()) : "");
  }
  bool tells(const std::string& target, const Headers& headers) {
    return said(browse("GET", target, headers)).find(kText) != std::string::npos;
  }
  // Each GET of the API's document, with a name or a number for each {…} of its path.
  std::vector<std::string> targets() const {
    std::vector<std::string> out = {"/status", "/", "/api/v1/runs?pipeline=a",
                                    "/api/v1/tasks/1?texts=false"};
    for (const config::Member& path : description.root().find("paths")->members) {
      if (!path.value.find("get")) continue;
      std::string target = path.key;
      for (size_t at; (at = target.find('{')) != target.npos;) {
        const size_t end = target.find('}', at);
        const std::string name = target.substr(at, end - at + 1);
        const bool of_client = target.find("/clients/") != target.npos;
        target.replace(at, end - at + 1, of_client ? "shop" : name == "{id}" ? "1" : "a");
      }
      out.push_back(target);
    }
    return out;
  }
};

}  // namespace

TEST_CASE("no GET of the API and no page tells who sees no records a text of one") {
  TellingRig rig;
  for (const Role role : {Role::kViewer, Role::kAdmin}) {
    const Headers blind = rig.signed_in(role, false);
    for (const std::string& target : rig.targets())
      CHECK_MESSAGE(!rig.tells(target, blind), target);
  }
}

TEST_CASE("who sees records reads them wherever they are") {
  TellingRig rig;
  const Headers reader = rig.signed_in(Role::kViewer, true);
  for (const char* target :
       {"/status", "/api/v1/status", "/api/v1/events", "/api/v1/pipelines", "/api/v1/pipelines/a",
        "/api/v1/runs", "/api/v1/runs/1", "/api/v1/tasks", "/api/v1/tasks/1", "/api/v1/task-groups",
        "/api/v1/log", "/api/v1/log?follow=false", "/api/v1/state", "/api/v1/state/a",
        "/api/v1/state/a/checkpoints", "/api/v1/jobs", "/api/v1/jobs/1", "/api/v1/clients"})
    CHECK_MESSAGE(rig.tells(target, reader), target);
  CHECK(rig.tells("/api/v1/audit", rig.signed_in(Role::kAdmin)));
}

TEST_CASE(
    "an operator who sees no records is told whether tests and checks pass, and not what of") {
  TellingRig rig;
  const auto posted = [&](const std::string& target, bool payloads) {
    return rig.browse("POST", target, rig.signed_in(Role::kOperator, payloads));
  };
  for (const char* target : {"/api/v1/pipelines/a/tests", "/api/v1/clients/shop/check"}) {
    CHECK(has_text(posted(target, true), kText));
    CHECK_FALSE(has_text(posted(target, false), kText));
    CHECK(has_text(posted(target, false), "the rest is for those who may see texts of records"));
  }
  rig.bench.failure = {SLUICE_E_INVALID, kText};
  CHECK_FALSE(has_text(posted("/api/v1/clients/shop/check", false), kText));
}

TEST_CASE("who sees no records is told the class of an error, its place and its target") {
  TellingRig rig;
  const Headers viewer = rig.signed_in(Role::kViewer, false);
  const auto task = rig.browse("GET", "/api/v1/tasks/1", viewer);
  CHECK(has_text(task, R"j("step":"publishers[0] (http.publisher)")j"));
  CHECK(has_text(task, R"("remote_code":422)"));
  CHECK(has_text(task, R"("message":"the data is not valid")"));
  CHECK(has_text(rig.browse("GET", "/api/v1/task-groups", viewer),
                 R"("pattern":"the data is not valid")"));
  const std::string place = "pipeline a, publishers[0]: the rest is for those who may see";
  CHECK(has_text(rig.browse("GET", "/api/v1/runs/1", viewer), place));
  CHECK(has_text(rig.browse("GET", "/status", viewer), place));
  CHECK(TellingRig::said(rig.browse("GET", "/api/v1/log?follow=false", viewer))
            .find("pipelines.a.transformers[0]: the rest is for those who may see") !=
        std::string::npos);
}

TEST_CASE("streams that are under way follow the same rule") {
  TellingRig rig;
  const auto log = rig.browse("GET", "/api/v1/log", rig.signed_in(Role::kViewer, false));
  const auto events = rig.browse("GET", "/api/v1/events", rig.signed_in(Role::kViewer, false));
  const auto reader = rig.browse("GET", "/api/v1/events", rig.signed_in(Role::kViewer, true));
  for (const auto* one : {&log, &events, &reader}) TellingRig::said(*one);
  PipelineView view = ApiRig::pipeline("a");
  view.last = store::LoggedRun();
  view.last->message = kText;
  rig.publish({view});
  rig.events.tick(*rig.control.view());
  rig.events.run_over(*view.last);
  rig.add_line("T info pipelines.a: run 2 failed: ", kText, "pipelines.a");
  CHECK(TellingRig::said(reader).find(kText) != std::string::npos);
  const std::string told = TellingRig::said(events), line = TellingRig::said(log);
  CHECK(told.find("event: pipeline") == 0);
  CHECK(told.find("event: run") != std::string::npos);
  CHECK(told.find(kText) == std::string::npos);
  CHECK(line.find("run 2 failed: the rest is for those") != std::string::npos);
  CHECK(line.find(kText) == std::string::npos);
}

TEST_CASE("a message that is no more than a text of a record has no place in it") {
  store::LoggedRun run;
  run.pipeline = "a";
  const auto shown = [&](const std::string& message) {
    run.message = message;
    return Sight::of_none().seen(run).message;
  };
  const std::string hidden(Sight::kHidden);
  CHECK(shown("geheim") == hidden);
  CHECK(shown("pipeline geheim, subscriber: x") == hidden);
  CHECK(shown("pipeline a, geheim: x") == "pipeline a: " + hidden);
  CHECK(shown("pipeline a, step transformers[geheim]: x") ==
        "pipeline a, step transformers: " + hidden);
  CHECK(shown("pipeline a, step transformers[12] (core.cast): x") ==
        "pipeline a, step transformers[12]: " + hidden);
  CHECK(shown("").empty());
}

TEST_CASE("who sees no records does not look into them by a filter either") {
  TellingRig rig;
  const Headers blind = rig.signed_in(Role::kOperator, false);
  const std::string text = "text=" + kText;
  const auto refused = [](const listener::Response& answer) {
    return answer.status == 403 && answer.content_type == "application/problem+json" &&
           has_text(answer, "looks into them; that needs the role data_viewer");
  };
  CHECK(refused(rig.browse("GET", "/api/v1/tasks?" + text, blind)));
  CHECK(refused(rig.browse("GET", "/api/v1/tasks/count?" + text, blind)));
  CHECK(refused(rig.browse("DELETE", "/api/v1/tasks?" + text, blind)));
  CHECK(refused(rig.browse("POST", "/api/v1/tasks/skip?" + text, blind)));
  CHECK(refused(rig.browse("POST", "/api/v1/tasks/retry?" + text, blind)));
  Headers json = blind;
  json["Content-Type"] = "application/json";
  const std::string job =
      R"({"action":"skip","filter":{"text":")" + kText + R"("},"reason":"","key":"j"})";
  CHECK(refused(rig.browse("POST", "/api/v1/jobs", json, job)));
  CHECK(refused(rig.browse("GET", "/api/v1/clients/shop/requests", blind)));
  CHECK(rig.browse("GET", "/api/v1/tasks?" + text, rig.signed_in(Role::kViewer, true)).status ==
        200);
  CHECK(rig.browse("POST", "/api/v1/tasks/skip?pipeline=a", blind).status == 200);
}
