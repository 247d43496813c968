#include "pipeline/state_access.hpp"

#include <algorithm>
#include <utility>

namespace sluice::pipeline {
namespace {

// A transformer remembers keys and small values; what is larger belongs into a target.
constexpr size_t kLargestKey = size_t{64} << 10;
constexpr size_t kLargestValue = size_t{1} << 20;
constexpr size_t kLargestBatch = size_t{32} << 20;  // written for one batch

}  // namespace

Result<std::optional<std::string>> StepState::get(sluice_batch*, std::string_view key) {
  for (const Writes* layer : {&batch_, &kept_, &committing_})
    if (auto found = layer->find(key); found != layer->end()) return found->second;
  return store_.read_state(pipeline_, step_, key);
}

Status StepState::put(sluice_batch*, std::string_view key, std::string_view value) {
  if (key.size() > kLargestKey || value.size() > kLargestValue)
    return too_large("a key of " + std::to_string(key.size()) + " bytes with a value of " +
                     std::to_string(value.size()) + "; at most " + std::to_string(kLargestKey) +
                     " and " + std::to_string(kLargestValue) + " are kept");
  batch_bytes_ += key.size() + value.size();
  if (batch_bytes_ > kLargestBatch)
    return too_large("more than " + std::to_string(kLargestBatch) +
                     " bytes for one batch; smaller pages would help");
  std::optional<std::string> stored;
  if (!value.empty()) stored = std::string(value);
  batch_.insert_or_assign(std::string(key), std::move(stored));
  return {};
}

Status StepState::too_large(const std::string& what) const {
  return {SLUICE_E_INVALID, "pipeline " + pipeline_ + ", step " + step_ + " wants to keep " + what};
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

void StepState::keep() {
  keep_remarks();
  for (auto& [key, value] : batch_) {
    kept_bytes_ += key.size() + (value ? value->size() : 0);
    kept_.insert_or_assign(key, std::move(value));
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
