#include "backlog/rounds.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "backlog/drain_thread.hpp"
#include "backlog/failure_text.hpp"
#include "backlog/report_sum.hpp"
#include "pipeline/runner.hpp"
#include "platform/system_clock.hpp"
#include "platform/wake.hpp"

namespace sluice::backlog {
namespace {

using pipeline::RunReport;
using pipeline::Target;

// So little is delivered before a walk instead of beside it.
constexpr uint64_t kFewRecords = 1000;
constexpr int64_t kRoomTickMs = 50;

// Adds what earlier walks of the run did to the figures of the one under way.
class TotalObserver final : public pipeline::Observer {
 public:
  TotalObserver(const RunReport& before, pipeline::Observer* to) : before_(before), to_(to) {}
  void progress(const RunReport& so_far) override {
    if (!to_) return;
    if (before_.targets.empty()) return to_->progress(so_far);  // it is the first walk
    RunReport all = before_;
    add_so_far(all, so_far);
    to_->progress(all);
  }
  void note(std::string_view line) override {
    if (to_) to_->note(line);
  }

 private:
  const RunReport& before_;
  pipeline::Observer* const to_;
};

// One run.
class Run {
 public:
  Run(const Surroundings& around, pipeline::StopToken& stop)
      : around_(around), stop_(stop), jitter_(around.seed) {}

  RunReport run() {
    if (Status s = look(); !s) return failed(s);
    while (next_round()) {
    }
    return ended();
  }

  RunReport drain() {
    for (const Target& target : plan().targets) total_.targets.emplace_back().name = target.name;
    Status status = look();
    if (status) status = deliver_few();
    if (!status) return failed(std::move(status));
    start_drains();
    return ended();
  }

 private:
  const pipeline::Plan& plan() const { return around_.plan; }

  RunReport ended() {
    end_drains();
    // With no entry no target waited, so that nothing can be left.
    if (!entries_.empty())
      if (Status s = deliver_rest(); !s && total_.status) total_.status = std::move(s);
    count_left();
    total_.elapsed_ms = around_.clock.steady_ms() - started_ms_;
    return std::move(total_);
  }

  RunReport failed(Status why) {
    total_.status = std::move(why);
    return std::move(total_);
  }

  // What waits, and which targets are down.
  Status look() {
    auto found = around_.backlogs.backlogs(plan().pipeline);
    if (!found) return found.status();
    entries_.clear();
    for (store::Backlog& one : *found) {
      if (lies_too_far(one)) one.next_try_ms = 0;
      std::string name = one.publisher;
      entries_.insert_or_assign(std::move(name), std::move(one));
    }
    return {};
  }

  // No try is put off for so long: the clock was put back since, or the setting was.
  bool lies_too_far(const store::Backlog& one) const {
    const Target* const target = target_named(one.publisher);
    return target && target->backlog && one.next_try_ms > target->backlog->longest_wait_ms;
  }

  const store::Backlog* entry(const Target& target) const {
    const auto found = entries_.find(target.name);
    return found == entries_.end() ? nullptr : &found->second;
  }

  bool next_round() {
    if (Status s = deliver_few(); !s) return total_.status = std::move(s), false;
    start_drains();
    RunReport walk = run_walk();
    const bool again = goes_on(walk);
    add_to(total_, walk);
    if (again) total_.status = {};
    return again && collect_drains() && look_again();
  }

  bool look_again() {
    Status status = look();
    if (status) return true;
    total_.status = std::move(status);
    return false;
  }

  // Of targets that are not known to be down, and of those that may have no backlog any more. A
  // failure is the run's for the latter only.
  Status deliver_few() {
    for (const Target& target : plan().targets) {
      const store::Backlog* waiting = entry(target);
      if (!waiting || drains_.contains(target.name)) continue;
      const bool few = waiting->failures == 0 && waiting->records <= kFewRecords;
      if (!few && target.backlog) continue;
      if (Status s = deliver(target); !s) return s;
    }
    return {};
  }

  Status deliver(const Target& target) {
    const RunReport drained = Drain(around_, target).run(stop_);
    add_drained(total_, drained);
    Status status = drained.status;
    if (status) status = around_.backlogs.target_works(plan().pipeline, target.name);
    if (status) return entries_.erase(target.name), Status();
    if (!target.backlog || !is_down(status.code())) return status;
    return note_failure(target, status);
  }

