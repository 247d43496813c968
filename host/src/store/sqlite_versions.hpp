// Which tasks are of older versions of a record, or of records that came before it in an order,
// once it got through: they are superseded, or overtaken. Within a transaction; callers hold the
// connection's lock; functions throw SQLite::Exception.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/pipeline_state.hpp"
#include "store/sqlite_row.hpp"
#include "store/sqlite_task_sets.hpp"

namespace sluice::store::rows {

class Versions {
 public:
  // `owner`: the tasks' pipeline. `sets` outlive it.
  Versions(SQLite::Database& db, std::string_view owner, TaskSets& sets);

  // Of tasks in the store.
  void got_through(const std::vector<GotThrough>& records);
  // Of a task that the same commit has put there.
  void got_through_later(int64_t id, const Task& task, const std::vector<GotThrough>& records);
  // These are about to be done. What stopped at other steps than it `reaches` was not sent there.
  void got_through(const RetriedTasks& retried);

 private:
  struct Older {
    int64_t id = 0, group = 0;
    bool merged = false;  // its value was made of several records
    std::string step, origin;
    int64_t time_us = 0;
  };
  struct Version {  // when it was read, as far as that is known
    int64_t time_us = 0, id = 0;
    std::string_view but;  // origin of tasks that stay; empty: none
  };

  std::vector<Older> by_key(const std::string& key, const Version& before);
  std::vector<Older> by_order(uint32_t order, std::string_view step, const Version& before);
  static std::vector<Older> read(Row& row);
  std::vector<Older> overcome(const std::string& key, const Version& own, const RetriedTasks& with);
  bool has_others_open(const std::string& key, const std::string& origin, const RetriedTasks& with);
  // Without those that were read with the record, or after it.
  static std::vector<Older> older(std::vector<Older> tasks, const GotThrough& record);
  void end(const std::vector<Older>& tasks, bool same_record);
  void end(const Older& task, bool same_record);
  void retried(int64_t id, const RetriedTasks& with);
  bool has_any();

  SQLite::Database& db_;
  const std::string_view owner_;
  TaskSets& sets_;
  Row of_task_, by_key_, by_order_, of_record_, overtake_;
};

// Of open and skipped tasks: so many or a few more, the latest.
std::vector<OpenOrder> read_open_orders(SQLite::Database& db, std::string_view pipeline,
                                        size_t most);

}  // namespace sluice::store::rows
