// Which tasks people mean, by name and value: options of a command line ("--older 30d") and
// parameters of the API ("older=30d") are the same words. Pure functions but for the clock.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/result.hpp"
#include "store/task.hpp"

namespace sluice::app {

// Where the values come from.
struct TaskWords {
  // Of id, pipeline, step, state, group, class, older, newer, text or all; empty: not given.
  std::function<std::string(std::string_view name)> value;
  // How errors call such a name: "--older".
  std::function<std::string(std::string_view name)> shown;
};

// `usual`: the states if none are given; empty: all. E_INVALID: a value is wrong; says which and
// what is possible.
Result<store::TaskFilter> task_filter(const TaskWords& words,
                                      const std::vector<store::TaskState>& usual);

// Whether any of the words says which tasks are meant: for changes, where none must not mean all.
bool says_which(const TaskWords& words);

// A task's number; E_INVALID says what is wrong.
Result<int64_t> task_id(std::string_view text);

// A number from 1; E_INVALID, "NAME takes a number from 1, not …".
Result<int64_t> number_from_one(const std::string& name, std::string_view text);

// The filter as parameters of the API: "pipeline=shop&state=parked,skipped". REQUIRES: it came from
// task_filter().
std::string task_query(const store::TaskFilter& filter);

// What changes may be asked of. Skipped is only what is parked: what may have been sent is for the
// retry to decide, what is over stays so. E_INVALID: the filter asks for nothing of that kind.
Result<store::TaskFilter> of_skip(store::TaskFilter filter);
// All but what a retry has.
Result<store::TaskFilter> of_prune(store::TaskFilter filter);
// What is parked, and what was skipped if that is asked for.
Result<store::TaskFilter> of_retry(store::TaskFilter filter);

// What `list` and what `prune` is about if nothing else is said.
std::vector<store::TaskState> unfinished_states();
std::vector<store::TaskState> finished_states();

}  // namespace sluice::app