  Status note_failure(const Target& target, const Status& why) {
    const store::Backlog* known = entry(target);
    const uint32_t failures = known ? known->failures + 1 : 1;
    const int64_t wait_ms = wait_after(failures, *target.backlog, jitter_);
    const std::string text = failure_text(plan(), target, why);
    note(target.name + ": " + text +
         "; its records wait in the store (backlog), the other targets go on");
    if (Status s = around_.backlogs.target_failed(plan().pipeline, target.name, text, wait_ms); !s)
      return s;
    return look();
  }

  void note(const std::string& line) {
    if (around_.observer) around_.observer->note(line);
  }

  // Behind every target that has an entry by now.
  void start_drains() {
    for (const Target& target : plan().targets) {
      const store::Backlog* waiting = entry(target);
      if (!waiting || !target.backlog || drains_.contains(target.name)) continue;
      auto stop = platform::Wake::create(), wait = platform::Wake::create();
      if (!stop || !wait) continue;  // no descriptors are left: it waits for the next run
      drains_[target.name] = std::make_unique<DrainThread>(around_, target, *waiting, stop_,
                                                           *std::move(stop), *std::move(wait));
    }
  }

  // The plan of a walk: those with an entry wait.
  pipeline::Plan walk_plan() const {
    pipeline::Plan out = plan();
    for (Target& target : out.targets) {
      const store::Backlog* waiting = entry(target);
      if (!waiting) continue;
      target.waits = true;
      target.backlog_room = room(target, *waiting);
      // These run when it gets the records.
      target.on_success.clear();
      target.on_error.clear();
    }
    drop_idle_targets(out);
    return out;
  }

  // Targets that get only what the hooks of others leave, none of which is called.
  static void drop_idle_targets(pipeline::Plan& plan) {
    const auto is_idle = [&](const Target& target) {
      return target.of_hooks &&
             std::all_of(plan.targets.begin(), plan.targets.end(), [&](const Target& other) {
               return other.then != target.name || other.waits;
             });
    };
    std::vector<Target> kept;
    for (const Target& target : plan.targets)
      if (!is_idle(target)) kept.push_back(target);
    for (Target& target : kept)
      if (target.waits) target.then.clear();
    plan.targets = std::move(kept);
  }

  uint64_t room(const Target& target, const store::Backlog& waiting) const {
    const int64_t age_us = around_.clock.unix_us() - waiting.oldest_us;
    if (waiting.oldest_us && age_us > target.backlog->age_ms * 1000) return 0;
    return waiting.bytes < target.backlog->bytes ? target.backlog->bytes - waiting.bytes : 0;
  }

  RunReport run_walk() {
    auto wake = platform::Wake::create();
    if (!wake) return failed(wake.status());
    pipeline::StopToken walk_stop(*std::move(wake), stop_);
    TotalObserver observer(total_, around_.observer);
    pipeline::Runner runner(&around_.clock, around_.seed);
    const pipeline::Cancel cancel{walk_stop.stop(), walk_stop.drain(), walk_stop.abort(),
                                  [&] { walk_stop.set(); }, [this] { return is_any_over(); }};
    return runner.run(walk_plan(), around_.store, cancel, &observer);
  }

  bool is_any_over() const {
    return std::any_of(drains_.begin(), drains_.end(),
                       [](const auto& one) { return one.second->is_over(); });
  }

  // After a walk: whether another one follows.
  bool goes_on(RunReport& walk) {
    if (stop_.is_set()) {
      if (walk.interrupted) walk.status = {SLUICE_E_CANCELLED, "stopped"};
      return false;
    }
    if (walk.interrupted && walk.full_backlog.empty()) return true;
    if (walk.interrupted) return wait_for_room(walk);
    const Target* failed = walk.status ? nullptr : target_named(walk.stopped_by);
    if (!failed || !failed->backlog || entry(*failed) || !is_down(walk.status.code())) return false;
    const Status noted = note_failure(*failed, walk.status);
    if (!noted) walk.status = noted;
    return noted.ok();
  }

  const Target* target_named(const std::string& name) const {
    const auto found = std::find_if(plan().targets.begin(), plan().targets.end(),
                                    [&](const Target& target) { return target.name == name; });
    return found == plan().targets.end() ? nullptr : &*found;
  }

