// The beginning of a run on its sink lane: where each publisher continues, and what a new one gets.
// Sink lane.
#pragma once

#include <string_view>
#include <vector>

#include "pipeline/backoff.hpp"
#include "pipeline/run_context.hpp"
#include "pipeline/taken.hpp"
#include "sluice/result.hpp"
#include "store/pipeline_store.hpp"

namespace sluice::pipeline {

// An earlier run left this walk at a resume point.
bool goes_on(const store::Cursor& cursor);

class SinkStart {
 public:
  // All of it outlives it.
  SinkStart(const RunContext& run, const store::PipelineState& stored, base::Jitter& jitter,
            Taken& taken)
      : run_(run), stored_(stored), jitter_(jitter), taken_(taken) {}

  // Every publisher resumes, each at its stored position.
  Status resume_all();
  // Those that have one: they finish a walk whose completion an earlier run recorded.
  const std::vector<const Target*>& resumed() const { return resumed_; }
  // A publisher has none: its position must be stored before it is written to.
  bool has_new() const { return has_new_; }
  // The target that could not resume; null: none.
  const Target* stopped_by() const { return stopped_by_; }

 private:
  const store::Position* stored_position(const Target& target) const;
  Status resume(const Target& target);
  Status resume(const Target& target, std::string_view position);
  Status restart(const Target& target);
  Status half_a_walk(const Target& target) const;
  void tell_new(const Target& target) const;

  const RunContext& run_;
  const store::PipelineState& stored_;
  base::Jitter& jitter_;
  Taken& taken_;
  std::vector<const Target*> resumed_;
  bool has_new_ = false;
  const Target* stopped_by_ = nullptr;
};

}  // namespace sluice::pipeline
