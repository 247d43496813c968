#include "app/api/job_deeds.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

#include "platform/system_clock.hpp"

namespace sluice::app {
namespace {

constexpr std::chrono::milliseconds kLookAgain{50};

store::TaskFilter tasks_of(const std::vector<int64_t>& ids, std::vector<store::TaskState> states) {
  store::TaskFilter out;
  out.ids = ids;
  out.states = std::move(states);
  return out;
}

Result<std::vector<int64_t>> ids_of(store::TaskStore& tasks, const store::TaskFilter& filter,
                                    int64_t after, size_t most) {
  store::TaskPage page;
  page.after = after;
  page.most = most;
  page.oldest_first = true;
  const auto found = tasks.tasks(filter, page);
  if (!found) return found.status();
  std::vector<int64_t> out;
  for (const store::Task& task : *found) out.push_back(task.id);
  return out;
}

Result<bool> is_over(store::RunLogStore& run_log, int64_t run) {
  const auto found = run_log.runs({{}, run + 1, 1, {}});
  if (!found) return found.status();
  return found->empty() || found->front().id != run || found->front().ended_ms != 0;
}

Status wait_for(store::RunLogStore& run_log, const std::vector<QueuedRetry>& runs,
                const std::function<bool()>& cancelled) {
  for (const QueuedRetry& one : runs) {
    for (;;) {
      const auto over = is_over(run_log, one.run);
      if (!over) return over.status();
      if (*over || cancelled()) break;
      std::this_thread::sleep_for(kLookAgain);
    }
  }
  return {};
}

Result<uint64_t> retried(Control& control, store::TaskStore& tasks, store::RunLogStore& run_log,
                         const std::vector<int64_t>& ids, const std::function<bool()>& cancelled) {
  const Outcome asked = control.ask(RetryCommand{tasks_of(ids, {store::TaskState::parked})});
  if (asked.kind != Outcome::Kind::kDone)
    return Status(SLUICE_E_UNAVAILABLE,
                  asked.message.empty() ? "the server does not retry now" : asked.message);
  if (Status s = wait_for(run_log, asked.retries, cancelled); !s) return s;
  const auto again = ids_of(tasks, tasks_of(ids, {store::TaskState::parked}), 0, ids.size());
  if (!again) return again.status();
  return static_cast<uint64_t>(again->size());
}

}  // namespace

Jobs::Deeds job_deeds(Control& control, store::TaskStore& tasks, store::RunLogStore& run_log,
                      const JobFiles& files) {
  Jobs::Deeds out;
  out.find = [&tasks](const store::TaskFilter& filter, int64_t after, size_t most) {
    return ids_of(tasks, filter, after, most);
  };
  out.skip = [&tasks](const std::vector<int64_t>& ids) {
    return tasks.change(tasks_of(ids, {store::TaskState::parked}), store::TaskState::skipped);
  };
  out.retry = [&control, &tasks, &run_log](const std::vector<int64_t>& ids,
                                           const std::function<bool()>& cancelled) {
    return retried(control, tasks, run_log, ids, cancelled);
  };
  out.keep = [&files](const Job& job) { return files.save(job); };
  out.forget = [&files](int64_t id) { files.remove(id); };
  out.now_ms = [] { return platform::SystemClock().unix_us() / 1000; };
  return out;
}

}  // namespace sluice::app
