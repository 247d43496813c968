#include "store/sqlite_task_set.hpp"

namespace sluice::store {

uint64_t TaskSet::all() const {
  uint64_t out = 0;
  for (const uint64_t tasks : of_state) out |= tasks;
  return out;
}

TaskState TaskSet::state_of(uint64_t bit) const {
  for (const TaskState state : kTaskStates)
    if (in(state)&bit) return state;
  return TaskState::parked;
}

TaskSet task_set_at(Row& row) {
  TaskSet set;
  int column = 0;
  set.block = row.number_at(column++);
  set.group = row.number_at(column++);
  for (uint64_t& tasks : set.of_state) tasks = row.count_at(column++);
  set.from_start = row.count_at(column++);
  set.with_key = row.count_at(column++);
  return set;
}

}  // namespace sluice::store
