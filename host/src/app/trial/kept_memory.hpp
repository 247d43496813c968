// What steps remember of earlier runs, for a configuration that may not have run yet: each step
// finds what is kept under the name that it had then. Any thread, as the store it wraps.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/component.hpp"
#include "store/forwarding_store.hpp"
#include "store/sqlite_store.hpp"

namespace sluice::app {

class KeptMemory final : public store::ForwardingStore {
 public:
  // `now`: the pipeline's components (components_to_keep). The store outlives it.
  KeptMemory(store::SqliteStore& store, const std::string& pipeline,
             std::vector<store::Component> now);

  Result<std::vector<std::optional<std::string>>> read_state(
      std::string_view pipeline, std::string_view step,
      std::span<const std::string_view> keys) override;

 private:
  std::vector<store::Renamed> renamed_;
};

}  // namespace sluice::app
