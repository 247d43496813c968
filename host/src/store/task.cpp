#include "store/task.hpp"

namespace sluice::store {

std::string_view task_state_name(TaskState state) {
  switch (state) {
    case TaskState::parked:
      return "parked";
    case TaskState::retrying:
      return "retrying";
    case TaskState::done:
      return "done";
    case TaskState::skipped:
      return "skipped";
    case TaskState::superseded:
      return "superseded";
  }
  return "unknown";
}

std::optional<TaskState> task_state_of(std::string_view name) {
  for (const TaskState state : kTaskStates)
    if (task_state_name(state) == name) return state;
  return std::nullopt;
}

bool is_counted(const TaskFilter& filter) {
  return filter.ids.empty() && filter.text.empty() && !filter.from_start && !filter.above &&
         !filter.through && !filter.before_us && !filter.since_us;
}

TaskFilter counted_part(const TaskFilter& filter) {
  TaskFilter out;
  out.pipeline = filter.pipeline;
  out.step = filter.step;
  out.states = filter.states;
  out.code = filter.code;
  out.group = filter.group;
  return out;
}

}  // namespace sluice::store
