// Views of a batch and its records for component authors. They own nothing: the host made the
// batch and will release it. Use them on the component's lane only.
#pragma once

#include <cstring>
#include <string_view>

#include "sluice/abi.h"
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

// One record of a batch, by number: stays right when records are added.
class Record {
 public:
  Record(sluice_batch* batch, size_t index) : batch_(batch), index_(index) {}

  Value root() const { return {batch_, &abi()->root}; }
  bool live() const { return abi()->state == SLUICE_RECORD_LIVE; }
  size_t index() const { return index_; }
  // The text as it arrived.
  std::string_view source() const { return view(abi()->source); }
  sluice_record* abi() const { return sluice_record_at(batch_, index_); }

  // Takes the record out of the pipeline on purpose.
  void filter() const { abi()->state = SLUICE_RECORD_FILTERED; }
  // The same because another live record of the batch stands for this one, as a repeat: if that
  // one parks, this one runs again from the beginning, alone.
  // Fails when memory is spent.
  Status filter_for(const Record& other) const {
    const auto code = batch_->records_api->filter_for(batch_, index_, other.index());
    return code ? Status(code, "no memory to filter a repeat") : Status();
  }
  // Parks the record. An empty message takes the one of the host call that failed last.
  void fail(const Status& why) const {
    batch_->records_api->fail_record(batch_, index_, why.code(), slice(why.message()));
  }

 private:
  sluice_batch* batch_;
  size_t index_;
};

class Batch {
 public:
  explicit Batch(sluice_batch* batch) : batch_(batch) {}

  size_t size() const { return batch_->count; }
  Record operator[](size_t i) const { return {batch_, i}; }
  sluice_batch* abi() const { return batch_; }

  // A new live record that comes from `parent`; its root is null. Fails when memory is spent, and
  // with SLUICE_PAUSED where this one is not to be made now: go on with the next.
  Result<Record> add(const Record& parent) const {
    size_t index = 0;
    if (auto code = batch_->records_api->add_record(batch_, parent.index(), &index))
      return Status(code, code == SLUICE_PAUSED ? "" : "no memory for another record");
    return Record(batch_, index);
  }
  // Text that lives as long as the batch; an empty slice with data NULL when memory is spent.
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
  // The next walk starts from the beginning. A host older than this cannot forget a cursor.
  Status clear_cursor() const {
    if (!SLUICE_HAS(batch_->records_api, clear_cursor))
      return {SLUICE_E_UNSUPPORTED, "this host cannot forget a cursor: use a newer sluice"};
    batch_->records_api->clear_cursor(batch_);
    return {};
  }
  // The host's last failure on this batch; clear it before a record, ask after it.
  int32_t fault() const { return batch_->fault; }
  void clear_fault() const { batch_->fault = SLUICE_OK; }

 private:
  sluice_batch* batch_;
};

}  // namespace sluice
