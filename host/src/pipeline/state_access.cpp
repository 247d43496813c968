#include "pipeline/state_access.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "record/batch.hpp"

namespace sluice::pipeline {

Result<std::optional<std::string>> StepState::get(sluice_batch*, std::string_view key) {
  if (auto found = latest_.find(key); found != latest_.end()) return found->second->value;
  for (const Writes* layer : {&kept_, &committing_})
    if (auto found = layer->find(key); found != layer->end()) return found->second;
  return store_.read_state(pipeline_, step_, key);
}

Status StepState::write(sluice_batch* batch, std::string_view key, std::string_view value,
                        std::vector<uint32_t> origins) {
  constexpr size_t kWriteBytes = 256;  // of the structures around it
  record::Batch* const in_hand = batch ? &record::Batch::of(batch) : nullptr;
  if (in_hand && !in_hand->records().charge(kWriteBytes + key.size() + value.size()))
    return in_hand->no_memory();
  Write& made = batch_.emplace_back();
  made.key = key;
  if (!value.empty()) made.value = value;
  made.origins = std::move(origins);
  latest_.insert_or_assign(made.key, &made);
  return {};
}

// A component that words each remark anew must not fill the memory.
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
  while (batch_.size() > writes) batch_.pop_back();
  for (const Write& write : batch_) latest_.insert_or_assign(write.key, &write);
}

void StepState::keep(const IsParked& is_parked) {
  keep_remarks();
  for (Write& write : batch_) {
    if (std::any_of(write.origins.begin(), write.origins.end(), is_parked)) continue;
    kept_bytes_ += write.key.size() + (write.value ? write.value->size() : 0);
    kept_.insert_or_assign(std::move(write.key), std::move(write.value));
  }
  discard();
}

void StepState::take(std::vector<store::StateWrite>& out) {
  for (const auto& [key, value] : kept_) out.push_back({step_, key, value});
  committing_ = std::move(kept_);
  kept_.clear();
  kept_bytes_ = 0;
}

}  // namespace sluice::pipeline
