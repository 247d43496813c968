// All work on one batch between its page and its commit, until each record as it
// was read is settled. One per batch; sink lane.
//
//   read ─ run_steps ─► steps_run ─ begin_ahead ─► begun ─ collect ─► collected or offer_again
//                           └───────────────── finish ────────────────────┘
//                                                └─► settled or failed
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/batch_attempt.hpp"
#include "pipeline/batch_origins.hpp"
#include "pipeline/batch_results.hpp"
#include "pipeline/batch_tools.hpp"
#include "pipeline/isolation.hpp"
#include "pipeline/sub_batch.hpp"
#include "record/batch.hpp"
#include "sluice/result.hpp"

namespace sluice::pipeline {

enum class BatchState {
  read,
  steps_run,    // nothing left yet
  begun,        // a publisher that works ahead has not returned its outcomes
  collected,    // they are available, and nothing has to be offered again
  offer_again,  // they are available, or it could not begin: something has to be
  settled,      // every origin is, transformer state is kept
  failed        // for the system: nothing of the batch may be committed
};

class BatchWork {
 public:
  // All arguments outlive the work. `at` describes where in the source the page is, `number`
  // says which page of the run it is, `first_step` the step of the plan that it begins with.
  BatchWork(BatchTools& tools, record::Batch& page, std::string_view at, uint64_t number,
            size_t first_step);
  BatchWork(const BatchWork&) = delete;
  BatchWork& operator=(const BatchWork&) = delete;

  BatchState state() const { return state_; }

  void run_steps();
  // A publisher that works ahead begins with the remaining records, if the steps wrote no state:
  // `begun`, or `offer_again` if it fails. Otherwise nothing happens.
  void begin_ahead();
  // Waits for outstanding outcomes.
  void collect(const sluice_cancel* cancel);
  // All remaining work. REQUIRES: no outcomes are outstanding, and in state `offer_again` of no
  // other batch either. Not OK: the batch failed.
  Status finish();

  // After a failure, of this batch or an earlier one: what publishers accepted and
  // refused of it still counts. First their outcomes are read. `why`: why the run ends.
  void read_rest(const Status& why);
  std::set<uint32_t> orders_taken() { return results_.orders_taken(); }
  // As BatchResults does.
  void park_overtaken(const std::set<uint32_t>& later) { results_.park_overtaken(later); }
  // It is added to the tools' taken records, and the tasks of refused
  // records are left to take_tasks. False: nothing of it may be committed, since a publisher that
  // has a position (`has_position`) may have accepted more than it reported, or steps kept state of
  // a part.
  using HasPosition = std::function<bool(const Target&)>;
  bool keep_taken(const HasPosition& has_position);

  // Of a batch that is settled while a target's health is in doubt.
  Through take_through() { return results_.take_through(); }
  uint32_t origin_count() const { return static_cast<uint32_t>(origins_.size()); }
  const Settlement& settlement() const { return results_.settlement(); }
  std::vector<store::Task> take_tasks() { return results_.take_tasks(); }
  // What steps wrote for records that parked or wait, all of which are in `settled`.
  std::vector<store::DeferredWrites> take_deferred(const SettledAs& settled) {
    return with_places(attempt_.states().take_deferred(), page_, tools_.run.plan, settled);
  }
  std::set<std::string> begin_again() const { return results_.begin_again(); }
  std::vector<store::WaitingRecord> take_waiting() { return results_.take_waiting(); }
  size_t waiting_bytes() const { return results_.waiting_bytes(); }
  size_t task_bytes() const { return results_.task_bytes(); }
  const Target* stopped_by() const { return attempt_.stopped_by(); }
  uint64_t retries() const { return attempt_.retries(); }
  bool isolated() const { return isolated_; }

 private:
  const Target& only_target() const { return tools_.run.plan.targets.front(); }
  Isolation isolation() { return Isolation({tools_, origins_, attempt_, results_}); }
  bool may_begin_ahead() const;
  void fail_nulls();
  Status settle(Decision decision);
  Status settle_whole(SubBatch& sub);
  Status run_again_whole(Decision decision);
  Status run_one_by_one(const Status& why, const SubBatch& tried);
  Status check_settled();
  void keep_pending(const Status& why);

  BatchTools& tools_;
  record::Batch& page_;
  std::string_view at_;
  const uint64_t number_;
  BatchState state_ = BatchState::read;
  BatchOrigins origins_;
  BatchResults results_;
  BatchAttempt attempt_;
  SubBatch whole_;
  Decision after_steps_;                     // of the whole
  std::unique_ptr<PendingPublish> pending_;  // with the only target, until its outcomes are read
  bool ahead_ = false;                       // it was offered to a publisher that works ahead
  bool isolated_ = false;
};

}  // namespace sluice::pipeline
