// Jobs over many tasks.
#include <algorithm>
#include <atomic>
#include <future>

#include "dashboard_rig.hpp"

using namespace sluice;
using namespace sluice::app;
using sluice::app::test::ApiRig;

namespace {

bool mentions(const listener::Response& response, const std::string& text) {
  return response.body.find(text) != std::string::npos;
}

// Deeds over made-up tasks with the ids 1 to `tasks`.
struct FakeDeeds {
  int64_t tasks = 0;
  std::vector<int64_t> skipped;
  std::function<void()> before_step = [] {};
  uint64_t failures = 0;  // of each step

  Jobs::Deeds deeds() {
    Jobs::Deeds out;
    out.find = [this](const store::TaskFilter&, int64_t after, size_t most) {
      std::vector<int64_t> ids;
      for (int64_t id = after + 1; id <= tasks && ids.size() < most; id++) ids.push_back(id);
      return Result<std::vector<int64_t>>(std::move(ids));
    };
    out.skip = [this](const std::vector<int64_t>& ids) {
      before_step();
      skipped.insert(skipped.end(), ids.begin(), ids.end());
      return Result<uint64_t>(ids.size() - failures);
    };
    out.retry = [](const std::vector<int64_t>&, const std::function<bool()>&) {
      return Result<uint64_t>(uint64_t{0});
    };
    out.now_ms = [] { return int64_t{1}; };
    return out;
  }
};

// The ways out of waiting: it is over, or something is broken.
Job wait_until_over(const Jobs& jobs, int64_t id) {
  for (;;) {
    const auto job = jobs.find(id);
    if (!job || job->state != Job::State::kRunning) return job.value_or(Job());
    std::this_thread::yield();
  }
}

JobWanted skip_all(const std::string& key) {
  JobWanted out;
  out.key = key;
  return out;
}

store::Task parked(const std::string& key) {
  store::Task task;
  task.pipeline = "p";
  task.step = "publishers[0] (x)";
  task.origin = key;
  task.record_key = key;
  task.source = task.value = R"({"key":")" + key + R"("})";
  task.code = SLUICE_E_DATA;
  task.message = "refused";
  task.first_us = task.last_us = 1'785'499'100'000'000;
  return task;
}

}  // namespace

