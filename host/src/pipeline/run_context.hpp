// What every part of a run needs: plan, store, clock, cancellation, observer. Made by the
// Runner on the sink lane; both lanes read it, it never changes.
#pragma once

#include <string>
#include <string_view>

#include "base/cancel.hpp"
#include "base/clock.hpp"
#include "pipeline/backoff.hpp"
#include "pipeline/batch_pool.hpp"
#include "pipeline/cancel.hpp"
#include "pipeline/observer.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/profile.hpp"
#include "store/pipeline_store.hpp"

namespace sluice::pipeline {

struct RunContext {
  const Plan& plan;
  store::PipelineStore& store;
  base::Clock& clock;
  const Cancel& cancel;
  Observer* observer;  // may be null
  BatchPool& batches;
  Profile* profile = nullptr;  // null: not enabled
  size_t begun_batches = 0;    // that may wait for the publisher's outcomes

  std::string redacted(std::string_view text) const {
    return plan.redact ? plan.redact(text) : std::string(text);
  }
  std::string redacted_beginning(std::string_view text) const {
    return plan.redact_beginning ? plan.redact_beginning(text) : std::string(text);
  }
  void note(std::string_view line) const;
  // Where to count a component's time; null: not enabled.
  Meter* meter(const Source&) const { return profile ? &profile->source : nullptr; }
  Meter* meter(const Step& step) const {
    if (!profile) return nullptr;
    Meter* const of_request = among(plan.request_steps, step, profile->request_steps);
    return of_request ? of_request : among(all_steps(plan), step, profile->steps);
  }
  Meter* meter(std::string_view step) const {
    for (const Step* one : all_steps(plan))
      if (one->name == step) return meter(*one);
    return nullptr;
  }
  Meter* meter(const Target& target) const {
    return profile ? among(plan.targets, target, profile->targets) : nullptr;
  }
  Meter* flush_meter(const Target& target) const {
    return profile ? among(plan.targets, target, profile->flushes) : nullptr;
  }
  bool stopped() const { return base::is_cancelled(cancel.stop); }

 private:
  static Meter* among(const std::vector<const Step*>& steps, const Step& step,
                      std::vector<Meter>& meters) {
    for (size_t i = 0; i < steps.size(); i++)
      if (steps[i] == &step) return &meters[i];
    return nullptr;
  }
  template <class Part>
  static Meter* among(const std::vector<Part>& parts, const Part& part,
                      std::vector<Meter>& meters) {
    for (size_t i = 0; i < parts.size(); i++)
      if (&parts[i] == &part) return &meters[i];
    return nullptr;
  }
};

// Waits between the attempts of one thing. One thread.
class Retry {
 public:
  Retry(const RunContext& run, base::Jitter& jitter)
      : run_(run), backoff_(run.plan.retry, jitter) {}
  // By the target's own rules, if it has some.
  Retry(const RunContext& run, base::Jitter& jitter, const Target& target)
      : run_(run), backoff_(target.retry ? *target.retry : run.plan.retry, jitter) {}

  // After an attempt failed with `why`: OK once it is time for the next one; `why` if it is
  // permanent or no attempts are left; E_CANCELLED if the run was stopped meanwhile. The wait
  // counts for `meter`, if any.
  Status again(const Status& why, Meter* meter);
  // The same in two steps, where one attempt failed in several ways: count() for each class of them
  // (OK, or `why` if nothing is left for it), then pause() for the longest wait of those that go
  // on, of which `why` is one.
  Status count(const Status& why);
  Status pause(const Status& why, Meter* meter);
  const base::RetrySettings* class_of(const Status& why) const { return backoff_.class_of(why); }
  unsigned attempts() const { return backoff_.attempts(); }
  // For what the component repeats by itself when it is called again. It outlives the limit.
  base::RepeatLimit limit() const {
    return base::RepeatLimit(backoff_.rules(), [this](const base::RetrySettings& of_class) {
      return backoff_.made(of_class, run_.clock.unix_us());
    });
  }

 private:
  Status spent(const Status& why) const;
  Status too_long(const Status& why) const;
  static Status again_as(const Status& why, const std::string& more);

  const RunContext& run_;
  Backoff backoff_;
  int64_t wait_ms_ = 0;  // of those counted since the last pause
};

}  // namespace sluice::pipeline
