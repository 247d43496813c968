#include "app/wiring/catch_up_check.hpp"

#include <algorithm>
#include <string>

#include "app/wiring/catch_up_store.hpp"

namespace sluice::app {

Status check_caught_up(const pipeline::Plan& plan, store::Store& store) {
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
