// The source's side of a run: opens the walk where the last one ended, then polls page after page.
// All of it on one thread, the subscriber's lane.
#pragma once

#include <cstdint>
#include <string>

#include "pipeline/lane_queue.hpp"
#include "pipeline/run_context.hpp"
#include "record/batch.hpp"
#include "store/pipeline_state.hpp"

namespace sluice::pipeline {

class SourceLane {
 public:
  // `stored` is the pipeline's stored state; both outlive it.
  SourceLane(const RunContext& run, const store::PipelineState& stored, uint64_t seed)
      : run_(run), stored_(stored), jitter_(seed), next_note_ms_(kFirstIdleNoteMs) {}

  // First the opened walk, then its pages. REQUIRES: the previous one was neither `last` nor
  // failed.
  Packet next();

 private:
  static constexpr int64_t kFirstIdleNoteMs = 2000;

  Result<store::Cursor> open();
  Status open_subscriber(store::Cursor& cursor);
  Status changed(const std::string& what) const;
  Packet end();
  Packet poll();
  bool wait_for_news();  // false: stopped
  Status poll_once(Packet& packet);
  void note_idle();
  Status look_at(record::Batch& page);
  Status unreadable(const Status& why, record::Batch& batch) const;
  std::string page_words() const;

  const RunContext& run_;
  const store::PipelineState& stored_;
  base::Jitter jitter_;
  bool opened_ = false;
  bool idle_ = false;  // the last poll found nothing
  int64_t idle_since_ms_ = 0;
  uint64_t empty_polls_ = 0;  // since then
  int64_t next_note_ms_;      // time of the next note about an idle source
  size_t page_hash_ = 0;      // of the current page
  unsigned same_pages_ = 0;   // in a row, with the same cursor
  uint64_t page_ = 0;         // the current page, from 1
  std::string cursor_;        // before the current page
};

}  // namespace sluice::pipeline
