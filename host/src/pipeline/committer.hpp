// Decides when settled batches are committed, and commits them: every publisher flushes, then
// cursor, positions, state, tasks and figures are passed to the store thread as one delta.
// Coalesces: see CommitSettings. Sink lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/deferred_writes.hpp"
#include "pipeline/run_context.hpp"
#include "pipeline/sent_notes.hpp"
#include "pipeline/step_state.hpp"
#include "pipeline/store_thread.hpp"
#include "sluice/result.hpp"
#include "store/pipeline_store.hpp"

namespace sluice::pipeline {

// A batch of which every record is settled.
struct SettledBatch {
  store::Cursor cursor;  // after it
  std::vector<store::Task> tasks;
  // Origins of those tasks that a retry sends through all steps again: see begin_again.
  std::set<std::string> again;
  std::vector<store::DeferredWrites> deferred;  // until they end
  std::vector<store::WaitingRecord> waiting;    // for backlogs
  size_t task_bytes = 0;                        // of tasks and of what waits
  store::Figures figures;
  std::vector<store::GotThrough> got_through;  // of records that have tasks
  std::optional<store::SettledEvents> events;  // it was made from; the commit deletes them
};

class Committer {
 public:
  // `states` (null where a step has none), `rows` and the run outlive it.
  Committer(const RunContext& run, const store::PipelineState& stored,
            const std::vector<std::unique_ptr<StepState>>& states, RunRows& rows,
            base::Jitter& jitter);

  // Records the publishers' positions before the first of them is written to, and waits: what a
  // kill before the first other commit leaves in a new target can only be undone from there.
  Status anchor(const store::Figures& figures);
  // A batch is settled and its transformer state kept: it is part of the next commit.
  void add(SettledBatch batch);

  // Replaces the stored set of taken records with the next commit.
  void set_taken(store::TakenSet taken) { pending_.taken = std::move(taken); }
  // Refusals by publishers, of a batch that is not settled.
  void add_tasks(std::vector<store::Task> tasks, const store::Figures& figures);
  // The contents of the next commit.
  store::Delta& next() { return pending_; }
  // Begins to store notes of what is about to be published; drain() waits for it. `settled`: with
  // everything that was added.
  enum class Settled { left, with_flush, without_flush };
  Status submit_sent(std::vector<store::SentBatch> sent, Settled settled);
  // Stores a change of the notes alone, and waits. REQUIRES: nothing will be added.
  Status end_sent(SentNotes& notes);
  // The position returned by the last flush can be resumed from.
  bool has_position(const Target& target) const;

  // Commits if that is due (`idle`: the source has nothing) and waits if the bound of
  // uncommitted batches is reached. REQUIRES: every publisher has finished every batch added.
  Status advance(bool idle);
  // advance() would commit.
  bool due(bool idle) const;
  // Commits what is added, if anything is, and waits for the store.
  Status finish();
  // The walk is over: last flush, completion recorded, publishers finish, that recorded, too.
  Status complete(store::Cursor cursor, const store::Figures& figures);
  // `targets` finish, and that is recorded; also for a completion that an earlier run recorded.
  Status finish_walk(const std::vector<const Target*>& targets, store::Cursor cursor,
                     const store::Figures& figures);
  // Waits for a commit under way.
  Status drain();

  // The target whose failure ended the last call that flushes or finishes; null: none.
  const Target* stopped_by() const { return stopped_by_; }
  bool broken() const { return !broken_.ok(); }  // a commit has failed
  int64_t ms_to_due() const;  // until advance(false) would commit; at most the interval
  uint64_t commits() const { return commits_; }

 private:
  bool full() const;
  size_t kept_bytes() const;
  Status submit(bool last, bool flushed = true);
  void submit_alone(store::Delta delta);
  void hand_over(store::Delta delta);
  Status flush(bool last);
  Status finish_target(const Target& target);
  Status note_result(Status result);
  Status commit_now(bool last);

  const RunContext& run_;
  const std::vector<std::unique_ptr<StepState>>& states_;
  RunRows& rows_;
  base::Jitter& jitter_;
  StoreThread thread_;
  store::Delta pending_;
  std::vector<store::Position> positions_;  // of the last flush
  size_t pending_batches_ = 0;
  size_t pending_bytes_ = 0;
  int64_t pending_since_ms_ = 0;
  size_t under_way_batches_ = 0;
  bool under_way_ = false;
  const Target* stopped_by_ = nullptr;
  Status broken_;  // a commit that failed took its delta with it: none may follow
  uint64_t commits_ = 0;
  store::Figures figures_;  // of the last commit
};

}  // namespace sluice::pipeline
