// Views of a batch and its records for component authors. They own nothing: the host made the
// batch and will release it. Use them on the component's lane only.
#pragma once

#include <cstring>
#include <string_view>

#include "sluice/abi.h"
#include "sluice/record.h"
#include "sluice/result.hpp"
#include "sluice/value.hpp"

namespace sluice {

// A cancelled call must return SLUICE_E_CANCELLED within milliseconds. [any]
class Cancel {
 public:
  explicit Cancel(const sluice_cancel* cancel) : cancel_(cancel) {}
  bool requested() const { return cancel_ && cancel_->requested(cancel_) != 0; }
  int64_t remaining_ms() const { return cancel_ ? cancel_->remaining_ms(cancel_) : INT64_MAX; }
  const sluice_cancel* abi() const { return cancel_; }

 private:
  const sluice_cancel* cancel_;
};

// One record of a batch, by number: stays valid when records are added.
class Record {
 public:
  Record(sluice_batch* batch, size_t index) : batch_(batch), index_(index) {}

  Value root() const { return {batch_, &abi()->root}; }
  bool live() const { return abi()->state == SLUICE_RECORD_LIVE; }
  size_t index() const { return index_; }
  // The text as it arrived.
  std::string_view source() const { return view(abi()->source); }
  sluice_record* abi() const { return sluice_record_at(batch_, index_); }

  // A member of the record, or an absent value.
  Value operator[](Field& field) const { return root().find(field); }
  // The member, which must exist and have that kind. E_DATA: it does not, and the message says
  // what is needed.
  Result<Value> require_number(Field& field) const {
    return require(field, &Value::is_number, "number");
  }
  Result<std::string_view> require_string(Field& field) const {
    auto value = require(field, &Value::is_string, "string");
    return value ? value->string() : value.status();
  }
  // Sets the member, adds it where it is missing: text, an integer, a bool, nullptr or a Value.
  // E_DATA: the record is no object; E_NO_MEMORY.
  Status set(Field& field, const auto& value) const {
    auto member = root().find_or_append(field);
    return member ? member->set(value) : member.status();
  }
  // Takes the member out, if it is there.
  void remove(Field& field) const {
    sluice_value* object = root().abi();
    sluice_member* member = sluice_find(batch_, object, field.key());
    if (!member) return;
    const sluice_member* end = object->as.members + object->size--;
    std::memmove(member, member + 1, static_cast<size_t>(end - member - 1) * sizeof *member);
    if (object->room < UINT16_MAX) object->room++;
  }

  // Takes the record out of the pipeline on purpose.
  void filter() const { abi()->state = SLUICE_RECORD_FILTERED; }
  // The same because another live record of the batch stands for this one, as a repeat: if that
  // one parks, this one runs again from the beginning, alone.
  // Fails when out of memory.
  Status filter_for(const Record& other) const {
    const auto code = batch_->records_api->filter_for(batch_, index_, other.index());
    return code ? Status(code, "no memory to filter a repeat") : Status();
  }
  // Parks the record. An empty message takes the one of the host call that failed last.
  void fail(const Status& why) const {
    batch_->records_api->fail_record(batch_, index_, why.code(), slice(why.message()));
  }

 private:
  Result<Value> require(Field& field, bool (Value::*fits)() const, std::string_view kind) const {
    const Value value = (*this)[field];
    if ((value.*fits)()) return value;
    if (batch_->fault) return Status(batch_->fault, "");  // the host has the message
    const std::string name = "\"" + std::string(field.name()) + "\"";
    return Status::data(value ? name + " is no " + std::string(kind)
                              : "it has no " + std::string(kind) + " " + name);
  }

  sluice_batch* batch_;
  size_t index_;
};

class Batch {
 public:
  explicit Batch(sluice_batch* batch) : batch_(batch) {}

  size_t size() const { return batch_->count; }
  Record operator[](size_t i) const { return {batch_, i}; }
  sluice_batch* abi() const { return batch_; }

  // Of a walk's end: it left out some of what the source has, for it was cut, or its end is in
  // doubt. A subscriber says so with Status::end(); steps hear it in `flush`.
  void set_partial() const { batch_->flags |= SLUICE_BATCH_PARTIAL; }
  bool partial() const { return (batch_->flags & SLUICE_BATCH_PARTIAL) != 0; }

  // A new live record that comes from `parent`; its root is null. Fails when out of memory, and
  // with SLUICE_PAUSED where this one is not to be made now: continue with the next.
  Result<Record> add(const Record& parent) const {
    size_t index = 0;
    if (auto code = batch_->records_api->add_record(batch_, parent.index(), &index))
      return Status(code, code == SLUICE_PAUSED ? "" : "no memory for another record");
    return Record(batch_, index);
  }
  // A new live record that was read, not derived: its own origin. `text`: JSON. Fails when out of
  // memory; a text that is no record becomes a failed one.
  Result<Record> add_source(std::string_view text) const {
    size_t index = 0;
    if (auto code = batch_->records_api->add_source(batch_, slice(text), &index))
      return Status(code, "no memory for another record");
    return Record(batch_, index);
  }
  // Text that lives as long as the batch; an empty slice with data NULL when out of memory.
  sluice_slice copy(std::string_view text) const {
    auto* p = static_cast<char*>(sluice_alloc(batch_->arena, text.size()));
    if (p && !text.empty()) std::memcpy(p, text.data(), text.size());
    return {p, p ? text.size() : 0};
  }
  // Checked JSON text as a value of this batch.
  Result<sluice_value> parse(std::string_view json) const {
    sluice_value out{};
    if (auto code = batch_->json->parse(batch_, slice(json), &out))
      return Status(code, "not JSON: " + std::string(json.substr(0, 60)));
    return out;
  }
  // Makes records of the first `size` bytes of the batch's page: the items of the array at `path`
  // ("data", "payload.data"; empty: of the document). The rest of the document, as long as the
  // batch; null for a bare array. E_DATA: the page is not that.
  Result<Value> parse_page(size_t size, std::string_view path) const {
    auto* envelope = static_cast<sluice_value*>(sluice_alloc(batch_->arena, sizeof(sluice_value)));
    if (!envelope) return Status(SLUICE_E_NO_MEMORY, "no memory for the page's envelope");
    *envelope = {};
    sluice_error error{};
    error.struct_size = sizeof error;
    if (auto code = batch_->json->parse_page(batch_, size, slice(path), envelope, &error))
      return Status::from(error, code);
    return Value(batch_, envelope);
  }
  // The live records as NDJSON; valid as long as the batch, or until the next call.
  Result<std::string_view> write_lines() const {
    sluice_slice lines{};
    if (auto code = batch_->json->write_lines(batch_, &lines))
      return Status(code, "the records cannot be written");
    return view(lines);
  }
  // The resume point after this batch. Fails when out of memory.
  Status set_cursor(std::string_view cursor) const {
    auto code = batch_->records_api->set_cursor(batch_, slice(cursor));
    return code ? Status(code, "no memory for the cursor") : Status();
  }
  // The next walk starts from the beginning.
  void clear_cursor() const { batch_->records_api->clear_cursor(batch_); }
  // The host's last failure on this batch; clear it before a record, read it after it.
  int32_t fault() const { return batch_->fault; }
  void clear_fault() const { batch_->fault = SLUICE_OK; }

 private:
  sluice_batch* batch_;
};

}  // namespace sluice
