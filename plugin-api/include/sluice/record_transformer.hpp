// The base of a transformer that handles one record at a time.
#pragma once

#include <string>

#include "sluice/batch.hpp"
#include "sluice/component.hpp"
#include "sluice/error.hpp"
#include "sluice/result.hpp"

namespace sluice {

// Calls `work(const Record&)` for each live record there was at the beginning. It returns NULL, or
// why the record fails: E_DATA parks it, everything else concerns no single record and fails the
// batch. The `fault` of an earlier call is cleared before each. [lane]
template <class Work>
Status for_each_live(Batch batch, const Cancel& cancel, Work&& work) {
  constexpr size_t kCancelInterval = 256;
  for (size_t i = 0, count = batch.size(); i < count; i++) {
    if (i % kCancelInterval == 0 && cancel.requested())
      return {SLUICE_E_CANCELLED, "cancelled at record " + std::to_string(i)};
    const Record record = batch[i];
    if (!record.live()) continue;
    batch.clear_fault();
    const Status* why = work(record);
    if (!why) continue;
    if (why->code() != SLUICE_E_DATA) return *why;
    record.fail(*why);
  }
  return {};
}

class RecordTransformer : public Transformer {
 public:
  // Changes the record in place, or takes it out: record.filter(). A failing status, or an Error
  // thrown: E_DATA parks this record; SLUICE_E_NO_MEMORY lets the host run the records of the batch
  // one by one; any other ends the run. A record that could not be expanded parks by itself. [lane]
  virtual Status transform(Record record) = 0;

  Status transform_batch(Batch batch, const Cancel& cancel) final {
    return for_each_live(batch, cancel,
                         [&](const Record& record) { return attempt(batch, record); });
  }

 private:
  const Status* attempt(const Batch& batch, const Record& record) {
    try {
      failure_ = transform(record);
    } catch (const Error& error) {
      failure_ = error.status();
    }
    if (failure_.ok() && batch.fault()) failure_ = {batch.fault(), ""};  // the host has the message
    return failure_.ok() ? nullptr : &failure_;
  }

  Status failure_;  // of the last record
};

}  // namespace sluice
