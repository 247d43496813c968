// A store that records what a run reads of transformers' state, as far as the run did not write it
// itself. Any thread.
#pragma once

#include <mutex>
#include <set>
#include <tuple>

#include "recording/recorder.hpp"
#include "store/store.hpp"

namespace sluice::recording {

class RecordingStore final : public store::Store {
 public:
  // Both outlive it.
  RecordingStore(store::Store& inner, Recorder& recorder) : inner_(inner), recorder_(recorder) {}

  Result<store::PipelineState> load(std::string_view pipeline) override {
    return inner_.load(pipeline);
  }
  Status commit(std::string_view pipeline, int64_t expected_sequence,
                const store::Delta& delta) override;
  Result<std::optional<std::string>> read_state(std::string_view pipeline, std::string_view step,
                                                std::string_view key) override;
  Result<std::vector<store::Task>> tasks(std::string_view pipeline) override {
    return inner_.tasks(pipeline);
  }
  Result<std::optional<store::Task>> task(int64_t id) override { return inner_.task(id); }
  Result<bool> reset(std::string_view pipeline) override { return inner_.reset(pipeline); }
  Result<std::vector<store::PipelineState>> states() override { return inner_.states(); }

 private:
  using Key = std::tuple<std::string, std::string, std::string>;  // pipeline, step, key
  bool first_time(std::string_view pipeline, std::string_view step, std::string_view key);

  store::Store& inner_;
  Recorder& recorder_;
  std::mutex mutex_;
  std::set<Key> known_;  // written by this run, or recorded
};

}  // namespace sluice::recording
