// sluice tasks export|import: tasks as lines of JSON. Main thread; both return an exit code.
#pragma once

#include "app/wiring/options.hpp"
#include "store/task_store.hpp"

namespace sluice::app {

// Those that the options choose, to standard output.
int export_tasks(const Options& options, store::TaskStore& store);
// The file that the next argument names; "-": standard input. All of it or nothing.
int import_tasks(Options& options, store::TaskStore& store);

}  // namespace sluice::app
