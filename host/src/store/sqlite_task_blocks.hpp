// What is known of each block of tasks with consecutive numbers: when they failed, and the marks of
// their messages and keys. A search reads these instead of the tasks of most blocks. Callers hold
// the connection's lock and, for writes, a transaction; functions throw SQLite::Exception.
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

// The blocks that may hold tasks of a filter, in a page's order.
class TaskBlockReader {
 public:
  TaskBlockReader(SQLite::Database& db, const TaskFilter& filter, const TaskPage& page);

  // Moves on to the next one; false: there is none.
  bool next();
  int64_t first_id() const { return block_ * kTasks; }
  int64_t last_id() const { return first_id() + kTasks - 1; }

  static constexpr int64_t kTasks = 64;  // of a block

 private:
  Row row_;
  TextMarks wanted_;
  int64_t block_ = 0;
};

// Drops those that have no tasks any more.
void drop_empty_blocks(SQLite::Database& db);

// For the migration that begins with blocks: `text_marks(message, key)`, an aggregate function.
void add_text_marks_function(SQLite::Database& db);

}  // namespace sluice::store
