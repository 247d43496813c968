#include "app/trial/kept_memory.hpp"

#include <algorithm>
#include <utility>

#include "store/moved_components.hpp"

namespace sluice::app {

// A store that cannot be read is told of by the first read of a step.
KeptMemory::KeptMemory(store::SqliteStore& store, const std::string& pipeline,
                       std::vector<store::Component> now)
    : ForwardingStore(store) {
  const auto stored = store.components(pipeline);
  if (stored) renamed_ = store::changes_between(*stored, std::move(now), " gone").renamed;
}

// A step that is new has the name of one that has moved away, perhaps, and remembers nothing.
Result<std::vector<std::optional<std::string>>> KeptMemory::read_state(
    std::string_view pipeline, std::string_view step, std::span<const std::string_view> keys) {
  for (const store::Renamed& one : renamed_)
    if (one.to == step) return inner().read_state(pipeline, one.from, keys);
  const bool moved_away = std::any_of(renamed_.begin(), renamed_.end(),
                                      [&](const store::Renamed& one) { return one.from == step; });
  if (moved_away) return std::vector<std::optional<std::string>>(keys.size());
  return inner().read_state(pipeline, step, keys);
}

}  // namespace sluice::app
