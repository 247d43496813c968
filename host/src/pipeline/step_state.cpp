#include "pipeline/step_state.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "record/batch.hpp"

namespace sluice::pipeline {
namespace {

// A transformer stores keys and small values; larger data belongs in a target.
constexpr size_t kLargestKey = size_t{64} << 10;
constexpr size_t kLargestValue = size_t{1} << 20;
constexpr size_t kLargestBatch = size_t{32} << 20;  // written for one batch
constexpr size_t kWriteBytes = 256;                 // of the structures around a write

}  // namespace

Result<std::optional<std::string>> StepState::get(sluice_batch*, std::string_view key) {
  if (auto found = latest_.find(key); found != latest_.end()) return found->second->value;
  for (const Writes* layer : {&kept_, &committing_})
    if (auto found = layer->find(key); found != layer->end()) return found->second;
  auto values = store_.read_state(pipeline_, step_, {&key, 1});
  if (!values) return values.status();
  return std::move(values->front());
}

Status StepState::write(sluice_batch* batch, std::string_view key, std::string_view value,
                        std::vector<uint32_t> origins) {
  if (key.size() > kLargestKey || value.size() > kLargestValue)
    return too_large("a key of " + std::to_string(key.size()) + " bytes with a value of " +
                     std::to_string(value.size()) + "; at most " + std::to_string(kLargestKey) +
                     " and " + std::to_string(kLargestValue) + " are kept");
  const size_t bytes = key.size() + value.size();
  if (batch_bytes_ + bytes > kLargestBatch)
    return too_large("more than " + std::to_string(kLargestBatch) +
                     " bytes for one batch; smaller pages would help");
  record::Batch* const in_flight = batch ? &record::Batch::of(batch) : nullptr;
  if (in_flight && !in_flight->records().charge(kWriteBytes + bytes)) return in_flight->no_memory();
  batch_bytes_ += bytes;
  Write& made = batch_.emplace_back();
  made.key = key;
  if (!value.empty()) made.value = value;
  made.origins = std::move(origins);
  latest_.insert_or_assign(made.key, &made);
  return {};
}

Status StepState::too_large(const std::string& what) const {
  return {SLUICE_E_INVALID, "pipeline " + pipeline_ + ", step " + step_ + " wants to keep " + what};
}

// A component that words each remark differently must not fill the memory.
void StepState::add_up(Remarks& sums, services::Remark remark) {
  constexpr size_t kMost = 100;
  const auto same = std::find_if(sums.begin(), sums.end(),
                                 [&](const auto& sum) { return sum.what == remark.what; });
  if (same != sums.end())
    same->count += remark.count;
  else if (sums.size() < kMost)
    sums.push_back(std::move(remark));
}

void StepState::keep_remarks() {
  for (services::Remark& remark : batch_remarks_) add_up(remarks_, std::move(remark));
  batch_remarks_.clear();
}

Status StepState::put(sluice_batch* batch, std::string_view key, std::string_view value) {
  return write(batch, key, value, {});
}

Status StepState::put_for(sluice_batch* batch, size_t index, std::string_view key,
                          std::string_view value) {
  if (!batch || index >= batch->count)
    return {SLUICE_E_INVALID, "state is put for a record that the batch does not have"};
  const std::span<const uint32_t> origins = record::Batch::of(batch).origins_of(index);
  return write(batch, key, value, {origins.begin(), origins.end()});
}

void StepState::roll_back(size_t writes) {
  discard_remarks();
  if (batch_.size() <= writes) return;
  latest_.clear();
  for (; batch_.size() > writes; batch_.pop_back()) batch_bytes_ -= batch_.back().bytes();
  for (const Write& write : batch_) latest_.insert_or_assign(write.key, &write);
}

void StepState::keep(const IsParked& is_parked) {
  keep_remarks();
  for (Write& write : batch_) {
    if (std::any_of(write.origins.begin(), write.origins.end(), is_parked)) continue;
    kept_bytes_ += write.bytes();
    kept_.insert_or_assign(std::move(write.key), std::move(write.value));
  }
  latest_.clear();
  batch_.clear();
  batch_bytes_ = 0;
}

void StepState::take(std::vector<store::StateWrite>& out) {
  for (const auto& [key, value] : kept_) out.push_back({step_, key, value});
  committing_ = std::move(kept_);
  kept_.clear();
  kept_bytes_ = 0;
}

}  // namespace sluice::pipeline
