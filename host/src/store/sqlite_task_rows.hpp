// Rows of tasks as a commit changes them, and as they are read. Callers hold the connection's lock
// and, for writes, a transaction; functions throw SQLite::Exception.
#pragma once

#include <SQLiteCpp/Database.h>

#include <string>
#include <string_view>
#include <vector>

#include "store/pipeline_state.hpp"
#include "store/sqlite_row.hpp"
#include "store/sqlite_task_sets.hpp"
#include "store/task.hpp"

namespace sluice::store::rows {

// What task_at reads, "FROM tasks t" not included; with texts also those of task_texts x. The state
// is not among it: sets have it (sqlite_task_sets.hpp).
std::string task_columns(bool texts);
Task task_at(Row& row, bool texts);
// The same for TaskPage::to_send.
std::string sent_task_columns();
Task sent_task_at(Row& row);
// Reads the earlier attempts of tasks and their answers.
class TaskHistory {
 public:
  explicit TaskHistory(SQLite::Database& db);
  void read(Task& task);

 private:
  Row attempts_, answer_;
};

// Inserts those that are new by their keys; how many.
uint64_t insert_tasks(SQLite::Database& db, const std::vector<Task>& tasks);

// Puts those of a filter into a state, in `sets`; how many.
uint64_t move_tasks(SQLite::Database& db, const TaskFilter& filter, TaskState to, TaskSets& sets);
// A value that was made of several records is retried for all of them.
void take_merged_along(SQLite::Database& db, TaskSets& sets);

// Keys of records that have parked tasks: kMostParkedKeys or a few more, the latest.
inline constexpr size_t kMostParkedKeys = 100'000;
std::vector<std::string> read_parked_keys(SQLite::Database& db, std::string_view pipeline);

// Tasks of the commit, those of its retry, and those that are superseded.
void write_tasks(SQLite::Database& db, std::string_view owner, const Delta& delta);

}  // namespace sluice::store::rows
