// One transformer's own state during a run: writes of the current batch, over writes of settled
// batches that are not committed yet, over the store. Sink lane only.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/run_rows.hpp"
#include "services/state_access.hpp"
#include "store/pipeline_store.hpp"

namespace sluice::pipeline {

class StepState : public services::StateAccess, public BatchRows {
 public:
  enum class Walk { begins, continues, is_retry };
  // Store and `rows`, to which it is added, outlive it. `commits`: those of the pipeline so far.
  StepState(store::PipelineStore& store, RunRows& rows, std::string pipeline, std::string step,
            Walk walk, int64_t commits)
      : store_(store),
        rows_(rows),
        pipeline_(std::move(pipeline)),
        step_(std::move(step)),
        walk_(walk),
        commits_(commits) {
    rows.add(this);
  }
  StepState(const StepState&) = delete;
  StepState& operator=(const StepState&) = delete;

  Result<std::optional<std::string>> get(sluice_batch* batch, std::string_view key) override;
  Status put(sluice_batch* batch, std::string_view key, std::string_view value) override;
  // E_INVALID if the batch has no such record.
  Status put_for(sluice_batch* batch, size_t index, std::string_view key,
                 std::string_view value) override;
  Status put_or_join_for(sluice_batch* batch, size_t index, std::string_view key,
                         std::string_view late, std::string_view value) override;
  std::optional<services::RowWrite> row(std::string_view table, std::string_view key) override {
    return rows_.find(table, key);
  }
  Status put_row(sluice_batch* batch, size_t index, std::string_view table, std::string_view key,
                 services::RowWrite row) override;
  bool is_put(std::string_view table) const override { return rows_.is_put(table); }
  bool resumed() const override { return walk_ != Walk::begins; }
  bool is_retry() const override { return walk_ == Walk::is_retry; }
  int64_t run() const override { return commits_; }
  void remark(services::Remark remark) override {
    if (!muted_) add_up(batch_remarks_, std::move(remark));
  }
  void mute(bool muted) { muted_ = muted; }  // remarks do not count

  // What became of a record of the current batch, as it was read there.
  using Became = std::function<bool(uint32_t origin)>;
  static bool nobody(uint32_t) { return false; }
  // What it wrote for records of which some parked, as they were read in the current batch.
  struct Parked {
    store::DeferredWrites writes;
    std::vector<uint32_t> origins;
    bool waits = false;  // some of these wait in a backlog: what was written is kept nevertheless
  };
  // The current batch is settled: its writes wait for the next commit, except those that were made
  // for a record that parked, and rows for one that was not delivered. The former, and what was
  // written for one that waits. What was written
  // for a record that runs again is lost: it will be written then.
  std::vector<Parked> keep(const Became& is_parked, const Became& is_delivered,
                           const Became& runs_again, const Became& waits = nobody);
  // A later write of this key than `number` waits for the next commit.
  bool is_overwritten(const std::string& key, uint64_t number) const;
  const services::RowWrite* batch_row(std::string_view table, std::string_view key) const override;
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

  struct Kept {
    std::optional<std::string> value;
    uint64_t number = 0;  // of the write, in the run
  };
  using Writes = std::map<std::string, Kept, std::less<>>;
  struct Write {
    std::string table;  // whose row it is; empty: it is the step's own state
    std::string key;
    services::RowWrite row;         // of its own state only the value
    std::vector<uint32_t> origins;  // for whose records; none: for the batch's
    uint64_t number = 0;            // in the order in which the run's steps wrote
    std::string late = {};          // the list that it joins if it is deferred; empty: none

    size_t bytes() const { return key.size() + (row.value ? row.value->size() : 0); }
    bool is_row() const { return !table.empty(); }
  };
  using Name = std::pair<std::string_view, std::string_view>;  // table and key of a Write

  Status write(sluice_batch* batch, Write made);
  Result<std::vector<uint32_t>> origins_of(sluice_batch* batch, size_t index) const;
  void keep(Write write);
  void defer(std::vector<Parked>& to, Write write, bool delivered) const;
  Status too_large(const std::string& what) const;

  store::PipelineStore& store_;
  RunRows& rows_;
  const std::string pipeline_;
  const std::string step_;
  const Walk walk_;
  const int64_t commits_;
  std::deque<Write> batch_;              // in the order they were made
  std::map<Name, const Write*> latest_;  // of batch_
  size_t batch_bytes_ = 0;               // of its keys and values
  Writes kept_;
  Writes committing_;
  size_t kept_bytes_ = 0;
  Remarks batch_remarks_, remarks_;
  bool muted_ = false;
};

}  // namespace sluice::pipeline
