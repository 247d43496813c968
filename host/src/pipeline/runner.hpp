// Runs one pipeline: pull, transform, publish, settle, commit, until the walk is over, something
// of the system fails or somebody stops it. A Runner is used by one thread, which becomes the sink
// lane; with two lanes it starts a thread for the source, and always one for the store, and has
// joined them when `run` returns.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "pipeline/plan.hpp"
#include "pipeline/report.hpp"
#include "store/store.hpp"

namespace sluice::pipeline {

class Clock;

// `stop` ends the run: no further page is read, nothing is tried again, what publishers are through
// with is committed. Steps and publishers are given `drain`, which is requested with it: they begin
// nothing new and wait for nothing but what is under way, for as long as `drain` says. `abort` is
// given to flush and finish, which a stop needs: it is requested when that time is over.
// `interrupt` makes `stop` fire: a failing sink wakes a waiting source with it, so runs side by
// side each need a `stop` of their own. The tokens outlive the run.
struct Cancel {
  const sluice_cancel* stop = nullptr;   // null: never
  const sluice_cancel* drain = nullptr;  // null: never
  const sluice_cancel* abort = nullptr;  // null: never
  std::function<void()> interrupt;       // null: the source is left to return by itself
};

// Called from the sink lane after each batch; must not block.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void progress(const RunReport& so_far) { (void)so_far; }
  // A line for people: waits, retries, records run one by one. [any]
  virtual void note(std::string_view line) { (void)line; }
};

class Runner {
 public:
  // `clock` null: the system's. `seed` is of the back-off's jitter.
  explicit Runner(Clock* clock = nullptr, uint64_t seed = 0) : clock_(clock), seed_(seed) {}

  // One walk from the committed cursor to the source's end. Whatever happens, everything committed
  // stays so, and the report says what became of the rest. REQUIRES: at least one target.
  RunReport run(const Plan& plan, store::Store& store, const Cancel& cancel,
                Observer* observer = nullptr);

 private:
  Clock* clock_;
  uint64_t seed_;
};

}  // namespace sluice::pipeline
