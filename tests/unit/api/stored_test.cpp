// What the API shows of the store: runs, tasks, state.
#include "api_rig.hpp"
#include "app/wiring/state_locks.hpp"
#include "measure/ledger.hpp"
#include "platform/system_clock.hpp"

using namespace sluice;
using namespace sluice::app;
using sluice::app::test::ApiRig;
using sluice::app::test::header_of;
using sluice::app::test::Headers;

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
  figures->set({33, 0, 30, 0, 7});
  live.live = figures;
  rig.publish({live});
  CHECK(rig.get("/api/v1/runs/2").body.find(R"("requests":7)") != std::string::npos);
  CHECK(rig.get("/api/v1/runs/2").body.find("waits_for") == std::string::npos);
  std::thread([&] {
    platform::SystemClock clock;
    const sluice::measure::Ledger lane(&clock);
    figures->begin_lane();
    const sluice::measure::Waiting waiting(sluice::measure::Wait::budget);
    CHECK(rig.get("/api/v1/runs/2").body.find(R"("waits_for":"rate budget")") != std::string::npos);
  }).join();
  CHECK(rig.get("/api/v1/runs/2").body.find("waits_for") == std::string::npos);
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

TEST_CASE("a task is edited as it was seen, and only then") {
  StoredRig rig;
  rig.park("a", 1);
  const std::string task = "/api/v1/tasks/1", value = task + "/value";
  CHECK(rig.ask("PUT", value, {}, "{}").status == 428);
  const std::string tag = header_of(rig.get(task), "ETag");
  CHECK(rig.ask("PUT", value, {{"If-Match", tag}}, "{").status == 400);
  const auto done = rig.ask("PUT", value, {{"If-Match", tag}}, "{\"n\":7}");
  CHECK(done.status == 200);
  CHECK(count_of(done, R"("edited":"{\"n\":7}")") == 1);
  const auto stale = rig.ask("PUT", value, {{"If-Match", tag}}, "{\"n\":8}");
  CHECK(stale.status == 412);
  CHECK(count_of(stale, "was changed meanwhile") == 1);
  CHECK(rig.ask("PUT", "/api/v1/tasks/9/value", {{"If-Match", "*"}}, "{}").status == 404);
  REQUIRE(rig.tasks.change({}, store::TaskState::done));
  CHECK(rig.ask("PUT", value, {{"If-Match", "*"}}, "{}").status == 409);
}

TEST_CASE("a task that a retry has taken has another tag than before") {
  StoredRig rig;
  rig.park("a", 1);
  const std::string task = "/api/v1/tasks/1", tag = header_of(rig.get(task), "ETag");
  CHECK(rig.ask("GET", task, {{"If-None-Match", tag}}).status == 304);
  REQUIRE(rig.tasks.change({}, store::TaskState::retrying));
  CHECK(rig.ask("GET", task, {{"If-None-Match", tag}}).status == 200);
}

TEST_CASE("tasks are changed by filter, and a change that names none is refused") {
  StoredRig rig;
  rig.park("a", 3);
  rig.park("b", 1);
  CHECK(rig.ask("POST", "/api/v1/tasks/skip").status == 400);
  CHECK(rig.ask("DELETE", "/api/v1/tasks").status == 400);
  CHECK(rig.ask("POST", "/api/v1/tasks/skip?pipelines=a").status == 400);
  CHECK(rig.ask("DELETE", "/api/v1/tasks?state=retrying").status == 400);
  CHECK(rig.ask("POST", "/api/v1/tasks/skip?id=1,2").body == "{\"tasks\":2}\n");
  CHECK(rig.ask("POST", "/api/v1/tasks/skip?all=true").body == "{\"tasks\":2}\n");
  CHECK(rig.ask("DELETE", "/api/v1/tasks?pipeline=a&older=2030-01-01T00:00:00.5Z").body ==
        "{\"tasks\":3}\n");
  CHECK(rig.ask("DELETE", "/api/v1/tasks?older=soon").status == 400);
}

TEST_CASE("tasks are listed the newest first, and with their texts, if that is asked for") {
  StoredRig rig;
  rig.park("a", 3);
  const auto newest = rig.get("/api/v1/tasks?order=newest&limit=2");
  CHECK(newest.body.find(R"({"items":[{"id":3,)") == 0);
  CHECK(newest.body.find(R"("next":"c2")") != std::string::npos);
  CHECK(count_of(rig.get("/api/v1/tasks?texts=true"), "\"source\"") == 3);
  CHECK(rig.get("/api/v1/tasks?order=odd").status == 400);
}

TEST_CASE("a page of large tasks ends early, and the next one goes on behind it") {
  StoredRig rig;
  std::vector<store::Task> tasks(3);
  for (size_t i = 0; i < tasks.size(); i++) {
    tasks[i].pipeline = "a";
    tasks[i].step = "s";
    tasks[i].origin = std::to_string(i);
    tasks[i].first_us = tasks[i].last_us = 1'785'499'200'000'000;
    tasks[i].value.assign(size_t{5} << 20, 'v');
  }
  REQUIRE(rig.tasks.add(tasks));
  const auto first = rig.get("/api/v1/tasks?texts=true");
  CHECK(count_of(first, "\"origin\"") == 2);
  CHECK(first.body.find(R"("next":"c2")") != std::string::npos);
  const auto second = rig.get("/api/v1/tasks?texts=true&cursor=c2");
  CHECK(count_of(second, "\"origin\"") == 1);
  CHECK(second.body.find("\"next\"") == std::string::npos);
}

TEST_CASE("tasks are imported line by line, or none if one is wrong") {
  StoredRig rig;
  const std::string line =
      R"({"pipeline":"a","step":"s","origin":"o","state":"parked","source":"1","value":"1",)"
      R"("first_us":1785499200000000,"last_us":1785499200000000})";
  const Headers lines = {{"Content-Type", "application/x-ndjson"}};
  CHECK(rig.ask("POST", "/api/v1/tasks/import", {{"Content-Type", "text/csv"}}, line).status ==
        415);
  const auto wrong = rig.ask("POST", "/api/v1/tasks/import", lines, line + "\nx\n");
  CHECK(wrong.status == 400);
  CHECK(count_of(wrong, "line 2") == 1);
  CHECK(rig.ask("POST", "/api/v1/tasks/import", lines, line + "\n").body == "{\"tasks\":1}\n");
  CHECK(count_of(rig.get("/api/v1/task-groups"), "\"group\":") == 1);
}

TEST_CASE("a retry is handed to the server's loop, with the tasks that are meant") {
  StoredRig rig;
  rig.park("a", 1);
  auto loop = rig.loop([](const ControlCommand& command) {
    const store::TaskFilter& tasks = std::get<RetryCommand>(command).tasks;
    CHECK(tasks.pipeline == "a");
    CHECK(tasks.states == std::vector{store::TaskState::parked});
    return Outcome{.retries = {{7, "a", "publishers[0] (file.publisher)"}}};
  });
  const auto done = rig.ask("POST", "/api/v1/tasks/retry?pipeline=a");
  loop.join();
  CHECK(done.status == 202);
  CHECK(count_of(done, R"("run":7)") == 1);
  CHECK(rig.ask("POST", "/api/v1/tasks/retry?state=done").status == 400);
}

TEST_CASE("a pipeline is put elsewhere as it was seen, unless it runs") {
  StoredRig rig;
  rig.park("a", 1);
  const std::string state = "/api/v1/state/a", cursor = state + "/cursor";
  CHECK(rig.get("/api/v1/state/b").status == 404);
  const std::string tag = header_of(rig.get(state), "ETag");
  CHECK(rig.ask("PUT", cursor, {}, R"({"cursor":"5"})").status == 428);
  CHECK(rig.ask("PUT", cursor, {{"If-Match", "\"9\""}}, R"({"cursor":"5"})").status == 412);
  CHECK(rig.ask("PUT", cursor, {{"If-Match", tag}}, "{}").status == 400);
  CHECK(rig.ask("PUT", cursor, {{"If-Match", tag}}, R"({"checkpoint":9})").status == 400);
  {
    const auto running = lock_pipeline_file(rig.folder.path().string(), "a");
    const auto busy = rig.ask("PUT", cursor, {{"If-Match", tag}}, R"({"cursor":"5"})");
    CHECK(busy.status == 409);
    CHECK(rig.ask("POST", state + "/reset").status == 409);
  }
  CHECK(count_of(rig.ask("PUT", cursor, {{"If-Match", tag}}, R"({"cursor":"5"})"),
                 R"("cursor":"5")") == 1);
  CHECK(rig.ask("POST", state + "/reset", {{"If-Match", tag}}).status == 412);
  const std::string now = header_of(rig.get(state), "ETag");
  CHECK(rig.ask("POST", state + "/reset", {{"If-Match", now}}).body == "{\"forgotten\":true}\n");
  CHECK(rig.ask("POST", state + "/reset", {{"If-Match", now}}).status == 412);
  CHECK(rig.ask("POST", state + "/reset").body == "{\"forgotten\":false}\n");
  CHECK(rig.ask("POST", state + "/reset?publisher=x").body == "{\"forgotten\":false}\n");
}

TEST_CASE("what the state shows can be imported, and the store copied at the Unix socket alone") {
  StoredRig rig;
  rig.park("a", 1);
  const std::string page = rig.get("/api/v1/state").body;
  const std::string line = page.substr(page.find("[{") + 1, page.rfind("}]") - page.find("[{"));
  const Headers lines = {{"Content-Type", "application/x-ndjson"}};
  CHECK(rig.ask("POST", "/api/v1/state/import", lines, line).body == "{\"pipelines\":1}\n");
  CHECK(rig.ask("POST", "/api/v1/state/import", lines, "{}").status == 400);
  CHECK(count_of(rig.get("/api/v1/state/a/checkpoints"), "\"items\"") == 1);
  const std::string copy = "/api/v1/state/backup?file=" + (rig.folder / "copy.db").string();
  CHECK(rig.ask("POST", copy).status == 200);
  CHECK(rig.ask("POST", copy).status == 409);
  CHECK(rig.ask("POST", "/api/v1/state/backup?file=copy.db").status == 400);
  Api remote(rig.parts, rig.audit, Access{.remote = true});
  const app::test::FakeRequest request("POST", copy, {{"Host", "localhost"}});
  CHECK(remote.admit(request)->status == 403);
}

TEST_CASE("a group of tasks has its shape in time if it is asked for, and a note for others") {
  StoredRig rig;
  rig.park("a", 3);
  CHECK(count_of(rig.get("/api/v1/task-groups"), "recent") == 0);
  const auto shown = rig.get("/api/v1/task-groups?recent=true");
  CHECK(shown.body.find(R"("counts":[)") != std::string::npos);
  const auto write = [&](const std::string& group, const std::string& text) {
    return rig
        .ask("PUT", "/api/v1/task-groups/" + group + "/note", {}, R"({"text":")" + text + "\"}")
        .status;
  };
  CHECK(write("1", "the shop mends it on Monday") == 200);
  CHECK(rig.get("/api/v1/task-groups")
            .body.find(R"("note":{"text":"the shop mends it on Monday","who":"local")") !=
        std::string::npos);
  CHECK(GroupNotes(rig.folder / "notes.json", [] { return int64_t{0}; }).find(1));
  CHECK(write("1", "") == 200);
  CHECK(count_of(rig.get("/api/v1/task-groups"), "note") == 0);
  CHECK(write("9", "x") == 404);
  CHECK(write("1", std::string(2001, 'x')) == 400);
  CHECK(rig.ask("PUT", "/api/v1/task-groups/1/note", {}, "{}").status == 400);
}
