// What is known of each block of tasks (sqlite_task_sets.hpp) for searches: when they failed, and
// the marks of their messages and keys. A search reads these instead of the tasks of most blocks.
// Callers hold the connection's lock and, for writes, a transaction; functions throw
// SQLite::Exception.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "store/sqlite_row.hpp"
#include "store/task.hpp"
#include "store/text_marks.hpp"

namespace sluice::store {

// Collects what a transaction changes of tasks, and adds it to their blocks at its end.
class TaskBlockWriter {
 public:
  // A task is new, or failed once more.
  void add(int64_t id, const Task& task);
  void write(SQLite::Database& db);

 private:
  struct Block {
    int64_t first_us = INT64_MAX, last_us = 0;
    TextMarks marks;
  };
  std::map<int64_t, Block> blocks_;
};

// Which blocks may hold what a filter searches for.
class TaskBlockMarks {
 public:
  TaskBlockMarks(SQLite::Database& db, const TaskFilter& filter);

  bool may_hold(int64_t block);

 private:
  Row row_;
  const int64_t before_us_, since_us_;
  TextMarks wanted_;
};

// For the migration that begins with blocks: `text_marks(message, key)`, an aggregate function.
void add_text_marks_function(SQLite::Database& db);

}  // namespace sluice::store
