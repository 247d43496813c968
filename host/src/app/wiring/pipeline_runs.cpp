#include "app/wiring/pipeline_runs.hpp"

#include <algorithm>
#include <random>
#include <thread>
#include <vector>

#include "app/wiring/state_locks.hpp"
#include "backlog/rounds.hpp"
#include "platform/process.hpp"

namespace sluice::app {
namespace {

constexpr int64_t kProgressTickMs = 200;

}  // namespace

Status PipelineRuns::add(pipeline::Plan plan, std::function<void()> over, store::KeptLease* lease) {
  Result<platform::Wake> wake = platform::Wake::create();
  if (!wake) return wake.status();
  Watcher& watcher = progress_.watch(plan.pipeline);
  if (lease) plan.fence = lease->fence();
  jobs_.emplace_back(std::move(plan), std::move(over), std::move(*wake), pace_.drain_ms, &watcher);
  jobs_.back().lease = lease;
  jobs_.back().stop.end_with(lease);
  return {};
}

void PipelineRuns::run_job(Job& job) {
  if (job.stop.is_set()) {
    job.report.status = {SLUICE_E_CANCELLED, "not started"};
    return;
  }
  job.watcher->start();
  backlog::Rounds rounds(store_, backlogs_, pace_.clock,
                         pace_.seed.value_or(std::random_device{}()));
  job.report = rounds.run(job.plan, job.stop, job.watcher);
  if (job.over) job.over();
  explain_lost(job.lease, job.report);
  job.watcher->end(job.report);
}

void PipelineRuns::work() {
  for (size_t i; (i = next_.fetch_add(1)) < jobs_.size();) {
    run_job(jobs_[i]);
    if (ended_.fetch_add(1) + 1 == jobs_.size()) attention_.set();
  }
}

void PipelineRuns::stop_all() {
  for (Job& job : jobs_) job.stop.set();
}

size_t PipelineRuns::threads_for(size_t waiting) const {
  const size_t threads = pace_.threads ? pace_.threads : platform::usable_cores() + waiting;
  return std::min(threads, jobs_.size());
}

bool PipelineRuns::run(size_t waiting) {
  std::vector<std::thread> workers;
  const size_t count = threads_for(waiting);
  for (size_t i = 0; i < count; i++) workers.emplace_back([this] { work(); });
  bool interrupted = false;
  while (ended_.load() < jobs_.size()) {
    progress_.tick();
    if (tick_) tick_();
    if (!attention_.wait(kProgressTickMs) || ended_.load() == jobs_.size()) continue;
    interrupted = true;
    attention_.clear();
    stop_all();
  }
  for (std::thread& worker : workers) worker.join();
  progress_.clear();
  return interrupted;
}

}  // namespace sluice::app
