#include "app/api/jobs.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace sluice::app {
namespace {

constexpr size_t kFoundAtOnce = 5000;

}  // namespace

Jobs::Jobs(Deeds deeds) : deeds_(std::move(deeds)) {
  thread_ = std::thread([this] { work(); });
}

Jobs::~Jobs() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

Result<Job> Jobs::add(JobWanted wanted) {
  const std::lock_guard lock(mutex_);
  for (const Job& one : jobs_)
    if (!wanted.key.empty() && one.wanted.key == wanted.key) return one;
  const auto running = std::count_if(
      jobs_.begin(), jobs_.end(), [](const Job& one) { return one.state == Job::State::kRunning; });
  if (static_cast<size_t>(running) >= kMostRunning)
    return Status(SLUICE_E_UNAVAILABLE, "8 jobs wait or run already; wait until one is done");
  make_room();
  Job job;
  job.id = ++last_id_;
  job.wanted = std::move(wanted);
  job.started_ms = deeds_.now_ms();
  jobs_.push_back(job);
  changed_.notify_all();
  return job;
}

void Jobs::make_room() {
  if (jobs_.size() < kMost) return;
  const auto over = std::find_if(jobs_.begin(), jobs_.end(),
                                 [](const Job& one) { return one.state != Job::State::kRunning; });
  if (over != jobs_.end()) jobs_.erase(over);
}

std::vector<Job> Jobs::list(int64_t before, size_t most) const {
  std::vector<Job> out;
  const std::lock_guard lock(mutex_);
  for (auto one = jobs_.rbegin(); one != jobs_.rend() && out.size() < most; ++one)
    if (!before || one->id < before) out.push_back(*one);
  return out;
}

Job* Jobs::at(int64_t id) {
  const auto found =
      std::find_if(jobs_.begin(), jobs_.end(), [&](const Job& one) { return one.id == id; });
  return found == jobs_.end() ? nullptr : &*found;
}

const Job* Jobs::at(int64_t id) const { return const_cast<Jobs*>(this)->at(id); }

std::optional<Job> Jobs::find(int64_t id) const {
  const std::lock_guard lock(mutex_);
  const Job* const found = at(id);
  return found ? std::optional(*found) : std::nullopt;
}

bool Jobs::cancel(int64_t id) {
  const std::lock_guard lock(mutex_);
  Job* const found = at(id);
  if (found && found->state == Job::State::kRunning) {
    found->state = Job::State::kCancelled;
    found->ended_ms = deeds_.now_ms();
  }
  changed_.notify_all();
  return found;
}

bool Jobs::is_cancelled(int64_t id) const {
  const std::lock_guard lock(mutex_);
  const Job* const job = at(id);
  return ending_ || !job || job->state == Job::State::kCancelled;
}

// One whose ended_ms is not set and that is not cancelled.
void Jobs::work() {
  std::unique_lock lock(mutex_);
  while (!ending_) {
    const auto next = std::find_if(jobs_.begin(), jobs_.end(), [](const Job& one) {
      return one.state == Job::State::kRunning;
    });
    if (next == jobs_.end()) {
      changed_.wait(lock);
      continue;
    }
    const int64_t id = next->id;
    lock.unlock();
    carry_out(id);
    lock.lock();
  }
}

void Jobs::carry_out(int64_t id) {
  const auto job = find(id);
  if (!job) return;
  const auto ids = all_ids(*job);
  if (!ids) return finish(id, Job::State::kFailed, ids.status().message());
  {
    const std::lock_guard lock(mutex_);
    if (Job* const now = at(id)) now->total = ids->size();
  }
  const Status done = steps(*job, *ids);
  if (!done) return finish(id, Job::State::kFailed, done.message());
  if (has_failed_enough(id))
    return finish(id, Job::State::kFailed, "as many failed as it may; the others wait");
  finish(id, Job::State::kDone, "");
}

// As they are now: what fails later, or again, is none of this job.
Result<std::vector<int64_t>> Jobs::all_ids(const Job& job) const {
  std::vector<int64_t> out;
  for (;;) {
    auto more = deeds_.find(job.wanted.tasks, out.empty() ? 0 : out.back(), kFoundAtOnce);
    if (!more) return more.status();
    out.insert(out.end(), more->begin(), more->end());
    if (more->size() < kFoundAtOnce || is_cancelled(job.id)) return out;
  }
}

Status Jobs::steps(const Job& job, const std::vector<int64_t>& ids) {
  const uint64_t pace = job.wanted.a_minute;
  const size_t most = pace ? std::clamp<size_t>(pace / 10, 1, kAtOnce) : kAtOnce;
  for (size_t from = 0; from < ids.size() && !is_cancelled(job.id); from += most) {
    const size_t to = std::min(from + most, ids.size());
    const std::vector<int64_t> part(ids.begin() + static_cast<ptrdiff_t>(from),
                                    ids.begin() + static_cast<ptrdiff_t>(to));
    if (Status s = step(job, part); !s) return s;
    if (has_failed_enough(job.id)) return {};
    if (to < ids.size() && !wait_for_pace(job, part.size())) return {};
  }
  return {};
}

Status Jobs::step(const Job& job, const std::vector<int64_t>& ids) {
  uint64_t failed = 0;
  if (job.wanted.action == JobWanted::Action::kSkip) {
    const auto skipped = deeds_.skip(ids);
    if (!skipped) return skipped.status();
    failed = ids.size() - std::min<uint64_t>(*skipped, ids.size());
  } else {
    const auto again = deeds_.retry(ids, [&] { return is_cancelled(job.id); });
    if (!again) return again.status();
    failed = *again;
  }
  const std::lock_guard lock(mutex_);
  if (Job* const now = at(job.id)) {
    now->done += ids.size();
    now->failed += failed;
  }
  return {};
}

// False: it was cancelled meanwhile.
bool Jobs::wait_for_pace(const Job& job, size_t tasks) {
  if (!job.wanted.a_minute) return true;
  const std::chrono::milliseconds time(60'000 * tasks / job.wanted.a_minute);
  std::unique_lock lock(mutex_);
  return !changed_.wait_for(lock, time, [&] {
    const Job* const now = at(job.id);
    return ending_ || !now || now->state == Job::State::kCancelled;
  });
}

bool Jobs::has_failed_enough(int64_t id) const {
  const std::lock_guard lock(mutex_);
  const Job* const job = at(id);
  return job && job->wanted.most_failures && job->failed >= job->wanted.most_failures;
}

void Jobs::finish(int64_t id, Job::State state, const std::string& message) {
  const std::lock_guard lock(mutex_);
  Job* const job = at(id);
  if (!job || job->state != Job::State::kRunning) return;
  job->state = state;
  job->message = message;
  job->ended_ms = deeds_.now_ms();
}

}  // namespace sluice::app
