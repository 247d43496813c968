#include "pipeline/waiting_records.hpp"

#include "sluice/record.h"

namespace sluice::pipeline {

// Of a record that was made of several, the first one's text stands for all, should it park later:
// its value is what is sent.
Status WaitingRecords::add(record::Batch& batch, size_t index, const std::string& target,
                           bool maybe_sent) {
  sluice_batch* abi = batch.abi();
  const record::Arena::Rewind rewind(batch.arena());  // the value's text is needed only here
  const sluice_record* record = sluice_record_at(abi, index);
  sluice_slice value = {};
  const int32_t fault_before = abi->fault;
  if (const auto code = abi->json->write(abi, &record->root, &value); code != SLUICE_OK) {
    abi->fault = fault_before;
    return {code, "the target is down, and no memory is left to keep the record for it"};
  }
  if (value.size > run_.plan.limits.record_bytes)
    return Status::data("the target is down, and the record is too large to be kept for it: " +
                        std::to_string(value.size) + " bytes (host.limits)");
  store::WaitingRecord out;
  out.publisher = target;
  out.key = view(record->key);
  out.value = view(value);
  const auto origins = batch.origins_of(index);
  if (!origins.empty()) out.source = view(batch.source_of_origin(origins.front()));
  out.part = parts_[std::hash<std::string>()(out.source)]++;
  if (out.source == out.value) out.source.clear();
  out.time_us = run_.clock.unix_us();
  out.maybe_sent = maybe_sent;
  out.order = record->order;
  bytes_ += out.bytes();
  records_.push_back(std::move(out));
  return {};
}

}  // namespace sluice::pipeline
