// The store of one drain. It has an entry of its own beside the pipeline, for what it was about to
// send and what was taken; positions and state are the pipeline's, whose cursor stays. What a
// commit settles leaves the backlog in the same commit. Any thread, as the stores it wraps.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "pipeline/plan.hpp"
#include "store/backlog_store.hpp"
#include "store/forwarding_store.hpp"

namespace sluice::backlog {

class DrainStore final : public store::ForwardingStore {
 public:
  // All of it outlives it. `target`: the one that is drained, of `plan`.
  DrainStore(store::PipelineStore& store, store::BacklogStore& backlogs, const pipeline::Plan& plan,
             const pipeline::Target& target);

  Result<store::PipelineState> load(std::string_view pipeline) override;
  // E_INTERNAL if it holds a task of which no record is known.
  Status commit(std::string_view pipeline, const store::CommitKey& key,
                const store::Delta& delta) override;
  Result<store::CommitMark> last_commit(std::string_view pipeline) override;
  Result<bool> reset(std::string_view pipeline) override;

  // As pipeline::Plan::task_origin; empty if none waits.
  std::string task_origin(std::string_view line) const;

  // The drain's entry in the store. Never a pipeline's name: those have no slash.
  static std::string place(std::string_view pipeline, std::string_view publisher) {
    return std::string(pipeline) + "/backlog/" + std::string(publisher);
  }

 private:
  Result<store::SentBatch> maybe_sent() const;
  // The record that waits, by its line. E_INTERNAL if there is none.
  Result<store::WaitingRecord> waiting(std::string_view line) const;
  void note_parked(store::Delta& delta, size_t at) const;
  Status complete_task(store::Task& task) const;
  bool is_of_another(const std::string& step) const;
  Status limit(std::vector<store::GotThrough>& got_through) const;
  std::string redacted(const std::string& text) const {
    return plan_.redact ? plan_.redact(text) : text;
  }

  store::BacklogStore& backlogs_;
  const pipeline::Plan& plan_;
  const pipeline::Target& target_;
  const std::string place_;
};

}  // namespace sluice::backlog
