// The elements of arrays in a batch's records, as records of their own, for a step with `each`, and
// the way back. They are copies: what a step does to one shows in the record only when all of
// them are put back. On the batch's lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "record/batch.hpp"
#include "record/grow_array.hpp"
#include "record/record_list.hpp"
#include "sluice/expression/path.hpp"
#include "sluice/result.hpp"

namespace sluice::pipeline {

class Elements {
 public:
  // Both outlive it.
  Elements(expression::Path& path, record::Batch& batch);

  // Of the live records; one whose `path` leads to something else than an array fails. A record
  // without the array, or with null in its place, has none. E_NO_MEMORY: they do not fit.
  Status collect();
  record::RecordList& list() { return list_; }

  // The live ones instead of those collected; what was made of one stands in its place. A record of
  // which one failed fails, unchanged. REQUIRES: the batch shows its own records again.
  Status put_back();

 private:
  // On the way to an array another one was passed: behind step number `step`, at `index`.
  struct Turn {
    uint32_t step, index;
  };
  struct Array {
    sluice_value* value;
    size_t record;
    uint32_t first, count;      // its elements
    uint32_t turns, end_turns;  // of turns_
  };

  Status collect_record(size_t index);
  Status walk(size_t record, sluice_value* value, size_t step);
  Status walk_items(size_t record, sluice_value* array, size_t step);
  Status add_array(size_t record, sluice_value* value);
  Status no_array(const sluice_value& value, size_t steps) const;
  Status host_fault();
  void fail_records();
  void sort_made();
  Status put_back(const Array& array);
  size_t count_live(const Array& array, size_t made, size_t end_made);
  std::string place_of(const Array& array, size_t element) const;
  bool is_live(size_t element) { return list_[element].state == SLUICE_RECORD_LIVE; }

  expression::Path& path_;
  record::Batch& batch_;
  record::RecordList list_;
  record::GrowArray<Array> arrays_;
  record::GrowArray<Turn> turns_;
  std::vector<Turn> way_;       // to the value at hand
  std::vector<uint32_t> made_;  // numbers, in list_, of what the step made; by element
  size_t next_made_ = 0;
  uint32_t collected_ = 0;
};

}  // namespace sluice::pipeline
