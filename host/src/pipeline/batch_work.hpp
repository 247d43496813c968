// Everything that happens to one batch between its page and its commit: steps, publishers in turn,
// the second try of records that did not fit, until each record as it was read is settled. One a
// batch; sink lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/delivery.hpp"
#include "pipeline/health.hpp"
#include "pipeline/origin_groups.hpp"
#include "pipeline/run_context.hpp"
#include "pipeline/settlement.hpp"
#include "pipeline/state_access.hpp"
#include "pipeline/step_chain.hpp"
#include "pipeline/taken.hpp"
#include "pipeline/task_builder.hpp"
#include "record/batch.hpp"
#include "sluice/result.hpp"

namespace sluice::pipeline {

// What the batches of a run sub.
struct Tools {
  const RunContext& run;
  StepChain& chain;
  Delivery& delivery;
  Health& health;
  const std::vector<std::unique_ptr<StepState>>& states;  // null where a step has none
  Jitter& jitter;
  const SentNotes& notes;
  Taken& taken;  // by publishers, of batches that are not settled
};

class BatchWork {
 public:
  // All of it outlives the work. `at` says in words where in the source the page is, `number`
  // which page of the run.
  BatchWork(Tools& tools, record::Batch& page, std::string_view at, uint64_t number);

  // Nothing leaves yet.
  void run_steps();
  // A publisher that works ahead begins with what they left, if they wrote no state. False: it did
  // not. At most once.
  bool begin_ahead();
  // Outcomes of what is begun are there; false: something of it has to be offered again, for which
  // nothing may be under way.
  bool collect(const sluice_cancel* cancel);

  // All the rest. OK: every origin is settled, transformer state is kept. Else nothing of the batch
  // may be committed; the failure is of the system.
  Status finish();

  // After a failure, of this batch or one before it: what publishers took of it and what they
  // refused counts all the same. It is added to the tools' taken records, and the tasks of what
  // they refused are left to take_tasks. False: nothing of it may be committed, as a publisher that
  // has a position (`has_position`) may have taken more than it told, or steps kept state of a
  // part.
  using HasPosition = std::function<bool(const Target&)>;
  // `why`: what the run ends for.
  bool keep_taken(const HasPosition& has_position, const Status& why);
  // Targets, by number, and keys of records they are through with.
  using Through = std::vector<std::pair<size_t, std::string>>;
  // Of a batch that is settled while a target's health is in doubt.
  Through take_through() { return std::move(through_); }
  static void keep_through(const Tools& tools, const Through& through);
  uint32_t origin_count() const { return static_cast<uint32_t>(origins_.size()); }

  const Settlement& settlement() const { return settlement_; }
  std::vector<store::Task> take_tasks();
  size_t task_bytes() const { return step_tasks_.bytes() + target_tasks_.bytes(); }
  uint64_t retries() const { return retries_; }
  bool isolated() const { return isolated_; }

 private:
  struct Origin {  // a record as it was read, while the page lives
    std::string_view source;
    sluice_record like;
    bool live = false;
  };
  // A batch made of some of the page's origins; `numbers` says which.
  struct SubBatch {
    record::Batch& batch;
    std::vector<uint32_t> numbers;
    bool alone = false;
    std::vector<char> done = {};  // by target, if alone: it took all of these
    bool in_part = false;         // the batch has a part of what they become

    uint32_t number(uint32_t origin) const { return numbers.empty() ? origin : numbers[origin]; }
  };
  // What an attempt can be undone to: its tasks, and writes of state by step.
  struct Mark {
    size_t tasks = 0;
    std::vector<size_t> writes;
  };
  // What a few origins, that run together, become is too much for one batch: they run again for
  // each part of it.
  struct PartRun {
    const std::vector<uint32_t>& origins;
    record::Batch& batch;
    size_t parked = 0;
  };
  struct Part {
    std::vector<record::Window> windows;  // by step
    std::vector<char> done;               // as of a SubBatch
  };
  // Origins of a record that was filtered because one of `others` stands for it.
  struct Repeat {
    std::vector<uint32_t> origins, others;
  };

