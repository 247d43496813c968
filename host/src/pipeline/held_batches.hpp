// Settled batches that are not committed while it is in doubt whether a target is down:
// their records in doubt either park, or the next run sends them again. Sink lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/committer.hpp"
#include "pipeline/report.hpp"
#include "pipeline/run_context.hpp"
#include "pipeline/settlement.hpp"
#include "pipeline/taken.hpp"
#include "store/pipeline_state.hpp"

namespace sluice::pipeline {

// Counts the records that targets accepted and refused.
void count_at_targets(RunReport& report, const Settlement& settlement);
// The same for a batch that is not settled: its refused records park nevertheless.
void count_taken(RunReport& report, const Settlement& settlement);

struct HeldBatch {
  SettledBatch batch;
  uint64_t records = 0;  // as they were read
  bool has_cursor = false;
  Through through;
  std::vector<std::string> notes;        // of its records, where an earlier run left some
  std::optional<Settlement> settlement;  // while a target's health is in doubt
};

class HeldBatches {
 public:
  // All of it outlives it.
  HeldBatches(const RunContext& run, RunReport& report, Taken& taken)
      : run_(run), report_(report), taken_(taken) {}

  bool empty() const { return held_.empty(); }
  size_t size() const { return held_.size(); }
  // The doubt begins: drop() restores the report of this moment. Before the first one is counted.
  void begin_doubt() { before_ = report_; }
  void add(HeldBatch held) { held_.push_back(std::move(held)); }
  // Few batches are held, of which little is kept.
  bool enough() const;
  // They will be committed, oldest first.
  std::vector<HeldBatch> release() { return std::exchange(held_, {}); }
  // They will not: the next run offers their open records again, the rest counts as accepted, and
  // tasks of parked records are appended to `tasks`. Returns how many records were read.
  uint64_t drop(std::vector<store::Task>& tasks);

 private:
  void restore_report();
  void drop_tasks(HeldBatch& held, std::vector<store::Task>& tasks) const;
  size_t target_of(const store::Task& task) const;

  const RunContext& run_;
  RunReport& report_;
  Taken& taken_;
  std::vector<HeldBatch> held_;
  RunReport before_;  // without them
};

}  // namespace sluice::pipeline
