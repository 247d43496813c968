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

std::optional<std::string> state_value(std::string_view value) {
  return value.empty() ? std::nullopt : std::optional<std::string>(value);
}

}  // namespace

Result<std::optional<std::string>> StepState::get(sluice_batch*, std::string_view key) {
  if (auto found = latest_.find({{}, key}); found != latest_.end()) return found->second->row.value;
  for (const Writes* layer : {&kept_, &committing_})
    if (auto found = layer->find(key); found != layer->end()) return found->second.value;
  auto values = store_.read_state(pipeline_, step_, {&key, 1});
  if (!values) return values.status();
  return std::move(values->front());
}

const services::RowWrite* StepState::batch_row(std::string_view table, std::string_view key) const {
  const auto found = latest_.find({table, key});
  return found == latest_.end() ? nullptr : &found->second->row;
}

Status StepState::write(sluice_batch* batch, Write made) {
  const size_t value_size = made.row.value ? made.row.value->size() : 0;
  if (made.key.size() > kLargestKey || value_size > kLargestValue)
    return too_large("a key of " + std::to_string(made.key.size()) + " bytes with a value of " +
                     std::to_string(value_size) + "; at most " + std::to_string(kLargestKey) +
                     " and " + std::to_string(kLargestValue) + " are kept");
  const size_t bytes = made.bytes();
  if (batch_bytes_ + bytes > kLargestBatch)
    return too_large("more than " + std::to_string(kLargestBatch) +
                     " bytes for one batch; smaller pages would help");
  record::Batch* const in_flight = batch ? &record::Batch::of(batch) : nullptr;
  if (in_flight && !in_flight->records().charge(kWriteBytes + bytes)) return in_flight->no_memory();
  batch_bytes_ += bytes;
  made.number = rows_.next_number();
  const Write& kept = batch_.emplace_back(std::move(made));
  latest_.insert_or_assign({kept.table, kept.key}, &kept);
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
  return write(batch, {{}, std::string(key), {state_value(value)}, {}});
}

Result<std::vector<uint32_t>> StepState::origins_of(sluice_batch* batch, size_t index) const {
  if (!batch || index >= batch->count)
    return Status(SLUICE_E_INVALID, "state is put for a record that the batch does not have");
  const std::span<const uint32_t> origins = record::Batch::of(batch).origins_of(index);
  return std::vector<uint32_t>(origins.begin(), origins.end());
}

Status StepState::put_for(sluice_batch* batch, size_t index, std::string_view key,
                          std::string_view value) {
  auto origins = origins_of(batch, index);
  if (!origins) return origins.status();
  return write(batch, {{}, std::string(key), {state_value(value)}, *std::move(origins)});
}

Status StepState::put_or_join_for(sluice_batch* batch, size_t index, std::string_view key,
                                  std::string_view late, std::string_view value) {
  auto origins = origins_of(batch, index);
  if (!origins) return origins.status();
  Write made{{}, std::string(key), {state_value(value)}, *std::move(origins)};
  made.late = late;
  return write(batch, std::move(made));
}

Status StepState::put_row(sluice_batch* batch, size_t index, std::string_view table,
                          std::string_view key, services::RowWrite row) {
  auto origins = origins_of(batch, index);
  if (!origins) return origins.status();
  return write(batch, {std::string(table), std::string(key), std::move(row), *std::move(origins)});
}

void StepState::roll_back(size_t writes) {
  discard_remarks();
  if (batch_.size() <= writes) return;
  latest_.clear();
  for (; batch_.size() > writes; batch_.pop_back()) batch_bytes_ -= batch_.back().bytes();
  for (const Write& write : batch_) latest_.insert_or_assign({write.table, write.key}, &write);
}

void StepState::keep(Write write) {
  if (write.is_row()) {
    rows_.keep(std::move(write.table), std::move(write.key), std::move(write.row), write.number);
    return;
  }
  kept_bytes_ += write.bytes();
  kept_.insert_or_assign(std::move(write.key), Kept{std::move(write.row.value), write.number});
}

// Beside those for the same records.
void StepState::defer(std::vector<Parked>& to, Write write, bool delivered) const {
  if (to.empty() || to.back().origins != write.origins) {
    to.emplace_back();
    to.back().origins = std::move(write.origins);
    to.back().writes.step = step_;
  }
  store::DeferredWrites& writes = to.back().writes;
  writes.delivered = delivered;
  writes.writes.push_back({std::move(write.table), std::move(write.key), std::move(write.row.value),
                           write.row.expires_us, write.number, std::move(write.late)});
}

std::vector<StepState::Parked> StepState::keep(const Became& is_parked, const Became& is_delivered,
                                               const Became& runs_again, const Became& waits) {
  keep_remarks();
  std::vector<Parked> parked, waiting;
  for (Write& write : batch_) {
    const std::vector<uint32_t>& origins = write.origins;
    if (std::any_of(origins.begin(), origins.end(), runs_again)) continue;
    const bool delivered = std::all_of(origins.begin(), origins.end(), is_delivered);
    if (std::any_of(origins.begin(), origins.end(), waits)) defer(waiting, write, delivered);
    if (std::any_of(origins.begin(), origins.end(), is_parked))
      defer(parked, std::move(write), delivered);
    else if (delivered || !write.is_row())
      keep(std::move(write));
  }
  latest_.clear();
  batch_.clear();
  batch_bytes_ = 0;
  for (Parked& one : waiting) {
    one.waits = true;
    parked.push_back(std::move(one));
  }
  return parked;
}

bool StepState::is_overwritten(const std::string& key, uint64_t number) const {
  const auto found = kept_.find(key);
  return found != kept_.end() && found->second.number > number;
}

void StepState::take(std::vector<store::StateWrite>& out) {
  for (const auto& [key, kept] : kept_) out.push_back({step_, key, kept.value});
  committing_ = std::move(kept_);
  kept_.clear();
  kept_bytes_ = 0;
}

}  // namespace sluice::pipeline
