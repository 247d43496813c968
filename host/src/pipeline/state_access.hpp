// One transformer's own state during a run: what the batch in hand wrote, over what settled
// batches wrote and is not committed yet, over the store. Sink lane only.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "services/instance.hpp"
#include "store/store.hpp"

namespace sluice::pipeline {

class StepState : public services::StateAccess {
 public:
  // The store outlives it. `resumed`: the walk goes on where an earlier run stopped.
  StepState(store::Store& store, std::string pipeline, std::string step, bool resumed)
      : store_(store), pipeline_(std::move(pipeline)), step_(std::move(step)), resumed_(resumed) {}

  Result<std::optional<std::string>> get(sluice_batch* batch, std::string_view key) override;
  Status put(sluice_batch* batch, std::string_view key, std::string_view value) override;
  bool resumed() const override { return resumed_; }
  void remark(services::Remark remark) override { add_up(batch_remarks_, std::move(remark)); }

  // The batch in hand is settled: its writes wait for the next commit.
  void keep();
  // The same of its remarks alone: its outcomes are still owed, but its steps are through.
  void keep_remarks();
  bool has_writes() const { return !batch_.empty(); }  // of the batch in hand
  // The batch in hand runs again or is lost: so are its writes.
  void discard() {
    batch_.clear();
    discard_remarks();
  }
  void discard_remarks() { batch_remarks_.clear(); }

  // Everything kept goes into a commit; appended to `out`. REQUIRES: none is under way.
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

  store::Store& store_;
  const std::string pipeline_;
  const std::string step_;
  const bool resumed_;
  Writes batch_;
  Writes kept_;
  Writes committing_;
  size_t kept_bytes_ = 0;
  Remarks batch_remarks_, remarks_;
};

}  // namespace sluice::pipeline
