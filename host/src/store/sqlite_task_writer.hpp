// Writes many tasks in one transaction: its statements are prepared once, each group is looked up
// once, and what is counted is written once. Callers hold the connection's lock; functions throw
// SQLite::Exception.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <string_view>

#include "store/sqlite_kept_bytes.hpp"
#include "store/sqlite_row.hpp"
#include "store/sqlite_task_blocks.hpp"
#include "store/sqlite_task_groups.hpp"
#include "store/sqlite_task_sets.hpp"
#include "store/task.hpp"

namespace sluice::store::rows {

class TaskWriter {
 public:
  // `owner`: of tasks that name no pipeline. `sets` outlive it.
  TaskWriter(SQLite::Database& db, std::string_view owner, TaskSets& sets);

  // Its id; 0 if there is one with its key.
  int64_t insert(const Task& task);
  // Its id, as of the other two.
  int64_t park(const Task& task);
  // What failed there before has been delivered now; what a retry has is the retry's.
  int64_t keep(const Task& task);
  // A retry's failure: at the same step it is the same task, with the value that was sent; further
  // down it is a task of its own, which takes this one's place. 0: it was removed meanwhile.
  int64_t fail_retried(Task task);
  // At the end of the transaction; the sets are not written.
  void finish();

 private:
  struct Known {
    int64_t id = 0, group = 0, kept = 0;
  };

  Known known_by(Row& row);
  Known find(std::string_view pipeline, const Task& task);
  std::string_view pipeline_of(const Task& task) const;
  void put_texts(int64_t id, const Task& task);
  void put_history(int64_t id, const Task& task);
  void put_answer(int64_t id, const Task& task);
  void keep_attempt(int64_t id);
  void fail_again(const Known& known, const Task& task, TaskState state);
  void change(const Known& known, const Task& task, TaskState state);
  void park_again(const Known& known, const Task& task);

  SQLite::Database& db_;
  const std::string_view owner_;
  TaskSets& sets_;
  Row find_, find_by_id_, insert_, put_texts_, fail_, change_texts_, keep_attempt_, put_attempt_,
      put_answer_, told_, came_again_, inherit_;
  TaskBlockWriter blocks_;
  TaskGroups groups_;
  KeptBytes kept_;
};

}  // namespace sluice::store::rows
