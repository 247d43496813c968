#include "pipeline/arrived_records.hpp"

#include "sluice/record.h"

namespace sluice::pipeline {

std::vector<size_t> live_records(record::Batch& batch) {
  std::vector<size_t> live;
  const sluice_batch* abi = batch.abi();
  for (size_t i = 0; i < abi->count; i++)
    if (sluice_record_at(abi, i)->state == SLUICE_RECORD_LIVE) live.push_back(i);
  return live;
}

std::vector<size_t> arrived_records(record::Batch& batch, const PublishResult& published) {
  std::vector<size_t> out = live_records(batch);
  for (const size_t index : published.before)
    if (sluice_record_at(batch.abi(), index)->state == SLUICE_RECORD_FILTERED) out.push_back(index);
  for (const Refused& refused : published.refused)
    if (sluice_record_at(batch.abi(), refused.index)->state == SLUICE_RECORD_FAILED)
      out.push_back(refused.index);
  return out;
}

}  // namespace sluice::pipeline
