// The stores that `tasks` and `state` work with: those of the server that runs on the state folder,
// else the folder's own. Main thread.
#pragma once

#include <memory>

#include "app/wiring/state_access.hpp"
#include "store/state_store.hpp"
#include "store/task_store.hpp"

namespace sluice::app {

// No access to the folder yet.
std::unique_ptr<store::TaskStore> open_tasks(const StateFolder& folder);
// The location outlives it.
std::unique_ptr<store::StateStore> open_states(const StateLocation& location);

}  // namespace sluice::app
