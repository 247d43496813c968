// The content of a batch: page, arena, records, failures. The functions behind the tables of
// abi.h use it; with those tables it is a Batch. One owner at a time, since reading
// expands: [lane].
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "record/arena.hpp"
#include "record/key_source.hpp"
#include "record/level_parser.hpp"
#include "record/limits.hpp"
#include "record/out_buffer.hpp"
#include "record/page_buffer.hpp"
#include "record/page_pool.hpp"
#include "record/parts.hpp"
#include "record/record_list.hpp"
#include "record/stand_ins.hpp"
#include "sluice/record.h"
#include "sluice/result.hpp"

namespace sluice::record {

// Inbox events that a batch was made of: those of `source` up to `through`.
struct BatchEvents {
  std::string source;
  int64_t through = 0;  // 0: none
};

class BatchContent {
 public:
  BatchContent(const BatchContent&) = delete;
  BatchContent& operator=(const BatchContent&) = delete;

  sluice_batch* abi() { return &abi_; }
  static BatchContent& of(sluice_batch* batch) {
    return *static_cast<BatchContent*>(batch->host_data);
  }

  // A body becomes the batch's page, without a copy. REQUIRES: no records yet.
  void adopt_page(PageBuffer page);
  PageBuffer& page() { return page_; }

  // Why a record is FAILED; null if it is not, or if a component set the state directly.
  const RecordError* error_of(size_t index) const { return list_->error_of(index); }
  // Numbers of the records, as they were read, that this one comes from; ascending. The span
  // dies with the next call that adds a record or an origin. REQUIRES: index < abi()->count
  std::span<const uint32_t> origins_of(size_t index) const { return list_->origins_of(index); }
  // Of its own records.
  StandIns& stand_ins() { return stand_ins_; }
  const StandIns& stand_ins() const { return stand_ins_; }
  uint32_t origin_count() const { return list_->origin_count(); }
  // Text of a record as it was read; empty if there is no such origin. May hold bad JSON and
  // bad UTF-8, if that is why the record failed.
  sluice_slice source_of_origin(uint32_t origin) const { return list_->source_of_origin(origin); }

  // The failure behind abi()->fault, until the next one or fail_record.
  const Status& last_fault() const { return fault_; }
  // Bytes held: page, arena, records and written text.
  size_t memory_used() const { return budget_.used(); }
  const Limits& limits() const { return limits_; }
  // Empties the batch for the next page and keeps a usual page's worth of memory.
  void reset();

  // Whether text of a value is in the page, in the arena or completely outside both (interned),
  // and has an address.
  bool may_hold(const char* text, size_t size) const;
  // Selects which records that steps make are made, if they are too many for one batch.
  Parts& parts() { return parts_; }
  // Who gives its records keys while they are published; null: nobody. It outlives its use.
  void set_key_source(const KeySource* source) { key_source_ = source; }
  const KeySource* key_source() const { return key_source_; }

  // ---- for the functions behind the tables -------------------------------------------------
  Arena& arena() { return arena_; }
  Budget& budget() { return budget_; }
  LevelParser& parser() { return parser_; }
  RecordList& records() { return *list_; }
  // Other records instead of its own, over the same page and memory; null: its own again. The list
  // stays the caller's.
  void use_records(RecordList* other);
  bool shows_own_records() const { return list_ == &records_; }
  OutBuffer& lines() { return lines_; }
  OutBuffer& scratch() { return scratch_; }
  // Memory for a page of `capacity` bytes, or null. REQUIRES: no records yet.
  char* reserve_page(size_t capacity);
  // Takes the first `size` bytes as the page's text and pads them.
  Status seal_page(size_t size);
  // Updates the number and address of records for plugins.
  void publish_records();
  void clear_records();
  // Stores the failure as abi()->fault and last_fault(); returns its code.
  sluice_status fault(Status status) noexcept;
  Status take_fault();
  Status no_memory() const;
  // Raw text of this batch may hold line breaks from now on.
  void note_line_breaks() { multiline_ = true; }
  bool multiline() const { return multiline_; }
  // The next walk starts from the beginning; cancelled by setting a cursor.
  void set_cursor_cleared(bool cleared) { cursor_cleared_ = cleared; }
  bool cursor_cleared() const { return cursor_cleared_; }
  // Settled with this batch: the commit that passes it deletes them.
  void set_events(BatchEvents events) { events_ = std::move(events); }
  const BatchEvents& events() const { return events_; }
  // A null with its spelling in the arena.
  sluice_value null_value();

 protected:
  // See Batch. The tables are constants.
  BatchContent(const Limits& limits, PagePool* pool, const sluice_json* json,
               const sluice_records* records);
  ~BatchContent();

 private:
  void return_page();
  void count_page();

  Limits limits_;
  PagePool* pool_;
  Budget budget_;
  Arena arena_;
  LevelParser parser_;
  RecordList records_;
  StandIns stand_ins_{records_, budget_};
  RecordList* list_ = &records_;  // those that components see
  const KeySource* key_source_ = nullptr;
  Parts parts_;
  OutBuffer lines_;    // output of write_lines
  OutBuffer scratch_;  // working memory of write
  PageBuffer page_;
  size_t page_counted_ = 0;  // bytes of the page taken from the budget
  const char* null_text_ = nullptr;
  bool multiline_ = false;
  bool cursor_cleared_ = false;
  BatchEvents events_;
  Status fault_;
  sluice_batch abi_{};
};

}  // namespace sluice::record
