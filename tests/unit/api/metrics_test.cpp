// What /metrics shows.
#include "api_rig.hpp"

using namespace sluice;
using namespace sluice::app;
using sluice::app::test::ApiRig;

namespace {

struct MetricsRig : ApiRig {
  std::string text() {
    const auto out = get("/metrics");
    CHECK(out.status == 200);
    return out.body;
  }
  bool shows(const std::string& line) {
    const std::string all = text();
    const bool found = ("\n" + all).find("\n" + line + "\n") != std::string::npos;
    CHECK_MESSAGE(found, line, " is not in\n", all);
    return found;
  }
  void end_run(int64_t id, store::RunOutcome outcome, int64_t ms, uint64_t delivered) {
    store::LoggedRun run;
    run.id = id;
    run.pipeline = "a";
    run.outcome = outcome;
    run.started_ms = 1'785'499'200'000;
    run.ended_ms = run.started_ms + ms;
    run.delivered = delivered;
    meters.ended(run);
  }
};

}  // namespace

TEST_CASE("metrics are there before a run is planned, and say how the process is") {
  MetricsRig rig;
  const std::string text = rig.text();
  for (const char* name : {"process_resident_memory_bytes ", "process_open_fds ",
                           "process_start_time_seconds 1", "sluice_store_bytes 0"})
    CHECK_MESSAGE(text.find(std::string("\n") + name) != std::string::npos, name);
}

TEST_CASE("runs are counted by pipeline and result, with their durations and last success") {
  MetricsRig rig;
  rig.publish({ApiRig::pipeline("a")});
  rig.end_run(1, store::RunOutcome::kDone, 500, 5);
  rig.end_run(2, store::RunOutcome::kFailed, 20'000, 1);
  rig.shows(R"(sluice_runs_total{pipeline="a",result="done"} 1)");
  rig.shows(R"(sluice_runs_total{pipeline="a",result="failed"} 1)");
  rig.shows(R"(sluice_run_duration_seconds_bucket{pipeline="a",le="1"} 1)");
  rig.shows(R"(sluice_run_duration_seconds_bucket{pipeline="a",le="60"} 2)");
  rig.shows(R"(sluice_run_duration_seconds_count{pipeline="a"} 2)");
  rig.shows(R"(sluice_records_delivered_total{pipeline="a"} 6)");
  rig.shows(R"(sluice_pipeline_last_success_timestamp_seconds{pipeline="a"} 1785499200.5)");
  rig.shows(R"(sluice_pipeline_next_run_timestamp_seconds{pipeline="a"} 1785499200)");
}

TEST_CASE("the records of a run under way count once, whether it has ended meanwhile or not") {
  MetricsRig rig;
  PipelineView view = ApiRig::pipeline("a");
  view.running = store::LoggedRun{};
  view.running->id = 3;
  const auto live = std::make_shared<LiveRun>();
  live->set({9, 0, 7, 0});
  view.live = live;
  rig.publish({view});
  rig.end_run(2, store::RunOutcome::kDone, 500, 5);
  rig.shows(R"(sluice_records_delivered_total{pipeline="a"} 12)");
  rig.shows(R"(sluice_pipeline_running{pipeline="a"} 1)");
  rig.end_run(3, store::RunOutcome::kDone, 500, 8);
  rig.shows(R"(sluice_records_delivered_total{pipeline="a"} 13)");
}

TEST_CASE("tasks and what waits for a target are counted by pipeline") {
  MetricsRig rig;
  store::Delta delta;
  store::Task task;
  task.step = "s";
  task.origin = "o";
  delta.tasks = {task};
  REQUIRE(rig.store.commit("a", 0, delta).ok());
  rig.shows(R"(sluice_tasks{pipeline="a",state="parked"} 1)");
  REQUIRE(rig.backlogs.target_failed("a", "publishers[0]", "down", 1000).ok());
  rig.shows(R"(sluice_backlog_records{pipeline="a",publisher="publishers[0]"} 0)");
}

TEST_CASE("requests are counted by client and class of response") {
  MetricsRig rig;
  rig.clients = {{"shop", {1, 0, 20, 0, 3, 0}, 2, 55, 350}};
  rig.shows(R"(sluice_http_requests_total{client="shop",class="2xx"} 20)");
  rig.shows(R"(sluice_http_requests_total{client="shop",class="none"} 1)");
  rig.shows(R"(sluice_http_retries_total{client="shop"} 2)");
  rig.shows(R"(sluice_rate_budget_remaining{client="shop"} 55)");
  rig.shows(R"(sluice_rate_budget_limit{client="shop"} 350)");
}
