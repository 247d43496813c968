#include "backlog/drain_thread.hpp"

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

#include "backlog/failure_text.hpp"
#include "backlog/report_sum.hpp"

namespace sluice::backlog {
namespace {

constexpr int64_t kFirstWaitMs = 1000;
constexpr int64_t kEmptyWaitMs = 250;  // until records wait for a target that failed
// One record is tried. If that fails again and again it may be the record's fault, so now and then
// the next ones are tried, too.
constexpr size_t kProbeOfSeveral = 3;
constexpr uint32_t kSeveralEvery = 4;

}  // namespace

bool is_down(sluice_status code) {
  return code == SLUICE_E_UNAVAILABLE || code == SLUICE_E_TIMEOUT || code == SLUICE_E_AUTH ||
         code == SLUICE_E_RATE_LIMITED;
}

int64_t wait_after(uint32_t failures, const base::BacklogSettings& settings, base::Jitter& jitter) {
  const uint32_t doublings = std::min<uint32_t>(failures ? failures - 1 : 0, 20);
  const int64_t longest = std::min(settings.longest_wait_ms, kFirstWaitMs << doublings);
  return longest / 2 + static_cast<int64_t>(static_cast<double>(longest) / 2 * jitter.next());
}

DrainThread::DrainThread(const Surroundings& around, const pipeline::Target& target,
                         const store::Backlog& known, pipeline::StopToken& whole,
                         platform::Wake stop, platform::Wake wait)
    : around_(around),
      target_(target),
      stop_(std::move(stop), whole),
      no_further_(std::move(wait), stop_),
      jitter_(around.seed),
      drain_(around, target),
      failures_(known.failures),
      wait_ms_(known.next_try_ms),
      state_(wait_ms_ ? State::waiting : State::working),
      thread_([this] { work(); }) {}

DrainThread::~DrainThread() {
  stop_.set();
  if (thread_.joinable()) thread_.join();
}

void DrainThread::join() {
  no_further_.set();
  if (thread_.joinable()) thread_.join();
}

void DrainThread::work() {
  try {
    while (wait_for_try()) {
      const Status status = try_target();
      if (status || status.code() == SLUICE_E_CANCELLED) break;
      failure_ = is_down(status.code()) ? note_failure(status) : status;
      if (!failure_) break;
    }
  } catch (const std::exception& e) {
    failure_ = Status::internal(std::string("drain: ") + e.what());
  }
  state_ = State::over;
}

// A try that is due is made in any case, but not without a record to try it with.
bool DrainThread::wait_for_try() {
  for (bool due = wait_ms_ == 0; !stop_.is_set();) {
    due = due || around_.clock.wait(wait_ms_, no_further_.stop());
    if (!due || stop_.is_set()) return false;
    const Result<bool> any = has_records();
    if (!any) return failure_ = any.status(), false;
    if (*any) break;
    state_ = State::waiting;
    if (no_further_.is_set()) return false;
    around_.clock.wait(kEmptyWaitMs, no_further_.stop());
  }
  state_ = State::working;
  return !stop_.is_set();
}

Result<bool> DrainThread::has_records() {
  const auto first = around_.backlogs.waiting(around_.plan.pipeline, target_.name, 0, 1, 1);
  if (!first) return first.status();
  return !first->empty();
}

Status DrainThread::try_target() {
  if (failures_)
    if (Status s = probe(); !s) return s;
  const pipeline::RunReport drained = drain_.run(stop_);
  add_to(report_, drained);
  return drained.status ? around_.backlogs.target_works(around_.plan.pipeline, target_.name)
                        : drained.status;
}

Status DrainThread::probe() {
  const size_t records = failures_ % kSeveralEvery == 0 ? kProbeOfSeveral : 1;
  const pipeline::RunReport tried = drain_.probe(records, stop_);
  add_to(report_, tried);
  if (!tried.status) return tried.status;
  failures_ = 0;
  if (around_.observer)
    around_.observer->note(target_.name +
                           ": takes records again; what waits for it is delivered now");
  return {};
}

// OK: it is tried again.
Status DrainThread::note_failure(const Status& why) {
  wait_ms_ = wait_after(++failures_, *target_.backlog, jitter_);
  state_ = State::waiting;
  const std::string text = failure_text(around_.plan, target_, why);
  if (around_.observer)
    around_.observer->note(target_.name + ": " + text + "; it is tried again in " +
                           std::to_string((wait_ms_ + 999) / 1000) + " s");
  return around_.backlogs.target_failed(around_.plan.pipeline, target_.name, text, wait_ms_);
}

}  // namespace sluice::backlog
