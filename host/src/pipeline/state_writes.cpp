#include "pipeline/state_writes.hpp"

#include <algorithm>

namespace sluice::pipeline {

bool StateWrites::has_writes() const {
  return std::any_of(states_.begin(), states_.end(),
                     [](const auto& state) { return state && state->has_writes(); });
}

StateWrites::Mark StateWrites::mark() const {
  Mark writes;
  for (const auto& state : states_) writes.push_back(state ? state->writes() : 0);
  return writes;
}

void StateWrites::roll_back(const Mark& mark) {
  for (size_t i = 0; i < states_.size(); i++)
    if (states_[i]) states_[i]->roll_back(i < mark.size() ? mark[i] : 0);
}

void StateWrites::roll_back(const Mark& mark, size_t last) {
  for (size_t i = 0; i <= last && i < states_.size(); i++)
    if (states_[i]) states_[i]->roll_back(mark[i]);
}

void StateWrites::keep_remarks() {
  remarks_kept_ = true;
  for (const auto& state : states_)
    if (state) state->keep_remarks();
}

void StateWrites::keep_remarks(const std::vector<record::Window>& windows) {
  const bool first = std::all_of(windows.begin(), windows.end(),
                                 [](const record::Window& window) { return window.from == 0; });
  for (size_t i = 0; i < states_.size(); i++) {
    if (!states_[i]) continue;
    if (remarks_kept_ || (!first && i < windows.size()))
      states_[i]->discard_remarks();
    else
      states_[i]->keep_remarks();
  }
}

void StateWrites::keep(const SubBatch& sub, const Settlement& settlement) {
  for (const auto& state : states_) {
    if (!state) continue;
    if (remarks_kept_) state->discard_remarks();
    state->keep([&](uint32_t origin) { return settlement.is_parked(sub.number(origin)); });
  }
}

}  // namespace sluice::pipeline
