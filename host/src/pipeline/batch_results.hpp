// What became of a batch's records: what steps and publishers made of each, which of them park, and
// which ones publishers have finished in case the batch is not settled. One per batch; sink lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/batch_tools.hpp"
#include "pipeline/settlement.hpp"
#include "pipeline/sub_batch.hpp"
#include "pipeline/taken.hpp"
#include "pipeline/task_builder.hpp"
#include "pipeline/waiting_records.hpp"
#include "record/batch.hpp"
#include "sluice/result.hpp"

namespace sluice::pipeline {

class BatchResults {
 public:
  // Of the records of `page`, which begins with step `first_step` of the plan. Both outlive it.
  BatchResults(BatchTools& tools, record::Batch& page, size_t first_step);

  // Origins, in the page's numbers, of a record; until the next call.
  std::span<const uint32_t> origins_of(const SubBatch& sub, size_t index);

  // Records over a limit or not JSON, of an otherwise valid page. `at`: where the page is.
  void park_arrivals(const SubBatch& page, std::string_view at);
  // Which of the records looked up in vain what the pipeline may put, the last time. `made_here`: a
  // target's own steps, after the plan's.
  void note_asked(const SubBatch& sub, bool made_here);
  // As OpenTasks and Committer take them: by their origins.
  std::set<std::string> begin_again() const;
  // Undone by roll_back_steps when the attempt is repeated.
  void park_at_step(const SubBatch& sub, size_t index, std::string_view step);
  void park_alone(std::string_view source, std::string_view key, std::string_view step,
                  const Status& why);
  size_t step_tasks() const { return step_tasks_.tasks().size(); }
  void roll_back_steps(size_t tasks) { step_tasks_.roll_back(tasks); }
  void settle_parked(std::span<const uint32_t> origins) { settlement_.parked(origins); }
  // Records filtered and failed by the steps of a successful attempt.
  void settle_unpublished(const SubBatch& sub);

  // A target is offered the batch: earlier refusals belong to another attempt.
  void begin_target(size_t target) { refusals_[target].forget_records(); }
  // The result. It counts at once, since it cannot be undone.
  void add(const SubBatch& sub, size_t target, const PublishResult& published);
  // A delivered record with which a hook of its target failed.
  void park_hook(const SubBatch& sub, size_t index, std::string_view step, const Status& why);
  // Everything else of `got` is refused, too, by the target or its own step `at`.
  static void refuse_rest(const SubBatch& got, PublishResult& published, const Status& why,
                          const std::string& at);
  // The target has not finished what it got of `sub`. `again`: its records run one by one, and
  // those it accepted are not offered to it again.
  void add_part(const SubBatch& got, const SubBatch& sub, size_t target,
                const PublishResult& published, bool again, const Status& why);
  // Withdraws the results of records that targets refused, or only of those in doubt; but of none
  // that was overtaken in its order. Once.
  void give_back(bool refused);
  // The orders of records that were accepted, the whole batch having been offered.
  std::set<uint32_t> orders_taken();
  // Batches behind it, begun ahead with the only target, had some of these orders accepted: what
  // was given back of them parks after all.
  void park_overtaken(const std::set<uint32_t>& later);

  // The target has finished the sub-batch, `sub` is what it got; remembered if the batch is not
  // settled in the end.
  void remember_alone(const SubBatch& sub, size_t target, const PublishResult& published);
  // A target with own steps has finished the whole batch: `sub`, which will be gone.
  void note_own(const SubBatch& sub, size_t target, const PublishResult& published);
  // What targets leave out of the sub-batch, of records that one with hooks took, remembered like
  // what is taken; once for the whole batch. Not while a target has its own view of it. `again`: as
  // for add_part.
  void note_unwanted(const SubBatch& sub, bool again);
  // The same for all targets that got the whole batch.
  void remember_done(const SubBatch& sub);
  void remember_done_once(const SubBatch& sub);

  // By target: it has finished the whole batch.
  std::vector<char>& done() { return done_; }
  // After a failure, finished records cannot be told from the others.
  void lose_parts() { all_again_ = true; }
  bool parts_lost() const { return all_again_; }
  bool is_unknown(size_t target) const { return unknown_[target]; }

  const Settlement& settlement() const { return settlement_; }
  // Not OK: too many records park for the records to be at fault. Call once all of the batch was
  // tried.
  Status check_health(const SubBatch& page);
  std::vector<store::Task> take_tasks();
  std::vector<store::WaitingRecord> take_waiting() { return waiting_.take(); }
  size_t waiting_bytes() const { return waiting_.bytes(); }
  size_t task_bytes() const { return step_tasks_.bytes() + target_tasks_.bytes(); }
  Through take_through() { return std::move(through_); }

 private:
  void note_version(const SubBatch& sub, size_t index);
  // Records that a target refused from its last offer, and those to be offered again; how many it
  // refused of all offers.
  struct Refusals {
    std::vector<size_t> all, doubtful;
    uint64_t refused = 0, open = 0;
    void forget_records() { all.clear(), doubtful.clear(); }
  };
  // What a target with own steps has finished of the whole batch.
  struct Own {
    RecordOrigins records;
    std::set<size_t> through;  // of them, those that came out of its steps
  };

  const Target& target_of(size_t number) const { return tools_.run.plan.targets[number]; }
  void add_waiting(const SubBatch& sub, size_t target, const PublishResult& published);
  void keep_taken(const SubBatch& sub, size_t target, const PublishResult& published);
  void add_refused(const SubBatch& sub, size_t target, const PublishResult& published);
  void withdraw_tasks(bool refused);
  bool is_of_targets(const store::Task& task) const;
  void take_before(const SubBatch& sub, size_t target, const std::vector<size_t>& records);
  void park_doubts();
  void remember(const SubBatch& sub, size_t target, const std::vector<size_t>& records);
  void remember_keys(size_t target, const std::vector<std::string>& keys,
                     const std::vector<size_t>& records);
  void remember_own(size_t target);
  std::vector<size_t> but_open(size_t target, std::vector<size_t> records) const;
  std::vector<size_t> through_with_part(size_t target, const PublishResult& published) const;
  bool is_open(size_t target, size_t record) const;
  void note_hooked(const SubBatch& sub, size_t target, const PublishResult& published);
  bool is_hooked(const SubBatch& sub, size_t index);

  BatchTools& tools_;
  record::Batch& page_;
  Settlement settlement_;
  TaskBuilder step_tasks_;    // dropped when an attempt is repeated
  TaskBuilder target_tasks_;  // of publishers that have finished the batch
  size_t arrivals_ = 0;       // tasks of records that failed before any step, which come first
  WaitingRecords waiting_;    // of targets that are down
  std::vector<char> done_;
  std::vector<char> unknown_;  // by target: which records it accepted is not known
  std::vector<Refusals> refusals_;
  std::set<size_t> overtaken_;  // of the target's tasks: a later one of the order was accepted
  std::vector<store::Task> withdrawn_;
  std::vector<std::optional<Own>> own_;  // by target
  Through through_;                      // forgotten once the batch is settled
  std::vector<uint32_t> numbers_;        // scratch of origins_of
  bool all_again_ = false;
  std::set<uint32_t> asked_;     // origins
  std::set<uint32_t> hooked_;    // origins of records that a target with hooks took
  bool unwanted_noted_ = false;  // of the whole batch
};

}  // namespace sluice::pipeline
