// The sink's side of a run: publishers go on from their positions, batch after batch is settled
// and handed to the committer, the walk is completed. All of it on one thread, the lane of steps
// and publishers.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/batch_work.hpp"
#include "pipeline/committer.hpp"
#include "pipeline/in_hand.hpp"
#include "pipeline/lane_queue.hpp"
#include "pipeline/publish.hpp"
#include "pipeline/report.hpp"
#include "pipeline/run_context.hpp"
#include "pipeline/step_chain.hpp"

namespace sluice::pipeline {

class SinkLane {
 public:
  // All of it outlives the lane. Fills `report` but for its status and times.
  SinkLane(const RunContext& run, const store::PipelineState& stored, RunReport& report,
           uint64_t seed);
  ~SinkLane();
  SinkLane(const SinkLane&) = delete;
  SinkLane& operator=(const SinkLane&) = delete;

  // Publishers resume; a completion that an earlier run recorded is finished.
  Status start();
  // Settles what came, or begins with it; the failure of a failed packet.
  Status take(Packet packet);
  // A publisher owes outcomes: idle() has work to do.
  bool owed() const { return !in_hand_.empty(); }
  // While nothing comes.
  Status idle() { return owed() ? settle_oldest() : committer_.advance(false); }
  int64_t ms_to_due() const { return committer_.ms_to_due(); }
  bool over() const { return over_; }  // the run's last page is settled

  // Ends the run for `why` (OK: the walk is over) and commits what may be committed.
  Status close(Status why);

 private:
  Status half_a_walk(const Target& target) const;
  Status resume(const Target& target, std::string_view position);
  Status restart(const Target& target);
  const store::Position* stored_position(const Target& target) const;
  Status take_page(Packet packet);
  Status take_nothing(const Packet& packet);
  Status begin(Packet packet);
  Status settle_oldest();
  Status settle_all();
  void settled(InHand::Entry& entry);
  void count(const BatchWork& work, const record::Batch& page);
  void list_remarks();
  store::Figures figures() const;

  const RunContext& run_;
  const store::PipelineState& stored_;
  RunReport& report_;
  Jitter jitter_;
  std::vector<std::unique_ptr<StepState>> states_;
  StepChain chain_;
  Publish publish_;
  Tools tools_;
  InHand in_hand_;
  Committer committer_;
  store::Cursor cursor_;
  const int64_t started_us_;
  bool over_ = false;
  bool anchored_ = true;         // every publisher's position is stored
  bool between_batches_ = true;  // every publisher stands at the same batch
};

}  // namespace sluice::pipeline
