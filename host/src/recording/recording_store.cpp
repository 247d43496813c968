#include "recording/recording_store.hpp"

namespace sluice::recording {

bool RecordingStore::first_time(std::string_view pipeline, std::string_view step,
                                std::string_view key) {
  std::lock_guard lock(mutex_);
  return known_.emplace(pipeline, step, key).second;
}

Status RecordingStore::commit(std::string_view pipeline, int64_t expected_sequence,
                              const store::Delta& delta) {
  for (const store::StateWrite& write : delta.state) first_time(pipeline, write.step, write.key);
  return inner().commit(pipeline, expected_sequence, delta);
}

Result<std::optional<std::string>> RecordingStore::read_state(std::string_view pipeline,
                                                              std::string_view step,
                                                              std::string_view key) {
  auto value = inner().read_state(pipeline, step, key);
  if (value && *value && first_time(pipeline, step, key))
    recorder_.state({std::string(pipeline), std::string(step), std::string(key), **value});
  return value;
}

}  // namespace sluice::recording
