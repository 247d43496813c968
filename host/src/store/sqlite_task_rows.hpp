// Rows of tasks as a commit changes them. Callers hold the connection's lock
// and, for writes, a transaction; functions throw SQLite::Exception.
#pragma once

#include <SQLiteCpp/Database.h>

#include <string>
#include <string_view>
#include <vector>

#include "store/pipeline_state.hpp"
#include "store/sqlite_task_sets.hpp"
#include "store/task.hpp"

namespace sluice::store::rows {

// Inserts those that are new by their keys; how many.
uint64_t insert_tasks(SQLite::Database& db, const std::vector<Task>& tasks);

// Puts those of a filter into a state, in `sets`; how many.
uint64_t move_tasks(SQLite::Database& db, const TaskFilter& filter, TaskState to, TaskSets& sets);
// A value that was made of several records is retried for all of them.
void take_merged_along(SQLite::Database& db, TaskSets& sets);

// Keys of records that have open or skipped tasks: kMostParkedKeys or a few more, the latest.
inline constexpr size_t kMostParkedKeys = 100'000;
std::vector<std::string> read_parked_keys(SQLite::Database& db, std::string_view pipeline);

// Tasks of the commit, those of its retry, and those that are superseded.
void write_tasks(SQLite::Database& db, std::string_view owner, const Delta& delta);

}  // namespace sluice::store::rows
