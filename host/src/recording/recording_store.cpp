#include "recording/recording_store.hpp"

namespace sluice::recording {

bool RecordingStore::first_time(std::string_view pipeline, std::string_view step,
                                std::string_view key) {
  std::lock_guard lock(mutex_);
  return known_.emplace(pipeline, step, key).second;
}

Status RecordingStore::commit(std::string_view pipeline, const store::CommitKey& key,
                              const store::Delta& delta) {
  for (const store::StateWrite& write : delta.state) first_time(pipeline, write.step, write.key);
  return inner().commit(pipeline, key, delta);
}

Result<std::vector<std::optional<std::string>>> RecordingStore::read_state(
    std::string_view pipeline, std::string_view step, std::span<const std::string_view> keys) {
  auto values = inner().read_state(pipeline, step, keys);
  if (!values) return values;
  for (size_t i = 0; i < keys.size(); i++) {
    const std::optional<std::string>& value = (*values)[i];
    if (value && first_time(pipeline, step, keys[i]))
      recorder_.state({std::string(pipeline), std::string(step), std::string(keys[i]), *value});
  }
  return values;
}

}  // namespace sluice::recording
