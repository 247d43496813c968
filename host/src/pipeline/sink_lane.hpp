// The sink's side of a run: publishers continue from their positions, batch after batch is settled
// and passed to the committer, the walk is completed. All of it on one thread, the lane of steps
// and publishers.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/batch_tools.hpp"
#include "pipeline/committer.hpp"
#include "pipeline/delivery.hpp"
#include "pipeline/health.hpp"
#include "pipeline/held_batches.hpp"
#include "pipeline/in_flight.hpp"
#include "pipeline/lane_queue.hpp"
#include "pipeline/left_out.hpp"
#include "pipeline/open_tasks.hpp"
#include "pipeline/report.hpp"
#include "pipeline/run_context.hpp"
#include "pipeline/step_chain.hpp"

namespace sluice::pipeline {

class SinkLane {
 public:
  // All of it outlives the lane. Fills `report` except its status and times.
  SinkLane(const RunContext& run, const store::PipelineState& stored, RunReport& report,
           uint64_t seed);
  ~SinkLane();
  SinkLane(const SinkLane&) = delete;
  SinkLane& operator=(const SinkLane&) = delete;

  // Publishers resume; a completion that an earlier run recorded is finished.
  Status start();
  // Settles the packet, or begins to; returns the failure of a failed packet.
  Status take(Packet packet);
  // A publisher has outcomes outstanding: idle() has work to do.
  bool owed() const { return !in_flight_.empty(); }
  // While nothing comes.
  Status idle() { return owed() ? settle_oldest() : advance(false); }
  int64_t ms_to_due() const { return committer_.ms_to_due(); }
  bool over() const { return over_; }  // the run's last page is settled
  // What is done so far can be resumed from, and nothing is under way.
  bool may_interrupt() const;
  // A target that is down may not get more into its backlog; the report says which.
  bool has_full_backlog();

  // Ends the run for `why` (OK: the walk is over) and commits what may be committed.
  Status close(Status why);

 private:
  Status take_page(Packet packet);
  Status take_nothing(const Packet& packet);
  Status begin(Packet packet);
  Status note_page(record::Batch& page);
  Status await_note();
  Status settle_oldest();
  Status settle_all();
  Status flush_steps();
  Status flush_step(size_t number);
  Status take_flushed(Packet packet);
  void keep_taken(const Status& why);
  void settled(InFlight::Entry& entry);
  HeldBatch held_of(InFlight::Entry& entry);
  void move_cursor(const Packet& packet);
  void hand_over();
  Status decide_doubt();
  Status advance(bool idle);
  void settle_taken(const HeldBatch& held);
  void note_stopped_by(const Target* target);
  Status attributed(Status status);
  void count(const InFlight::Entry& entry);
  store::Figures figures() const;

  const RunContext& run_;
  const store::PipelineState& stored_;
  RunReport& report_;
  base::Jitter jitter_;
  RunRows rows_;
  std::vector<std::unique_ptr<StepState>> states_;
  LeftOut left_out_;
  StepChain chain_;
  Taken taken_;
  SentNotes notes_;
  Delivery delivery_;
  Health health_;
  OutgoingTools outgoing_;
  BatchTools tools_;
  InFlight in_flight_;
  Committer committer_;
  HeldBatches held_;
  store::Cursor cursor_;
  const int64_t started_us_;
  OpenTasks open_tasks_;
  bool over_ = false;
  bool flushing_ = false;      // records of a flush and the state after it are committed together
  bool anchored_ = true;       // every publisher's position is stored
  bool may_commit_ = true;     // the state of every publisher is known
  bool taken_stored_;          // the store, or the next commit, has taken records
  uint64_t since_cursor_ = 0;  // records settled after the last resume point
  std::map<std::string, uint64_t> waiting_bytes_;  // added to backlogs, by target
};

}  // namespace sluice::pipeline
