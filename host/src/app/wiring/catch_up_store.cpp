#include "app/wiring/catch_up_store.hpp"

namespace sluice::app {

Result<store::PipelineState> CatchUpStore::load(std::string_view) { return store_.load(place_); }

Status CatchUpStore::commit(std::string_view, int64_t expected_sequence,
                            const store::Delta& delta) {
  if (!delta.cursor || delta.cursor->walk != store::Walk::finished)
    return store_.commit(place_, expected_sequence, delta);
  store::Delta last = delta;
  last.hand_over_to = pipeline_;
  return store_.commit(place_, expected_sequence, last);
}

Result<std::optional<std::string>> CatchUpStore::read_state(std::string_view, std::string_view step,
                                                            std::string_view key) {
  return store_.read_state(place_, step, key);
}

Result<std::vector<store::Task>> CatchUpStore::tasks(std::string_view pipeline) {
  return store_.tasks(pipeline);
}

Result<std::optional<store::Task>> CatchUpStore::task(int64_t id) { return store_.task(id); }

Result<bool> CatchUpStore::reset(std::string_view) { return store_.reset(place_); }

Result<std::vector<store::PipelineState>> CatchUpStore::states() { return store_.states(); }

}  // namespace sluice::app
