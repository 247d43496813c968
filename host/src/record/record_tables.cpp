#include "record/record_tables.hpp"

#include <string>

#include "measure/ledger.hpp"
#include "record/expand.hpp"
#include "record/guarded.hpp"
#include "record/parse_lines.hpp"
#include "record/parse_page.hpp"
#include "record/parse_text.hpp"
#include "record/write_batch.hpp"
#include "sluice/record.h"

namespace sluice::record {

namespace {

sluice_status json_expand(sluice_batch* b, sluice_value* value) {
  return guarded(b, [&](BatchContent& batch) { return expand(batch, value); });
}

sluice_status json_decode(sluice_batch* b, const sluice_value* value, sluice_slice* out) {
  return guarded(b, [&](BatchContent& batch) { return decode(batch, *value, out); });
}

sluice_status json_parse(sluice_batch* b, sluice_slice text, sluice_value* out) {
  return guarded(b,
                 [&](BatchContent& batch) { return parse_value(batch, slice(view(text)), out); });
}

sluice_status json_write(sluice_batch* b, const sluice_value* value, sluice_slice* out) {
  const sluice_status code =
      guarded(b, [&](BatchContent& batch) { return write_value(batch, *value, out); });
  if (code == SLUICE_OK) measure::count_written(out->size);
  return code;
}

sluice_status json_write_lines(sluice_batch* b, sluice_slice* out) {
  const measure::Working working(measure::HostWork::write);
  const sluice_status code =
      guarded(b, [&](BatchContent& batch) { return write_lines(batch, out); });
  if (code == SLUICE_OK) measure::count_written(out->size);
  return code;
}

char* json_reserve_page(sluice_batch* b, size_t capacity) {
  char* page = nullptr;
  guarded(b, [&](BatchContent& batch) {
    page = batch.reserve_page(capacity);
    return page ? Status() : batch.no_memory().in("page of " + std::to_string(capacity) + " bytes");
  });
  return page;
}

sluice_status json_parse_page(sluice_batch* b, size_t size, sluice_slice path,
                              sluice_value* envelope, sluice_error* error) {
  const measure::Working working(measure::HostWork::parse);
  const sluice_status code = guarded(b, [&](BatchContent& batch) {
    Status sealed = batch.seal_page(size);
    return sealed.ok() ? parse_page(batch, view(path), envelope) : sealed;
  });
  return code ? export_status(BatchContent::of(b).last_fault(), error) : code;
}

sluice_status json_parse_lines(sluice_batch* b, size_t size, uint64_t first_line,
                               sluice_error* error) {
  const measure::Working working(measure::HostWork::parse);
  const sluice_status code = guarded(b, [&](BatchContent& batch) {
    Status sealed = batch.seal_page(size);
    return sealed.ok() ? parse_lines(batch, first_line) : sealed;
  });
  return code ? export_status(BatchContent::of(b).last_fault(), error) : code;
}

Status no_record(size_t index, size_t count) {
  return {SLUICE_E_INVALID, "batch has " + std::to_string(count) + " records, and number " +
                                std::to_string(index) + " was requested"};
}

sluice_status records_add(sluice_batch* b, size_t parent, size_t* index) {
  if (parent < b->count && !BatchContent::of(b).parts().take()) return SLUICE_PAUSED;
  return guarded(b, [&](BatchContent& batch) {
    RecordList& list = batch.records();
    if (parent >= list.size()) return no_record(parent, list.size());
    const sluice_value null = batch.null_value();
    if (!null.as.text || !list.add_derived(parent, null)) return batch.no_memory();
    *index = list.size() - 1;
    batch.publish_records();
    return Status();
  });
}

sluice_status records_add_origin(sluice_batch* b, size_t index, size_t other) {
  return guarded(b, [&](BatchContent& batch) {
    RecordList& list = batch.records();
    const size_t highest = index > other ? index : other;
    if (highest >= list.size()) return no_record(highest, list.size());
    return list.add_origins(index, other) ? Status() : batch.no_memory();
  });
}

sluice_status records_add_source(sluice_batch* b, sluice_slice text, size_t* index) {
  return guarded(b,
                 [&](BatchContent& batch) { return add_source(batch, slice(view(text)), index); });
}

void records_fail(sluice_batch* b, size_t index, sluice_status code, sluice_slice message) {
  guarded(b, [&](BatchContent& batch) {
    RecordList& list = batch.records();
    if (index >= list.size()) return no_record(index, list.size());
    std::string text(view(message));
    if (text.empty()) text = batch.take_fault().message();
    if (text.empty()) text = "failed without a message";
    // One that waits runs again, whatever this step makes of what it lacks.
    if (!batch.shows_own_records() || !batch.stand_ins().is_waiting(index))
      list.fail(index, code == SLUICE_OK ? SLUICE_E_DATA : code, std::move(text));
    return Status();
  });
}

sluice_status records_set_cursor(sluice_batch* b, sluice_slice cursor) {
  return guarded(b, [&](BatchContent& batch) {
    const sluice_slice copy = batch.arena().copy(cursor);
    if (!copy.data) return batch.no_memory();
    batch.abi()->cursor = copy;
    batch.set_cursor_cleared(false);
    return Status();
  });
}

void records_clear_cursor(sluice_batch* b) {
  b->cursor = {nullptr, 0};
  BatchContent::of(b).set_cursor_cleared(true);
}

sluice_status records_filter_for(sluice_batch* b, size_t index, size_t other) {
  return guarded(b, [&](BatchContent& batch) {
    RecordList& list = batch.records();
    const size_t highest = index > other ? index : other;
    if (highest >= list.size()) return no_record(highest, list.size());
    if (!batch.shows_own_records()) {
      list[index].state = SLUICE_RECORD_FILTERED;
      return Status();
    }
    return batch.stand_ins().add(index, other) ? Status() : batch.no_memory();
  });
}

}  // namespace

const sluice_json* json_table() {
  static constexpr sluice_json kTable = {sizeof(sluice_json), json_expand,     json_decode,
                                         json_parse,          json_write,      json_write_lines,
                                         json_reserve_page,   json_parse_page, json_parse_lines};
  return &kTable;
}

const sluice_records* records_table() {
  static constexpr sluice_records kTable = {
      sizeof(sluice_records), records_add,        records_add_origin,   records_add_source,
      records_fail,           records_set_cursor, records_clear_cursor, records_filter_for};
  return &kTable;
}

}  // namespace sluice::record
