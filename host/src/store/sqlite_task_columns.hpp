// Rows of tasks as they are read. Callers hold the connection's lock; functions throw
// SQLite::Exception.
#pragma once

#include <SQLiteCpp/Database.h>

#include <string>

#include "store/sqlite_row.hpp"
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

}  // namespace sluice::store::rows