  // The source waits as long as the target takes what is in its backlog.
  bool wait_for_room(RunReport& walk) {
    const Target& target = *target_named(walk.full_backlog);
    DrainThread& drain = *drains_.at(target.name);
    while (drain.is_working()) {
      if (!around_.clock.wait(kRoomTickMs, stop_.stop()))
        return walk.status = {SLUICE_E_CANCELLED, "stopped"}, false;
      if (Status s = look(); !s) return walk.status = std::move(s), false;
      const store::Backlog* waiting = entry(target);
      if (!waiting || room(target, *waiting) > 0) return true;
    }
    if (drain.is_over() && drain.failure()) return true;
    walk.status = full(target);
    return false;
  }

  Status full(const Target& target) const {
    const store::Backlog* waiting = entry(target);
    std::string why = waiting ? waiting->why : std::string();
    return Status(SLUICE_E_UNAVAILABLE,
                  "its backlog is full (backlog: bytes, age), so nothing more is read until it "
                  "takes records again; nothing is lost" +
                      (why.empty() ? why : ". The last failure: " + why))
        .in(pipeline::where(plan(), target));
  }

  // Those that are over. False: one of them failed for good, which is the run's failure.
  bool collect_drains() {
    for (auto at = drains_.begin(); at != drains_.end();) {
      if (!at->second->is_over()) {
        ++at;
        continue;
      }
      if (!take(*at->second)) return false;
      at = drains_.erase(at);
    }
    return true;
  }

  bool take(DrainThread& drain) {
    drain.join();
    add_drained(total_, drain.report());
    if (drain.failure()) return true;
    if (total_.status) total_.status = drain.failure();
    return false;
  }

  // What is under way is waited for; a target that is down is left to the next run.
  void end_drains() {
    for (auto& [name, drain] : drains_) take(*drain);
    drains_.clear();
  }

  // What the walk added after a drain had met its end.
  Status deliver_rest() {
    if (Status s = look(); !s) return s;
    for (const Target& target : plan().targets) {
      const store::Backlog* waiting = entry(target);
      if (!waiting || waiting->failures || stop_.is_set()) continue;
      if (Status s = deliver(target); !s) return s;
    }
    return look();
  }

  void count_left() {
    for (pipeline::TargetFigures& target : total_.targets) {
      const auto found = entries_.find(target.name);
      if (found == entries_.end()) continue;
      target.left = found->second.records;
      target.next_try_ms = found->second.next_try_ms;
      target.down = found->second.why;
    }
    count_left_of_gone();
  }

  // What waits for a target that was renamed, moved to another place or taken out would wait
  // without a word for ever.
  void count_left_of_gone() {
    for (const auto& [name, waiting] : entries_) {
      if (!waiting.records || target_named(name)) continue;
      pipeline::TargetFigures& target = total_.targets.emplace_back();
      target.name = name;
      target.left = waiting.records;
      target.gone = true;
    }
  }

  const Surroundings& around_;
  pipeline::StopToken& stop_;
  base::Jitter jitter_;
  const int64_t started_ms_ = around_.clock.steady_ms();
  RunReport total_;
  std::map<std::string, store::Backlog> entries_;  // by target
  std::map<std::string, std::unique_ptr<DrainThread>> drains_;
};

}  // namespace

RunReport Rounds::run(const pipeline::Plan& plan, pipeline::StopToken& stop,
                      pipeline::Observer* observer) {
  platform::SystemClock system_clock;
  base::Clock& clock = clock_ ? *clock_ : system_clock;
  if (backlogs_) {
    const Surroundings around{plan, store_, *backlogs_, clock, seed_, observer};
    return Run(around, stop).run();
  }
  pipeline::Runner runner(&clock, seed_);
  const pipeline::Cancel cancel{stop.stop(), stop.drain(), stop.abort(), [&] { stop.set(); }, {}};
  return runner.run(plan, store_, cancel, observer);
}

RunReport Rounds::drain(const pipeline::Plan& plan, pipeline::StopToken& stop,
                        pipeline::Observer* observer) {
  platform::SystemClock system_clock;
  base::Clock& clock = clock_ ? *clock_ : system_clock;
  const Surroundings around{plan, store_, *backlogs_, clock, seed_, observer};
  return Run(around, stop).drain();
}

}  // namespace sluice::backlog
