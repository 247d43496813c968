#include "pipeline/left_out.hpp"

#include <algorithm>

namespace sluice::pipeline {

void LeftOut::resume(std::string_view at) {
  first_.reset();
  at_ = at;
  if (!at.empty()) first_ = place_of(at).value_or(0);
}

void LeftOut::note(std::string_view step) {
  const std::optional<size_t> place = place_of(step);
  if (!place || (first_ && *first_ <= *place)) return;
  first_ = place;
  at_ = step;
}

std::optional<size_t> LeftOut::place_of(std::string_view step) const {
  const auto found = std::find_if(plan_.steps.begin(), plan_.steps.end(),
                                  [&](const Step& one) { return one.name == step; });
  if (found != plan_.steps.end()) return found - plan_.steps.begin();
  const bool of_target =
      std::any_of(plan_.targets.begin(), plan_.targets.end(), [&](const Target& target) {
        const auto own = target.all_own();
        return target.name == step ||
               std::any_of(own.begin(), own.end(), [&](auto* one) { return one->name == step; });
      });
  return of_target ? std::nullopt : std::optional<size_t>(0);
}

}  // namespace sluice::pipeline
