#include "pipeline/park_streak.hpp"

namespace sluice::pipeline {
namespace {

constexpr uint64_t kWindow = 5;  // times the limit
constexpr uint64_t kTenths = 9;

}  // namespace

void ParkStreak::went_on(uint64_t records) {
  if (records == 0) return;
  in_a_row_ = 0;
  batch_.records += records;
}

void ParkStreak::parked() {
  in_a_row_++;
  batch_.records++;
  batch_.parked++;
  if (limit_ && in_a_row_ == limit_ && !is_over())
    over_ = std::to_string(limit_) + (limit_ == 1 ? " record" : " records in a row");
}

void ParkStreak::end_batch() {
  if (batch_.records == 0) return;
  sum_.records += batch_.records;
  sum_.parked += batch_.parked;
  blocks_.push_back(batch_);
  batch_ = {};
  judge_share();
}

// Whole batches: the oldest is dropped once the others are enough.
void ParkStreak::judge_share() {
  const uint64_t window = limit_ * kWindow;
  while (blocks_.size() > 1 && sum_.records - blocks_.front().records >= window) {
    sum_.records -= blocks_.front().records;
    sum_.parked -= blocks_.front().parked;
    blocks_.pop_front();
  }
  if (limit_ && !is_over() && sum_.records >= window && sum_.parked * 10 >= sum_.records * kTenths)
    over_ =
        std::to_string(sum_.parked) + " of the last " + std::to_string(sum_.records) + " records";
}

}  // namespace sluice::pipeline
