#include "app/wiring/catch_up_store.hpp"

#include <algorithm>

namespace sluice::app {

Result<store::PipelineState> CatchUpStore::load(std::string_view) { return inner().load(place_); }

Status CatchUpStore::commit(std::string_view, const store::CommitKey& key,
                            const store::Delta& delta) {
  if (!delta.cursor || delta.cursor->walk != store::Walk::finished)
    return inner().commit(place_, key, delta);
  store::Delta last = delta;
  last.hand_over_to = pipeline_;
  return inner().commit(place_, key, last);
}

Result<store::CommitMark> CatchUpStore::last_commit(std::string_view) {
  return inner().last_commit(place_);
}

Result<std::vector<std::optional<std::string>>> CatchUpStore::read_state(
    std::string_view, std::string_view step, std::span<const std::string_view> keys) {
  return inner().read_state(place_, step, keys);
}

Result<bool> CatchUpStore::reset(std::string_view) { return inner().reset(place_); }

Status check_caught_up(const pipeline::Plan& plan, store::PipelineStore& store) {
  for (const pipeline::Target& target : plan.targets) {
    const std::string place = CatchUpStore::place(plan.pipeline, target.name);
    const Result<store::PipelineState> state = store.load(place);
    if (!state) return state.status();
    const bool has_written =
        std::any_of(state->positions.begin(), state->positions.end(),
                    [](const auto& position) { return !position.text.empty(); });
    if (!has_written) continue;
    return {SLUICE_E_INVALID,
            "pipeline " + plan.pipeline + ": the run that gives " + target.name +
                " everything from the start is not over. End it with `sluice run CONFIG " +
                plan.pipeline + " --publisher '" + target.name +
                "'`, or forget it with `sluice state reset CONFIG '" + place + "'`"};
  }
  return {};
}

}  // namespace sluice::app
