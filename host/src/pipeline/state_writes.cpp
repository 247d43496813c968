#include "pipeline/state_writes.hpp"

#include <algorithm>
#include <utility>

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

std::optional<size_t> StateWrites::target_of(size_t index) const {
  size_t first = plan_.steps.size();
  for (size_t t = 0; t < plan_.targets.size(); t++) {
    const size_t end = first + plan_.targets[t].all_own().size();
    if (index >= first && index < end) return t;
    first = end;
  }
  return std::nullopt;
}

void StateWrites::roll_back(const Mark& mark, const std::vector<char>& finished) {
  for (size_t i = 0; i < states_.size(); i++) {
    if (!states_[i]) continue;
    const std::optional<size_t> target = target_of(i);
    if (target && *target < finished.size() && finished[*target]) continue;
    states_[i]->roll_back(i < mark.size() ? mark[i] : 0);
  }
}

void StateWrites::roll_back_at(size_t target, const Mark& mark) {
  for (size_t i = 0; i < states_.size(); i++)
    if (states_[i] && target_of(i) == target) states_[i]->roll_back(mark[i]);
}

void StateWrites::roll_back_steps(const Mark& mark, size_t first, size_t last) {
  for (size_t i = first; i <= last && i < states_.size(); i++)
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

void StateWrites::keep(const SubBatch& sub, const Settlement& settlement, const Origins& again) {
  for (size_t i = 0; i < states_.size(); i++)
    if (states_[i]) keep_state(i, sub, settlement, again);
}

bool StateWrites::keep_at(size_t target, const SubBatch& sub, const Settlement& settlement,
                          const Origins& again) {
  bool any = false;
  for (size_t i = 0; i < states_.size(); i++) {
    if (!states_[i] || target_of(i) != target) continue;
    any |= states_[i]->has_writes();
    keep_state(i, sub, settlement, again);
  }
  return any;
}

void StateWrites::keep_steps(size_t first, size_t count) {
  const auto never = [](uint32_t) { return false; };
  const auto always = [](uint32_t) { return true; };
  for (size_t i = first; i < first + count; i++)
    if (states_[i]) states_[i]->keep(never, always, never);
}

void StateWrites::keep_state(size_t index, const SubBatch& sub, const Settlement& settlement,
                             const Origins& again) {
  StepState& state = *states_[index];
  const std::optional<size_t> target = target_of(index);
  if (remarks_kept_) state.discard_remarks();
  const auto is_parked = [&](uint32_t origin) {
    const uint32_t number = sub.number(origin);
    return target ? settlement.is_parked_at(number, *target) : settlement.is_parked(number);
  };
  const auto is_delivered = [&](uint32_t origin) {
    return settlement.is_delivered(sub.number(origin));
  };
  const auto runs_again = [&](uint32_t origin) { return again.contains(sub.number(origin)); };
  const auto waits = [&](uint32_t origin) {
    return settlement.waits_for(sub.number(origin), target);
  };
  for (StepState::Parked& parked : state.keep(is_parked, is_delivered, runs_again, waits)) {
    for (uint32_t& origin : parked.origins) origin = sub.number(origin);
    deferred_.push_back(
        {std::move(parked.writes), std::move(parked.origins), target, parked.waits});
  }
}

}  // namespace sluice::pipeline
