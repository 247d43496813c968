// Which tasks a command line means: ids, or --pipeline, --step, --in and so on. Main thread.
#pragma once

#include <vector>

#include "app/wiring/options.hpp"
#include "sluice/result.hpp"
#include "store/task.hpp"

namespace sluice::app {

// The filter of the options alone; as task_filter of report/task_query.hpp.
Result<store::TaskFilter> listed_tasks(const Options& options,
                                       const std::vector<store::TaskState>& usual);

// For commands that change tasks: also the ids that are the remaining arguments. E_INVALID if
// neither an id, nor an option, nor --all says which.
Result<store::TaskFilter> chosen_tasks(const Options& options,
                                       const std::vector<store::TaskState>& usual);

// What --limit and --after say; `most` without --limit.
Result<store::TaskPage> task_page(const Options& options, size_t most);

}  // namespace sluice::app
