// Which state tasks are in, kept as sets: of the tasks of one group among 64 with consecutive ids,
// a bit for each. So a change of state of very many tasks writes few rows, and none of the tasks'
// own. Callers hold the connection's lock and, for writes, a transaction; functions throw
// SQLite::Exception.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <map>
#include <utility>

#include "store/sqlite_deferred.hpp"
#include "store/sqlite_row.hpp"
#include "store/sqlite_task_set.hpp"
#include "store/task.hpp"

namespace sluice::store {

// Changes of one transaction, which others see in SQL once `write` was called. The counts by group
// and state are written with them.
class TaskSets {
 public:
  explicit TaskSets(SQLite::Database& db);

  // REQUIRES: the task is there, in this group.
  TaskState state_of(int64_t id, int64_t group) { return at(id, group).state_of(task_bit(id)); }
  void move(int64_t id, int64_t group, TaskState to) { move(at(id, group), task_bit(id), to); }
  void regroup(int64_t id, int64_t from, int64_t to);
  void remove(int64_t id, int64_t group) { remove(at(id, group), task_bit(id)); }

  void add(int64_t id, int64_t group, const Task& task);
  // Those of `tasks` that are in the set, which was read since the last `write`.
  void move(const TaskSet& set, uint64_t tasks, TaskState to);
  void remove(const TaskSet& set, uint64_t tasks);
  void write();
  // What awaits the end of tasks; settled by write().
  Deferred& deferred() { return deferred_; }

 private:
  struct Known {
    TaskSet set;
    bool stored = false, changed = false;
  };
  using Key = std::pair<int64_t, int64_t>;

  Known& known(int64_t block, int64_t group);
  TaskSet& at(int64_t id, int64_t group) { return known(block_of(id), group).set; }
  // To be changed.
  TaskSet& open(int64_t block, int64_t group);
  void count(int64_t group, TaskState state, int64_t more);
  void take_out(TaskSet& set, uint64_t tasks);
  void erase(const TaskSet& set, uint64_t tasks);
  void write_sets();
  void write_counts();

  SQLite::Database& db_;
  Row find_;
  Deferred deferred_;
  std::map<Key, Known> known_;  // by block and group, which is the table's order
  std::map<std::pair<int64_t, TaskState>, int64_t> counts_;
};

}  // namespace sluice::store
