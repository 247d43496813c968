// A store that records what a run reads of transformers' state, except what the run wrote
// itself. Any thread.
#pragma once

#include <mutex>
#include <set>
#include <tuple>

#include "recording/recorder.hpp"
#include "store/forwarding_store.hpp"

namespace sluice::recording {

class RecordingStore final : public store::ForwardingStore {
 public:
  // Both outlive it.
  RecordingStore(store::PipelineStore& inner, Recorder& recorder)
      : ForwardingStore(inner), recorder_(recorder) {}

  Status commit(std::string_view pipeline, const store::CommitKey& key,
                const store::Delta& delta) override;
  Result<std::vector<std::optional<std::string>>> read_state(
      std::string_view pipeline, std::string_view step,
      std::span<const std::string_view> keys) override;

 private:
  using Key = std::tuple<std::string, std::string, std::string>;  // pipeline, step, key
  bool first_time(std::string_view pipeline, std::string_view step, std::string_view key);

  Recorder& recorder_;
  std::mutex mutex_;
  std::set<Key> known_;  // written by this run, or recorded
};

}  // namespace sluice::recording
