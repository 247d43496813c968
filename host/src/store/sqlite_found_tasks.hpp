// Finds the tasks of a filter, block by block: by their sets, by the marks of blocks where text or
// time is asked for, and by reading rows only where these leave it open. Callers hold the
// connection's lock; functions throw SQLite::Exception.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "store/sqlite_row.hpp"
#include "store/sqlite_task_blocks.hpp"
#include "store/sqlite_task_filter.hpp"
#include "store/sqlite_task_sets.hpp"
#include "store/task.hpp"

namespace sluice::store {

// Ids, both included.
struct TaskRange {
  int64_t first = 1, last = INT64_MAX;
};

class FoundTasks {
 public:
  // In the page's order; where it begins counts, how long it is does not.
  FoundTasks(SQLite::Database& db, const TaskFilter& filter, const TaskPage& page);

  // Moves on to the next block with such tasks; false: there is none.
  bool next();
  int64_t block() const { return block_; }
  // Those of the block.
  uint64_t tasks() const { return tasks_; }
  // The block's sets that have some, with tasks that were not asked for, too.
  const std::vector<TaskSet>& sets() const { return sets_; }
  TaskState state_of(int64_t id) const;
  // Those of the tasks that have a key.
  uint64_t with_key() const;

  int64_t first_id() const;
  int64_t last_id() const;

 private:
  bool next_block();
  uint64_t of_filter(const TaskSet& set) const;
  uint64_t in_range() const;
  uint64_t read_rows();

  const TaskFilter filter_;
  const TaskRange range_;
  const std::map<int64_t, uint64_t> ids_;  // of the filter, by block
  Row row_;
  bool ahead_;  // row_ stands at a set of the next block
  std::optional<TaskBlockMarks> marks_;
  std::optional<TaskCondition> of_rows_;
  std::optional<Row> rows_;
  int64_t block_ = 0;
  uint64_t tasks_ = 0;
  std::vector<TaskSet> sets_;
};

}  // namespace sluice::store