TEST_CASE("a job takes each task once, in steps") {
  FakeDeeds fake;
  fake.tasks = 12'345;
  Jobs jobs(fake.deeds());
  const Job done = wait_until_over(jobs, jobs.add(skip_all("a"))->id);
  CHECK(done.state == Job::State::kDone);
  CHECK(done.total == 12'345);
  CHECK(done.done == 12'345);
  CHECK(fake.skipped.size() == 12'345);
  CHECK(std::adjacent_find(fake.skipped.begin(), fake.skipped.end(), std::greater_equal<>()) ==
        fake.skipped.end());
}

TEST_CASE("the same key is the same job") {
  FakeDeeds fake;
  Jobs jobs(fake.deeds());
  const auto first = jobs.add(skip_all("a"));
  CHECK(jobs.add(skip_all("a"))->id == first->id);
  CHECK(jobs.add(skip_all("b"))->id != first->id);
}

TEST_CASE("a cancelled job ends behind the step under way") {
  FakeDeeds fake;
  fake.tasks = 100'000;
  std::promise<void> begun, go_on;
  std::atomic<bool> first{true};
  fake.before_step = [&] {
    if (!first.exchange(false)) return;
    begun.set_value();
    go_on.get_future().wait();
  };
  Jobs jobs(fake.deeds());
  const int64_t id = jobs.add(skip_all("a"))->id;
  begun.get_future().wait();
  CHECK(jobs.cancel(id));
  go_on.set_value();
  const int64_t next = jobs.add(skip_all("b"))->id;
  wait_until_over(jobs, next);
  CHECK(jobs.find(id)->state == Job::State::kCancelled);
  CHECK(jobs.find(id)->done == Jobs::kAtOnce);
  CHECK_FALSE(jobs.cancel(99));
}

TEST_CASE("a job ends when as many have failed as may") {
  FakeDeeds fake;
  fake.tasks = 1000;
  fake.failures = 10;
  Jobs jobs(fake.deeds());
  JobWanted wanted = skip_all("a");
  wanted.most_failures = 20;
  const Job job = wait_until_over(jobs, jobs.add(wanted)->id);
  CHECK(job.state == Job::State::kFailed);
  CHECK(job.failed == 20);
  CHECK(job.done == 2 * Jobs::kAtOnce);
}

TEST_CASE("too many jobs are refused") {
  FakeDeeds fake;
  fake.tasks = 1;
  std::promise<void> go_on;
  const std::shared_future<void> open = go_on.get_future().share();
  fake.before_step = [open] { open.wait(); };
  Jobs jobs(fake.deeds());
  for (size_t i = 0; i < Jobs::kMostRunning; i++) REQUIRE(jobs.add(skip_all(std::to_string(i))));
  CHECK(jobs.add(skip_all("more")).status().code() == SLUICE_E_UNAVAILABLE);
  go_on.set_value();
}

TEST_CASE(
    "a job that a restart interrupted says how far it came, and goes on only if it is asked to") {
  const sluice::test::TempFolder folder;
  const JobFiles files(folder / "jobs");
  FakeDeeds fake;
  fake.tasks = 1000;
  const auto kept_deeds = [&] {
    Jobs::Deeds out = fake.deeds();
    out.keep = [&](const Job& job) { return files.save(job); };
    out.forget = [&](int64_t id) { files.remove(id); };
    return out;
  };
  size_t steps = 0;
  // The server ends in the second step: what is kept then is what the next process finds.
  std::vector<Job> found;
  fake.before_step = [&] {
    if (++steps == 2) found = files.load();
  };
  {
    Jobs jobs(kept_deeds());
    JobWanted wanted = skip_all("a");
    wanted.filter = R"({"all":true})";
    wait_until_over(jobs, jobs.add(wanted)->id);
  }
  fake.before_step = [] {};
  fake.skipped.clear();
  Jobs jobs(kept_deeds(), found);
  const Job interrupted = *jobs.find(1);
  CHECK(interrupted.state == Job::State::kInterrupted);
  CHECK(interrupted.done == Jobs::kAtOnce);
  CHECK(interrupted.total == 1000);
  CHECK(interrupted.message.find("at 200 tasks") != interrupted.message.npos);
  CHECK(fake.skipped.empty());
  fake.tasks = 2000;  // what came later is none of it
  REQUIRE(jobs.resume(1)->ok());
  const Job done = wait_until_over(jobs, 1);
  CHECK(done.state == Job::State::kDone);
  CHECK(fake.skipped.front() == 401);  // the step under way is not done again
  CHECK(fake.skipped.back() == 1000);
  CHECK(files.load().at(0).state == Job::State::kDone);
  CHECK(jobs.resume(1)->status().code() == SLUICE_E_INVALID);
  CHECK_FALSE(jobs.resume(7));
}

TEST_CASE("a job that cannot be kept is not begun") {
  FakeDeeds fake;
  Jobs::Deeds deeds = fake.deeds();
  deeds.keep = [](const Job&) { return Status::internal("the disk is full"); };
  Jobs jobs(std::move(deeds));
  CHECK(jobs.add(skip_all("a")).status().code() == SLUICE_E_INTERNAL);
  CHECK(jobs.list(0, 9).empty());
}

TEST_CASE("a job over the API skips what its filter says, and no more than was seen") {
  ApiRig rig;
  REQUIRE(rig.tasks.add({parked("1"), parked("2"), parked("3")}));
  CHECK(mentions(rig.get("/api/v1/tasks/count?state=parked"), R"("count":3)"));
  CHECK(mentions(rig.get("/api/v1/tasks/count?text=refused"), R"("count":3)"));
  CHECK(mentions(rig.get("/api/v1/tasks/count?pipeline=other"), R"("count":0)"));
  const auto add = [&](const std::string& more) {
    return rig.ask("POST", "/api/v1/jobs", {},
                   R"({"action":"skip","filter":{"pipeline":"p"},)" + more + "}");
  };
  CHECK(add(R"("key":"a","expected":2)").status == 409);
  const auto added = add(R"("key":"b","expected":3,"reason":"wrong prices")");
  CHECK(added.status == 202);
  wait_until_over(rig.jobs, 1);
  const auto job = rig.get("/api/v1/jobs/1");
  CHECK(mentions(job, R"("state":"done","total":3,"done":3,"failed":0,"who":"local")"));
  CHECK(mentions(rig.get("/api/v1/tasks/count?state=skipped"), R"("count":3)"));
  CHECK(mentions(rig.get("/api/v1/jobs"), "wrong prices"));
  CHECK(rig.ask("POST", "/api/v1/jobs/9/cancel").status == 404);
}

TEST_CASE("a job whose filter is not understood, or says nothing, is refused") {
  ApiRig rig;
  const auto add = [&](const std::string& filter) {
    return rig
        .ask("POST", "/api/v1/jobs", {}, R"({"action":"retry","key":"k","filter":)" + filter + "}")
        .status;
  };
  CHECK(add("{}") == 400);
  CHECK(add(R"({"pipelines":"p"})") == 400);
  CHECK(add(R"({"state":"nothing"})") == 400);
  CHECK(add("[]") == 400);
  CHECK(rig.jobs.list(0, 9).empty());
}

TEST_CASE("a large text of a task comes in parts that are whole characters, or as an attachment") {
  ApiRig rig;
  store::Task task = parked("1");
  task.source = "\"" + std::string(65'534, 'x') + "\xc3\xa9 tail\"";
  REQUIRE(rig.tasks.add({task}));
  const auto first = rig.get("/api/v1/tasks/1/payload");
  CHECK(mentions(first, R"("from":0,"size":)"));
  CHECK(mentions(first, R"("next":65535)"));
  const auto rest = rig.get("/api/v1/tasks/1/payload?from=65535");
  CHECK(mentions(rest, "\xc3\xa9 tail"));
  CHECK_FALSE(mentions(rest, "next"));
  const auto whole = rig.get("/api/v1/tasks/1/payload?download=1");
  CHECK(whole.body == task.source);
  CHECK(sluice::app::test::header_of(whole, "Content-Disposition").find("attachment") == 0);
  CHECK(sluice::app::test::header_of(whole, "Content-Security-Policy").find("sandbox") == 0);
  CHECK(rig.get("/api/v1/tasks/2/payload").status == 404);
}

TEST_CASE("a task of 16 MiB is shown cut, and the rest of it in ranges") {
  ApiRig rig;
  store::Task task = parked("1");
  task.source = "\"" + std::string((size_t{16} << 20) - 6, 'x') + "tail\"";
  REQUIRE(rig.tasks.add({task}));
  const auto cut = rig.get("/api/v1/tasks/1?texts=cut");
  CHECK(cut.body.size() < 100'000);
  CHECK(mentions(cut, R"("sizes":{"source":16777216})"));
  CHECK(rig.get("/api/v1/tasks/1").body.size() > task.source.size());
  const auto middle = rig.get("/api/v1/tasks/1/payload?from=8388608");
  CHECK(mentions(middle, R"("from":8388608,"size":16777216,"next":8454144)"));
  const auto last = rig.get("/api/v1/tasks/1/payload?from=16711680");
  CHECK(mentions(last, "tail"));
  CHECK_FALSE(mentions(last, "next"));
  CHECK(rig.get("/api/v1/tasks/1/payload?download=1").body == task.source);
}

TEST_CASE("a task is shown without its texts to who asks so, or may not see them") {
  ApiRig rig;
  REQUIRE(rig.tasks.add({parked("1")}));
  CHECK(mentions(rig.get("/api/v1/tasks/1"), "\"source\""));
  CHECK_FALSE(mentions(rig.get("/api/v1/tasks/1?texts=false"), "\"source\""));
  CHECK_FALSE(mentions(rig.get("/api/v1/tasks/1?texts=cut"), "sizes"));
  CHECK(rig.get("/api/v1/tasks/1?texts=some").status == 400);
}
