// What the API shows of the store: runs, tasks, state.
#include "api_rig.hpp"

using namespace sluice;
using namespace sluice::app;
using sluice::app::test::ApiRig;
using sluice::app::test::header_of;

namespace {

struct StoredRig : ApiRig {
  int64_t add_run(const std::string& name, std::optional<store::RunOutcome> outcome) {
    store::LoggedRun run;
    run.pipeline = name;
    run.cause = "manual";
    run.started_ms = 1'785'499'200'000;
    const auto id = run_log.begin_run(run);
    REQUIRE(id);
    run.id = *id;
    if (!outcome) return run.id;
    run.outcome = *outcome;
    run.ended_ms = run.started_ms + 1500;
    REQUIRE(run_log.end_run(run).ok());
    return run.id;
  }
  void park(const std::string& name, int count) {
    store::Delta delta;
    delta.figures.updated_us = 1'785'499'200'000'000;
    for (int i = 0; i < count; i++) {
      store::Task task;
      task.step = "publishers[0] (file.publisher)";
      task.origin = "origin " + std::to_string(i);
      task.source = "{\"n\":" + std::to_string(i) + "}";
      task.value = task.source;
      task.message = "refused";
      task.first_us = task.last_us = 1'785'499'200'000'000;
      delta.tasks.push_back(task);
    }
    REQUIRE(store.commit(name, 0, delta).ok());
  }
};

size_t count_of(const listener::Response& response, const std::string& text) {
  size_t out = 0;
  for (size_t at = 0; (at = response.body.find(text, at)) != std::string::npos; at++) out++;
  return out;
}

using store::RunOutcome;

}  // namespace

TEST_CASE("runs are listed the latest first, in pages, by pipeline and outcome") {
  StoredRig rig;
  for (int i = 0; i < 3; i++) rig.add_run("a", RunOutcome::kDone);
  rig.add_run("b", RunOutcome::kFailed);
  const auto first = rig.get("/api/v1/runs?limit=3");
  CHECK(first.body.find(R"({"items":[{"id":4,)") == 0);
  CHECK(first.body.find(R"("next":"c2")") != std::string::npos);
  const auto second = rig.get("/api/v1/runs?limit=3&cursor=c2");
  CHECK(second.body.find(R"({"items":[{"id":1,)") == 0);
  CHECK(second.body.find("\"next\"") == std::string::npos);
  CHECK(count_of(rig.get("/api/v1/runs?pipeline=a"), "\"id\":") == 3);
  CHECK(count_of(rig.get("/api/v1/runs?outcome=failed"), "\"id\":") == 1);
  CHECK(count_of(rig.get("/api/v1/runs?outcome=failed&pipeline=a"), "\"id\":") == 0);
  CHECK(rig.get("/api/v1/runs?outcome=odd").status == 400);
}

TEST_CASE("one run is shown by its number, with its figures of now if it is under way") {
  StoredRig rig;
  const std::string done = "/api/v1/runs/" + std::to_string(rig.add_run("a", RunOutcome::kDone));
  CHECK(rig.get(done).body.find(R"("elapsed_ms":1500)") != std::string::npos);
  PipelineView live = ApiRig::pipeline("a");
  rig.add_run("a", std::nullopt);
  live.running = rig.run_log.runs({"a", 0, 1, {}})->front();
  const auto figures = std::make_shared<LiveRun>();
  figures->set({33, 0, 30, 0});
  live.live = figures;
  rig.publish({live});
  CHECK(rig.get("/api/v1/runs/2").body.find(R"("read":33)") != std::string::npos);
  for (const char* none : {"3", "0", "-1", "x", "99999999999999999999"})
    CHECK(rig.get(std::string("/api/v1/runs/") + none).status == 404);
}

TEST_CASE("a run is stopped by its number, unless it is over or not as it was seen") {
  StoredRig rig;
  rig.add_run("a", std::nullopt);
  const std::string run = "/api/v1/runs/1";
  CHECK(rig.ask("POST", "/api/v1/runs/2/stop").status == 404);
  CHECK(rig.ask("POST", run + "/stop", {{"If-Match", "\"other\""}}).status == 412);
  const std::string tag = header_of(rig.get(run), "ETag");
  auto loop = rig.loop([](const ControlCommand& command) {
    CHECK(std::get<StopCommand>(command).run == 1);
    return Outcome{};
  });
  CHECK(rig.ask("POST", run + "/stop", {{"If-Match", tag}}).status == 202);
  loop.join();
  rig.attention.clear();
  auto over =
      rig.loop([](const ControlCommand&) { return Outcome{.kind = Outcome::Kind::kUnknown}; });
  CHECK(rig.ask("POST", run + "/stop").status == 409);
  over.join();
}

TEST_CASE("tasks are listed in pages without their texts, and shown whole by their number") {
  StoredRig rig;
  rig.park("a", 3);
  rig.park("b", 1);
  const auto first = rig.get("/api/v1/tasks?limit=3");
  CHECK(count_of(first, "\"id\":") == 3);
  CHECK(count_of(first, "\"source\"") == 0);
  CHECK(first.body.find(R"("next":"c3")") != std::string::npos);
  CHECK(count_of(rig.get("/api/v1/tasks?limit=3&cursor=c3"), "\"id\":") == 1);
  CHECK(count_of(rig.get("/api/v1/tasks?pipeline=b"), "\"id\":") == 1);
  CHECK(rig.get("/api/v1/tasks/2").body.find(R"("source":"{\"n\":1}")") != std::string::npos);
  CHECK(rig.get("/api/v1/tasks/9").status == 404);
}

TEST_CASE("tasks are found by step, state, group and text") {
  StoredRig rig;
  rig.park("a", 2);
  CHECK(count_of(rig.get("/api/v1/tasks?state=parked"), "\"id\":") == 2);
  CHECK(count_of(rig.get("/api/v1/tasks?state=done"), "\"id\":") == 0);
  CHECK(count_of(rig.get("/api/v1/tasks?text=REFUSED"), "\"id\":") == 2);
  CHECK(count_of(rig.get("/api/v1/tasks?text=other"), "\"id\":") == 0);
  CHECK(count_of(rig.get("/api/v1/tasks?step=transformers%5B0%5D"), "\"id\":") == 0);
  CHECK(count_of(rig.get("/api/v1/tasks?group=999"), "\"id\":") == 0);
  CHECK(rig.get("/api/v1/tasks?state=lost").status == 400);
  CHECK(rig.get("/api/v1/tasks?group=x").status == 400);
}

TEST_CASE("the state of pipelines is shown, of all or of one") {
  StoredRig rig;
  rig.park("a", 1);
  rig.park("b", 1);
  CHECK(count_of(rig.get("/api/v1/state"), "\"pipeline\"") == 2);
  CHECK(count_of(rig.get("/api/v1/state?pipeline=b"), "\"pipeline\"") == 1);
  CHECK(count_of(rig.get("/api/v1/state?limit=1"), "\"next\":\"c1\"") == 1);
}
