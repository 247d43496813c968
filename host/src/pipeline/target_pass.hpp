// Takes a batch, or some of its records, to one target: through the target's own steps, if it has
// any, on a copy that no other target sees, and then to its publisher. One per batch and target;
// sink lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "pipeline/batch_results.hpp"
#include "pipeline/decision.hpp"
#include "pipeline/hook_run.hpp"
#include "pipeline/part_run.hpp"
#include "pipeline/pass_context.hpp"
#include "pipeline/state_writes.hpp"
#include "pipeline/sub_batch.hpp"

namespace sluice::pipeline {

class TargetPass : private PartWork {
 public:
  TargetPass(const PassContext& context, size_t target) : context_(context), number_(target) {}

  // Results count at once, whatever the decision is, which is never `again`. `pending`: what was
  // begun with the only target, whose outcomes are available; may be null.
  Decision run(const SubBatch& sub, PendingPublish* pending);
  uint64_t retries() const { return retries_; }

 private:
  using Indexes = std::span<const size_t>;  // of the records that pass; none: all

  const Target& target() const { return context_.tools.run.plan.targets[number_]; }
  record::Batch& view() const { return *context_.tools.outgoing.view; }

  Decision offer(const SubBatch& got, PendingPublish* pending, PublishResult& published);
  Decision decide_errors(const SubBatch& got, Decision decision, PublishResult& published);
  Decision finish(const SubBatch& got, const SubBatch& sub, Decision decision,
                  PublishResult& published);
  static bool none_taken(const PublishResult& published);
  bool has_own_parts() const;
  static bool has_parts(const SubBatch& sub);
  void remember(const SubBatch& got, const PublishResult& published);

  Decision run_own(const SubBatch& sub, Indexes only);
  Decision run_own_parts(const SubBatch& sub, Decision failed);
  Decision run_steps(const SubBatch& sub, Indexes only, PublishResult& published);
  Decision try_steps(const SubBatch& sub, Indexes only, PublishResult& published);
  std::vector<size_t> skip_finished(const SubBatch& sub) const;
  void list_broken(PublishResult& published) const;
  void list_filtered(const SubBatch& sub, Indexes only, PublishResult& published) const;
  void join_merged(const SubBatch& got);

  std::vector<size_t> take_due(const SubBatch& sub, PublishResult& published) const;
  Decision run_repeats(const SubBatch& sub, const std::vector<size_t>& due);
  void keep_state(const SubBatch& sub, const StateWrites::Origins& again);

  Decision attempt(Part& part) override;
  const record::Parts& parts() const override { return view().parts(); }
  StateWrites& states() override { return context_.states; }
  void park(const Decision& decision) override;

  PassContext context_;
  const size_t number_;
  const SubBatch* sub_ = nullptr;  // of which the own steps make parts
  std::vector<record::Window> windows_;
  bool whole_ = false;      // of the batch
  bool repeating_ = false;  // records that were filtered for others, alone
  bool in_parts_ = false;   // the own steps made too much; nothing of it counts
  uint64_t retries_ = 0;
};

}  // namespace sluice::pipeline
