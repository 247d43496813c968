// Rows of tables that the steps of a run put: those of the current batches over those of settled
// ones that are not committed yet. All steps of the run see them. Sink lane only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/state_access.hpp"
#include "store/pipeline_state.hpp"

namespace sluice::pipeline {

// The writes of one step for the current batch.
class BatchRows {
 public:
  virtual ~BatchRows() = default;
  // What it put last; dies with its next change. NULL: it put none.
  virtual const services::RowWrite* batch_row(std::string_view table,
                                              std::string_view key) const = 0;
};

class RunRows {
 public:
  // A step whose writes others see; in the order of the steps. It lives as long as this.
  void add(const BatchRows* step) { steps_.push_back(step); }

  // What was put last; nothing: nobody did, or it is committed.
  std::optional<services::RowWrite> find(std::string_view table, std::string_view key) const;
  // A row of a settled batch, the run's write `number`: it waits for the next commit.
  void keep(std::string table, std::string key, services::RowWrite row, uint64_t number);
  // Of the next write of any step, in the order in which they write.
  uint64_t next_number() { return ++numbers_; }
  // A later write of this row than `number` waits for the next commit.
  bool is_overwritten(std::string_view table, std::string_view key, uint64_t number) const;

  // Moves everything kept into a commit; appended to `out`. REQUIRES: none is under way.
  void take(std::vector<store::TableWrite>& out);
  // That commit is in the store.
  void committed() { committing_.clear(); }

  size_t kept_bytes() const { return kept_bytes_; }  // waiting for a commit

 private:
  using Name = std::pair<std::string, std::string>;  // table and key
  struct Kept {
    services::RowWrite row;
    uint64_t number = 0;
  };
  using Rows = std::map<Name, Kept, std::less<>>;

  std::vector<const BatchRows*> steps_;
  Rows kept_, committing_;
  uint64_t numbers_ = 0;
  size_t kept_bytes_ = 0;
};

}  // namespace sluice::pipeline
