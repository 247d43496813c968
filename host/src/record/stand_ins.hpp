// Which records of a batch were filtered because another one stands for them, and which wait for a
// row that an earlier one may put. Elements have none: they are settled with their record. [lane]:
// belongs to one batch.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "record/grow_array.hpp"
#include "record/record_list.hpp"

namespace sluice::record {

// Record `record` was filtered because `other` stands for it: their numbers (RecordList).
struct StandIn {
  size_t record, other;
  bool waits = false;  // for what becomes of that one; then it runs again in any case
};

class StandIns {
 public:
  // All of it outlives it.
  StandIns(RecordList& records, Budget& budget) : records_(records), all_(budget) {}
  StandIns(const StandIns&) = delete;
  StandIns& operator=(const StandIns&) = delete;

  // In call order.
  std::span<const StandIn> all() const { return {all_.data(), all_.size()}; }
  // Live record `other` stands for `index`, which is filtered. False: memory is exhausted.
  bool add(size_t index, size_t other);

  // Record `index` asks in vain for a row. If another one did before, it is filtered until that one
  // is settled, where such records run again: after let_wait(), for records that are all there is
  // of what was read.
  void ask(size_t index, std::string row);
  bool has_askers() const { return !askers_.empty(); }
  bool has_asked(size_t index) const { return askers_.contains(records_.number_of(index)); }
  void let_wait() { may_wait_below_ = records_.size(); }
  bool has_waiting() const { return !waiting_.empty(); }
  bool is_waiting(size_t index) const {
    return has_waiting() && waiting_.contains(records_.number_of(index));
  }
  // Whatever a step made of them.
  void keep_waiting();
  // Live records behind one that waits, with the order of that one, wait as well.
  void keep_orders();

  // With the records.
  void clear(size_t keep);

 private:
  bool may_wait(size_t index) const;
  void wait(size_t index, size_t other);

  RecordList& records_;
  GrowArray<StandIn> all_;
  std::unordered_set<size_t> waiting_;             // by number
  std::unordered_set<size_t> askers_;              // by number
  std::unordered_map<std::string, size_t> asked_;  // who asked first for a row in vain, by number
  size_t may_wait_below_ = 0;
};

}  // namespace sluice::record
