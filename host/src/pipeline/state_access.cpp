#include "pipeline/state_access.hpp"

#include <algorithm>
#include <utility>

namespace sluice::pipeline {

Result<std::optional<std::string>> StepState::get(sluice_batch*, std::string_view key) {
  for (const Writes* layer : {&batch_, &kept_, &committing_})
    if (auto found = layer->find(key); found != layer->end()) return found->second;
  return store_.read_state(pipeline_, step_, key);
}

Status StepState::put(sluice_batch*, std::string_view key, std::string_view value) {
  std::optional<std::string> stored;
  if (!value.empty()) stored = std::string(value);
  batch_.insert_or_assign(std::string(key), std::move(stored));
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

void StepState::keep() {
  keep_remarks();
  for (auto& [key, value] : batch_) {
    kept_bytes_ += key.size() + (value ? value->size() : 0);
    kept_.insert_or_assign(key, std::move(value));
  }
  batch_.clear();
}

void StepState::take(std::vector<store::StateWrite>& out) {
  for (const auto& [key, value] : kept_) out.push_back({step_, key, value});
  committing_ = std::move(kept_);
  kept_.clear();
  kept_bytes_ = 0;
}

}  // namespace sluice::pipeline
