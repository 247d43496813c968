// Makes the rows of a backlog: records that a target would get now, with exact texts. One per
// batch; sink lane.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "pipeline/run_context.hpp"
#include "record/batch.hpp"
#include "sluice/result.hpp"
#include "store/backlog.hpp"

namespace sluice::pipeline {

class WaitingRecords {
 public:
  explicit WaitingRecords(const RunContext& run) : run_(run) {}

  // E_DATA or E_NO_MEMORY if the record cannot wait: its value is too large to be read again, or
  // cannot be written. `maybe_sent`: an earlier run may have sent it.
  Status add(record::Batch& batch, size_t index, const std::string& target, bool maybe_sent);
  std::vector<store::WaitingRecord> take() { return std::move(records_); }
  size_t bytes() const { return bytes_; }  // of their texts

 private:
  const RunContext& run_;
  std::vector<store::WaitingRecord> records_;
  std::unordered_map<size_t, uint32_t> parts_;  // by the hash of a source
  size_t bytes_ = 0;
};

}  // namespace sluice::pipeline
