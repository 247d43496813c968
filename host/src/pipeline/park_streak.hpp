// How many records one place (a publisher, the steps) parks, in order: a full limit in a row, or
// nine tenths of the last five times as many, are not the records' fault. One thread.
#pragma once

#include <cstdint>
#include <deque>
#include <string>

namespace sluice::pipeline {

class ParkStreak {
 public:
  // `limit` 0: none.
  explicit ParkStreak(uint64_t limit) : limit_(limit) {}

  // Records in their order; `end_batch` after those of a batch.
  void went_on(uint64_t records = 1);
  void parked();
  void end_batch();

  // Too many; it stays so.
  bool is_over() const { return !over_.empty(); }
  // "100 records in a row", "460 of the last 500 records". REQUIRES: is_over()
  const std::string& words() const { return over_; }

 private:
  struct Block {
    uint64_t records = 0, parked = 0;
  };
  void judge_share();

  const uint64_t limit_;
  uint64_t in_a_row_ = 0;
  Block batch_;               // under way
  std::deque<Block> blocks_;  // the batches before, as far as they count
  Block sum_;                 // of them
  std::string over_;
};

}  // namespace sluice::pipeline
