#include "app/commands/opened_stores.hpp"

#include <utility>

#include "app/client/remote_state.hpp"
#include "app/client/remote_tasks.hpp"
#include "app/wiring/locked_state.hpp"
#include "store/sqlite_tasks.hpp"

namespace sluice::app {

std::unique_ptr<store::TaskStore> open_tasks(const StateFolder& folder) {
  if (auto server = ControlClient::find(folder.path))
    return std::make_unique<RemoteTasks>(*std::move(server));
  return std::make_unique<store::SqliteTasks>(store_file(folder.path));
}

std::unique_ptr<store::StateStore> open_states(const StateLocation& location) {
  if (auto server = ControlClient::find(location.folder.path))
    return std::make_unique<RemoteState>(*std::move(server));
  return std::make_unique<LockedState>(location.folder, *location.secrets);
}

}  // namespace sluice::app
