// Which tasks a command line means: ids, or --pipeline, --step, --in and so on. Main thread.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "app/wiring/options.hpp"
#include "sluice/result.hpp"
#include "store/task.hpp"

namespace sluice::app {

// The filter of the options alone. `usual`: the states if --in is not given. E_INVALID: an option's
// value is wrong; says which and what is possible.
Result<store::TaskFilter> task_filter(const Options& options,
                                      const std::vector<store::TaskState>& usual);

// For commands that change tasks: also the ids that are the remaining arguments. E_INVALID if
// neither an id, nor an option, nor --all says which.
Result<store::TaskFilter> chosen_tasks(const Options& options,
                                       const std::vector<store::TaskState>& usual);

// A task's number; E_INVALID says what is wrong.
Result<int64_t> task_id(std::string_view text);

// What --limit and --after say; `most` without --limit.
Result<store::TaskPage> task_page(const Options& options, size_t most);

// The class of an error as --class takes it: "data", "timeout".
std::string_view class_name(sluice_status code);

}  // namespace sluice::app