  const Target& only_target() const { return tools_.run.plan.targets.front(); }
  bool wrote_state() const;
  void list_origins();
  void fail_nulls();
  void park_arrivals();
  std::span<const uint32_t> origins_of(const SubBatch& sub, size_t index);
  Decision attempt(SubBatch& sub);
  Decision run_steps(SubBatch& sub);
  Decision deliver(SubBatch& sub, Decision decision);
  Decision publish_all(SubBatch& sub);
  void take_delivery(SubBatch& sub, size_t target, const PublishResult& published);
  void take_part(SubBatch& sub, size_t target, const PublishResult& published,
                 const Decision& decision);
  Status decide_targets(SubBatch& sub);
  void give_back(bool refused);
  void park_doubts();
  std::vector<size_t> through_of(SubBatch& sub, size_t target) const;
  void remember(SubBatch& sub, size_t target, const std::vector<size_t>& records);
  void remember_done(SubBatch& sub);
  void take_before(SubBatch& sub, size_t target, const std::vector<size_t>& records);
  void refuse_rest(SubBatch& sub, size_t target, const PublishResult& told, const Status& why);
  void settle_unpublished(SubBatch& sub);
  void note_merged(const SubBatch& sub);
  Mark mark() const;
  void undo(const Mark& mark);
  Status run_again_whole(Decision decision);
  Status run_one_by_one(const Status& why);
  // `done`, by target: it took these records already.
  Status run_alone(const std::vector<uint32_t>& origins, record::Batch& batch,
                   const std::vector<char>& done);
  void park_alone(const std::vector<uint32_t>& origins, const Decision& decision);
  Decision try_part(PartRun& run, Part& part);
  void keep_remarks(const Part& part);
  Status run_part(PartRun& run, Part part, Decision failed);
  Status run_windows(PartRun& run, const Part& part, size_t step, uint64_t size);
  void forget_steps(const Mark& mark, size_t last);
  Status load(record::Batch& batch, std::span<const uint32_t> origins) const;
  std::vector<Repeat> repeats_of(const SubBatch& sub);
  bool is_due(const Repeat& repeat) const;
  std::vector<uint32_t> live_of(std::vector<uint32_t> origins) const;
  Status judge_health();
  Status check_settled();
  Status settle_whole(SubBatch& sub);
  void keep_state(const SubBatch& sub);
  void keep_part(const SubBatch& sub);
  bool has_due(const SubBatch& sub);
  Status run_repeats(const SubBatch& sub);

  Tools& tools_;
  record::Batch& page_;
  std::string_view at_;
  const uint64_t number_;
  Settlement settlement_;
  TaskBuilder step_tasks_;    // taken back when an attempt is repeated
  TaskBuilder target_tasks_;  // of publishers that are through with the batch
  SubBatch whole_;
  Decision after_steps_;                     // of the whole
  std::unique_ptr<PendingPublish> pending_;  // by the only target, until its outcomes are read
  bool ahead_ = false;                       // it was
  std::vector<Origin> origins_;
  OriginGroups merged_;        // by the steps, as far as attempts came
  std::vector<char> done_;     // by target: it is through with the whole batch
  std::vector<char> unknown_;  // by target: what it took of the batch is not known
  // By target: records of its last published that it refused, and those to be offered again.
  struct Refusals {
    std::vector<size_t> all, doubtful;
  };
  std::vector<Refusals> refusals_;
  Through through_;  // as far as only the batch's being settled will make it forgotten
  std::vector<uint32_t> numbers_;  // scratch of origins_of
  uint64_t retries_ = 0;
  bool isolated_ = false;
  bool all_again_ = false;  // after a failure: what it did cannot be told from what it did not
};

}  // namespace sluice::pipeline
