// The records of one batch, where each comes from and why it failed. Origins and errors are stored
// separately from the sluice_records that plugins can write to. [lane]: belongs to one batch.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "record/derived_places.hpp"
#include "record/grow_array.hpp"
#include "sluice/abi.h"
#include "sluice/record.h"
#include "sluice/result.hpp"

namespace sluice::record {

struct RecordError {
  sluice_status code;
  std::string message;
  bool may_get_place = false;  // a text that is no record: whoever read it may say where it was
};

// Memory of the engine per record, outside its batch: its origin, groups, outcomes and marks.
inline constexpr size_t kEngineBytes = 320;

class RecordList {
 public:
  explicit RecordList(Budget& budget);
  ~RecordList();
  RecordList(const RecordList&) = delete;
  RecordList& operator=(const RecordList&) = delete;

  // Each appends a live record; null: memory is exhausted. May throw std::bad_alloc. A derived one
  // gets its place by place_derived.
  sluice_record* add_read(sluice_slice source, const sluice_value& root);
  sluice_record* add_derived(size_t parent, const sluice_value& root);
  // What was derived since the last call moves behind the record it was made of. Other records keep
  // their order, but not their index. False: memory is exhausted, and none has moved.
  bool place_derived();
  bool has_unplaced() const { return derived_.size() > 0; }
  // A record keeps its number: its index when it was appended.
  size_t number_of(size_t index) const { return numbers_.size() ? numbers_[index] : index; }
  size_t index_of(size_t number) const { return indexes_.size() ? indexes_[number] : number; }

  // Record `index` also comes from all `other` comes from. False: memory is exhausted.
  bool add_origins(size_t index, size_t other);
  // Keeps the first error of a record; the place of a text that is none stands in front of it. If
  // the budget is exhausted the message is dropped.
  void fail(size_t index, sluice_status code, std::string message);
  // The text that was read is no record; a message of fail() then says where it was.
  void fail_text(size_t index, const Status& why);

  // The records of another list, without its errors. False: memory is exhausted.
  // REQUIRES: this one is empty.
  bool copy(const RecordList& other);

  // Appends the elements of an array in record `parent` of `parents`, with that one's origins.
  // In a list of elements all records are; what a step makes of one belongs to its place, too.
  // False: memory is exhausted.
  bool add_elements(RecordList& parents, size_t parent, std::span<const sluice_value> roots);
  // By record; null: they are no elements.
  const sluice_element* elements() const { return elements_.size() ? elements_.data() : nullptr; }

  // Counts memory that others keep for the records, until clear(). False: memory is exhausted.
  bool charge(size_t bytes);

  // The record has not failed; its state is the caller's to set.
  void forgive(size_t index) { errors_.erase(index); }

  const RecordError* error_of(size_t index) const;
  std::span<const uint32_t> origins_of(size_t index) const;
  // Which chain of steps it passes: base::StepRoute. 0 at first.
  uint32_t route_of(size_t index) const { return provenance_[index].route; }
  void set_route(size_t index, uint32_t chain) { provenance_[index].route = chain; }
  uint32_t origin_count() const { return static_cast<uint32_t>(sources_.size()); }
  sluice_slice source_of_origin(uint32_t origin) const;

  sluice_record* data() { return records_.data(); }
  size_t size() const { return records_.size(); }
  sluice_record& operator[](size_t i) { return records_[i]; }
  void clear(size_t keep);

 private:
  struct Provenance {
    uint32_t origin;
    uint32_t list;       // index into lists_, or kNoList
    uint32_t route = 0;  // chain of steps that it passes; what is made of it passes the same
  };
  static constexpr uint32_t kNoList = UINT32_MAX;

  sluice_record* push(const Provenance& from);
  bool push_number(size_t index);
  bool rearrange(std::span<const uint32_t> order);
  void follow(std::span<const uint32_t> indexes);
  bool take_list(const RecordList& other, Provenance& from);
  bool copy_list(const RecordList& other, Provenance& from);
  void put_place(RecordError& error, std::string place);

  Budget* budget_;
  GrowArray<sluice_record> records_;
  GrowArray<Provenance> provenance_;
  GrowArray<sluice_element> elements_;        // by record, or empty
  GrowArray<Derived> derived_;                // not placed yet
  GrowArray<uint32_t> numbers_;               // by index, or empty: none has moved
  GrowArray<uint32_t> indexes_;               // by number, as numbers_
  GrowArray<sluice_slice> sources_;           // one per origin
  std::vector<std::vector<uint32_t>> lists_;  // ascending
  std::unordered_map<size_t, RecordError> errors_;
  size_t charged_ = 0;  // bytes of lists_ and errors_, and what others keep
};

}  // namespace sluice::record
