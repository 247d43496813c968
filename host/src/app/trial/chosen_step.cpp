#include "app/trial/chosen_step.hpp"

namespace sluice::app {

Result<std::string> step_name(const pipeline::Plan& plan, const std::string& text) {
  if (text.empty()) return std::string();
  std::string found, names;
  size_t matches = 0;
  for (const pipeline::Step* step : pipeline::all_steps(plan)) {
    names += (names.empty() ? "" : ", ") + step->name;
    const bool is_it = step->name == text || step->name.find("transformers[" + text + "]") == 0;
    if (is_it) return step->name;
    if (step->name.find(text) == step->name.npos) continue;
    found = step->name;
    matches++;
  }
  if (matches == 1) return found;
  return Status(SLUICE_E_INVALID, "step " + text + (matches ? " is several steps" : " is no step") +
                                      " of pipeline " + plan.pipeline + "; it has " +
                                      (names.empty() ? "none" : names));
}

}  // namespace sluice::app
