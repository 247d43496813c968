// Deletes tasks with all that belongs to them, within one transaction. Callers hold the
// connection's lock; functions throw SQLite::Exception.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <set>

#include "store/sqlite_kept_bytes.hpp"
#include "store/sqlite_row.hpp"
#include "store/sqlite_task_sets.hpp"

namespace sluice::store {

class TaskRemover {
 public:
  // `sets` outlive it.
  TaskRemover(SQLite::Database& db, TaskSets& sets);

  void remove(int64_t id, int64_t group);
  // At the end: writes the sets, and drops blocks that have no tasks any more.
  void finish();

 private:
  SQLite::Database& db_;
  TaskSets& sets_;
  Row task_, texts_, attempts_, answer_;
  rows::KeptBytes kept_;
  std::set<int64_t> blocks_;
};

}  // namespace sluice::store
