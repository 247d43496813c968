#include "app/bulk/jobs.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <string>
#include <utility>

namespace sluice::app {
namespace {

constexpr size_t kFoundAtOnce = 5000;

// Of an earlier process that did not end it. What its last step did to its tasks is not known: none
// of them is taken on again.
void interrupt(Job& job) {
  if (job.state != Job::State::kRunning) return;
  job.state = Job::State::kInterrupted;
  job.message = "the server ended";
  if (job.under_way)
    job.message += " while it was at " + std::to_string(job.under_way) +
                   " tasks; those of them that are still parked are left as they are";
}

bool is_unfinished(const Job& job) {
  return job.state == Job::State::kRunning || job.state == Job::State::kInterrupted;
}

}  // namespace

Jobs::Jobs(Deeds deeds, std::vector<Job> kept)
    : deeds_(std::move(deeds)),
      jobs_(std::make_move_iterator(kept.begin()), std::make_move_iterator(kept.end())) {
  for (Job& one : jobs_) interrupt(one);
  if (!jobs_.empty()) last_id_ = jobs_.back().id;
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
  if (Status s = deeds_.keep(job); !s) return s;
  jobs_.push_back(job);
  changed_.notify_all();
  return job;
}

void Jobs::make_room() {
  if (jobs_.size() < kMost) return;
  auto over = std::find_if_not(jobs_.begin(), jobs_.end(), is_unfinished);
  if (over == jobs_.end())
    over = std::find_if(jobs_.begin(), jobs_.end(),
                        [](const Job& one) { return one.state == Job::State::kInterrupted; });
  if (over == jobs_.end()) return;
  deeds_.forget(over->id);
  jobs_.erase(over);
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
  if (found && is_unfinished(*found)) {
    found->state = Job::State::kCancelled;
    found->ended_ms = deeds_.now_ms();
    // Not kept, it is interrupted after a restart: it does not go on by itself, either.
    static_cast<void>(deeds_.keep(*found));
  }
  changed_.notify_all();
  return found;
}

std::optional<Result<Job>> Jobs::resume(int64_t id) {
  const std::lock_guard lock(mutex_);
  Job* const found = at(id);
  if (!found) return std::nullopt;
  if (found->state != Job::State::kInterrupted)
    return Status(SLUICE_E_INVALID, "job " + std::to_string(id) + " was not interrupted");
  Job next = *found;
  next.state = Job::State::kRunning;
  next.under_way = 0;
  next.message.clear();
  if (Status s = deeds_.keep(next); !s) return s;
  *found = std::move(next);
  changed_.notify_all();
  return *found;
}

bool Jobs::is_ending() const {
  const std::lock_guard lock(mutex_);
  return ending_;
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
  Status done = count(*job, *ids);
  if (done) done = steps(*job, *ids);
  if (is_ending()) return;  // as it was kept: interrupted
  if (!done) return finish(id, Job::State::kFailed, done.message());
  if (has_failed_enough(id))
    return finish(id, Job::State::kFailed, "as many failed as it may; the others wait");
  finish(id, Job::State::kDone, "");
}

// Once: one that goes on has its tasks already.
Status Jobs::count(const Job& job, const std::vector<int64_t>& ids) {
  const std::lock_guard lock(mutex_);
  Job* const now = at(job.id);
  if (!now || now->through || ids.empty()) return {};
  now->total = ids.size();
  now->through = ids.back();
  return deeds_.keep(*now);
}

// As they are now: what fails later, or again, is none of this job.
Result<std::vector<int64_t>> Jobs::all_ids(const Job& job) const {
  std::vector<int64_t> out;
  for (;;) {
    auto more = deeds_.find(job.wanted.tasks, out.empty() ? job.taken : out.back(), kFoundAtOnce);
    if (!more) return more.status();
    out.insert(out.end(), more->begin(), more->end());
    if (job.through) out.erase(std::upper_bound(out.begin(), out.end(), job.through), out.end());
    if (more->size() < kFoundAtOnce || is_cancelled(job.id)) return out;
    if (job.through && more->back() > job.through) return out;
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

// Kept before it is done: after a crash none of these tasks is taken on again.
Status Jobs::take_on(int64_t id, const std::vector<int64_t>& ids) {
  const std::lock_guard lock(mutex_);
  Job* const now = at(id);
  if (!now) return {};
  now->taken = ids.back();
  now->under_way = ids.size();
  return deeds_.keep(*now);
}

void Jobs::note_done(int64_t id, uint64_t tasks, uint64_t failed) {
  const std::lock_guard lock(mutex_);
  Job* const now = at(id);
  if (!now) return;
  now->done += tasks;
  now->failed += failed;
  now->under_way = 0;
  // If it cannot be kept, the next step is not begun.
  static_cast<void>(deeds_.keep(*now));
}

Status Jobs::step(const Job& job, const std::vector<int64_t>& ids) {
  if (Status s = take_on(job.id, ids); !s) return s;
  uint64_t failed = 0;
  if (job.wanted.action == JobWanted::Action::kSkip) {
    const auto skipped = deeds_.skip(ids);
    if (!skipped) return skipped.status();
    failed = ids.size() - std::min<uint64_t>(*skipped, ids.size());
  } else {
    const auto again = deeds_.retry(ids, [&] { return is_cancelled(job.id); });
    if (!again) return again.status();
    if (is_ending()) return {};  // it was not waited for: what became of them is not known
    failed = *again;
  }
  note_done(job.id, ids.size(), failed);
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
  static_cast<void>(deeds_.keep(*job));
}

}  // namespace sluice::app
