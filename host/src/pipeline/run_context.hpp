// What every part of a run needs: plan, store, clock, cancellation, somebody to tell. Made by the
// Runner on the sink lane; both lanes read it, nobody changes it.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/backoff.hpp"
#include "pipeline/batch_pool.hpp"
#include "pipeline/clock.hpp"
#include "pipeline/plan.hpp"
#include "pipeline/profile.hpp"
#include "pipeline/runner.hpp"
#include "store/store.hpp"

namespace sluice::pipeline {

struct RunContext {
  const Plan& plan;
  store::Store& store;
  Clock& clock;
  const Cancel& cancel;
  Observer* observer;  // may be null
  BatchPool& batches;
  Profile* profile = nullptr;  // null: not asked for

  std::string redacted(std::string_view text) const {
    return plan.redact ? plan.redact(text) : std::string(text);
  }
  void note(std::string_view line) const {
    if (observer) observer->note(redacted(line));
  }
  // Where to count a component's time; null: nobody asked, or it is a step over the request.
  Meter* meter(const Step& step) const {
    const size_t at = static_cast<size_t>(&step - plan.steps.data());
    return profile && at < plan.steps.size() ? &profile->steps[at] : nullptr;
  }
  Meter* meter(const Target& target) const {
    return profile ? &profile->targets[static_cast<size_t>(&target - plan.targets.data())]
                   : nullptr;
  }
  bool stopped() const { return requested(cancel.stop); }
};

// Waits between the attempts of one thing. One thread.
class Retry {
 public:
  Retry(const RunContext& run, Jitter& jitter) : run_(run), backoff_(run.plan.retry, jitter) {}

  // After an attempt failed with `why`: OK once it is time for the next one; `why` if it cannot
  // pass or the attempts are spent; E_CANCELLED if the run was stopped meanwhile.
  Status again(const Status& why);
  unsigned attempts() const { return backoff_.attempts(); }

 private:
  const RunContext& run_;
  Backoff backoff_;
};

}  // namespace sluice::pipeline
