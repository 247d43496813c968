// Whether targets and steps work, judged by their outcomes over the batches of a run: what
// fails for all records is the system's failure and stops the run; single failures park. Sink lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/delivery.hpp"
#include "pipeline/park_streak.hpp"
#include "pipeline/run_context.hpp"
#include "pipeline/settlement.hpp"
#include "sluice/result.hpp"

namespace sluice::pipeline {

class Health {
 public:
  // The run outlives it.
  explicit Health(const RunContext& run);

  // A target's result for a batch, or for a part of it; `end_batch` when it has finished the batch.
  void hear(size_t target, const PublishResult& published);
  void end_batch(size_t target) { targets_[target].streak.end_batch(); }
  // A batch is settled. `last` is the task of the last record that a step failed, if any did.
  void hear_steps(const Settlement& settlement, const store::Task* last);
  // Not OK: so much is parked that the run has to stop.
  Status too_many_parked() const;

  // Settled batches cannot be committed yet: it is open whether a target failed with some
  // records or with all.
  bool in_doubt() const;
  // Not OK: with all.
  Status down() const;
  // Nothing more comes that could decide it: the records park.
  bool may_park() const;
  // Why not. REQUIRES: in_doubt()
  Status nobody_taken() const;
  const Target& doubtful_target() const;  // REQUIRES: in_doubt()
  // For people, when the doubt begins. REQUIRES: in_doubt()
  std::string doubt_words() const;
  // It is decided.
  void settle_doubt();

 private:
  struct TargetHealth {
    ParkStreak streak;
    Status last_refused;
    bool took_any = false;
    unsigned doubtful_batches = 0;  // in a row, that ended with records in doubt
    size_t doubtful_records = 0;    // of them
    Status doubt;                   // the last one's
  };
  const TargetHealth& doubtful() const;
  std::string where_of(const TargetHealth& target) const;
  Status down_because(const TargetHealth& target, const std::string& what) const;

  const RunContext& run_;
  std::vector<TargetHealth> targets_;
  ParkStreak steps_;
  std::string steps_at_;
  Status steps_last_;
};

}  // namespace sluice::pipeline
