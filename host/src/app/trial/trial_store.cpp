#include "app/trial/trial_store.hpp"

namespace sluice::app {

Result<store::PipelineState> TrialStore::load(std::string_view pipeline) {
  store::PipelineState out;
  out.pipeline = pipeline;
  const std::lock_guard lock(mutex_);
  out.sequence = sequence_;
  return out;
}

Status TrialStore::commit(std::string_view, const store::CommitKey&, const store::Delta& delta) {
  const std::lock_guard lock(mutex_);
  sequence_++;
  for (const store::StateWrite& write : delta.state)
    written_[{write.step, write.key}] = write.value;
  rows_.insert(rows_.end(), delta.rows.begin(), delta.rows.end());
  parked_.insert(parked_.end(), delta.tasks.begin(), delta.tasks.end());
  return {};
}

Result<store::CommitMark> TrialStore::last_commit(std::string_view) {
  const std::lock_guard lock(mutex_);
  return store::CommitMark{sequence_, 0, {}};
}

Result<std::vector<std::optional<std::string>>> TrialStore::read_state(
    std::string_view pipeline, std::string_view step, std::span<const std::string_view> keys) {
  std::vector<std::optional<std::string>> out(keys.size());
  if (beneath_) {
    auto found = beneath_->read_state(pipeline, step, keys);
    if (!found) return found.status();
    out = std::move(*found);
  }
  const std::lock_guard lock(mutex_);
  for (size_t i = 0; i < keys.size(); i++) {
    const auto written = written_.find({std::string(step), std::string(keys[i])});
    if (written != written_.end()) out[i] = written->second;
  }
  return out;
}

Result<bool> TrialStore::reset(std::string_view) { return false; }

Result<std::vector<store::PipelineState>> TrialStore::states() {
  return std::vector<store::PipelineState>();
}

}  // namespace sluice::app
