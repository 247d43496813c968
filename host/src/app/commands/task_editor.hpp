// sluice tasks edit: a person changes the value that a retry of a task sends. Main thread.
#pragma once

#include <string>

#include "app/wiring/options.hpp"
#include "store/task_store.hpp"

namespace sluice::app {

// Of the task that the next argument names: --value FILE, or what $VISUAL or $EDITOR makes of it in
// a file below `folder` that only this user can read. Returns an exit code.
int edit_task(Options& options, store::TaskStore& store, const std::string& folder);

}  // namespace sluice::app
