// The states of tasks of one group among 64 with consecutive ids: a bit for each. A value; no
// thread rule.
#pragma once

#include <array>
#include <cstdint>
#include <iterator>

#include "store/sqlite_row.hpp"
#include "store/task.hpp"

namespace sluice::store {

inline constexpr int64_t kBlockTasks = 64;

inline int64_t block_of(int64_t task) { return task / kBlockTasks; }
inline uint64_t task_bit(int64_t task) { return uint64_t{1} << (task % kBlockTasks); }

// One row. A value.
struct TaskSet {
  int64_t block = 0, group = 0;
  std::array<uint64_t, std::size(kTaskStates)> of_state{};  // by TaskState
  uint64_t from_start = 0, with_key = 0;                    // whatever their states

  uint64_t in(TaskState state) const { return of_state[static_cast<size_t>(state)]; }
  uint64_t all() const;
  TaskState state_of(uint64_t bit) const;
};

// The columns of a TaskSet, "FROM task_sets s" not included.
inline constexpr const char* kTaskSetColumns =
    "s.block, s.grp, s.parked, s.retrying, s.done, s.skipped, s.superseded, s.from_start, "
    "s.with_key";
TaskSet task_set_at(Row& row);

}  // namespace sluice::store
