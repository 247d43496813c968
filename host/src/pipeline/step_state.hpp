// One transformer's own state during a run: writes of the current batch, over writes of settled
// batches that are not committed yet, over the store. Sink lane only.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/state_access.hpp"
#include "store/pipeline_store.hpp"

namespace sluice::pipeline {

class StepState : public services::StateAccess {
 public:
  // The store outlives it. `resumed`: the walk continues where an earlier run stopped.
  StepState(store::PipelineStore& store, std::string pipeline, std::string step, bool resumed)
      : store_(store), pipeline_(std::move(pipeline)), step_(std::move(step)), resumed_(resumed) {}

  Result<std::optional<std::string>> get(sluice_batch* batch, std::string_view key) override;
  Status put(sluice_batch* batch, std::string_view key, std::string_view value) override;
  // E_INVALID if the batch has no such record.
  Status put_for(sluice_batch* batch, size_t index, std::string_view key,
                 std::string_view value) override;
  bool resumed() const override { return resumed_; }
  void remark(services::Remark remark) override { add_up(batch_remarks_, std::move(remark)); }

  // Whether a record of the current batch, as it was read there, parked.
  using IsParked = std::function<bool(uint32_t origin)>;
  // The current batch is settled: its writes wait for the next commit, except those that were made
  // for a record that parked.
  void keep(const IsParked& is_parked);
  bool has_writes() const { return !batch_.empty(); }  // of the current batch
  // The same for its remarks alone: its outcomes are outstanding, but its steps are done.
  void keep_remarks();
  // The current batch runs again or is lost, with its writes and remarks.
  void discard() { roll_back(0); }
  size_t writes() const { return batch_.size(); }  // of the current batch
  // Its later ones are dropped, and all its remarks.
  void roll_back(size_t writes);
  void discard_remarks() { batch_remarks_.clear(); }

  // Moves everything kept into a commit; appended to `out`. REQUIRES: none is under way.
  void take(std::vector<store::StateWrite>& out);
  // That commit is in the store.
  void committed() { committing_.clear(); }

  size_t kept_bytes() const { return kept_bytes_; }  // waiting for a commit

  const std::string& step() const { return step_; }
  // Of all settled batches, in the order they were met first.
  const std::vector<services::Remark>& remarks() const { return remarks_; }

 private:
  using Remarks = std::vector<services::Remark>;
  static void add_up(Remarks& sums, services::Remark remark);

  using Writes = std::map<std::string, std::optional<std::string>, std::less<>>;
  struct Write {
    std::string key;
    std::optional<std::string> value;
    std::vector<uint32_t> origins;  // for whose records; none: for the batch's

    size_t bytes() const { return key.size() + (value ? value->size() : 0); }
  };

  Status write(sluice_batch* batch, std::string_view key, std::string_view value,
               std::vector<uint32_t> origins);
  Status too_large(const std::string& what) const;

  store::PipelineStore& store_;
  const std::string pipeline_;
  const std::string step_;
  const bool resumed_;
  std::deque<Write> batch_;                          // in the order they were made
  std::map<std::string_view, const Write*> latest_;  // of batch_, by key
  size_t batch_bytes_ = 0;                           // of its keys and values
  Writes kept_;
  Writes committing_;
  size_t kept_bytes_ = 0;
  Remarks batch_remarks_, remarks_;
};

}  // namespace sluice::pipeline
