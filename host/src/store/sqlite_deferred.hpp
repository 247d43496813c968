// What steps wrote for records that parked (DeferredWrites): kept until the last task of the record
// has ended. Used within one transaction; callers hold the connection's lock; functions throw
// SQLite::Exception.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/pipeline_state.hpp"
#include "store/sqlite_row.hpp"

namespace sluice::store {

class Deferred {
 public:
  explicit Deferred(SQLite::Database& db) : db_(db) {}

  // REQUIRES: state and rows of the same commit are written, and the tasks are there.
  void add(std::string_view pipeline, const DeferredWrites& writes,
           const std::vector<int64_t>& tasks);
  // The record came again and failed again: what its steps wrote before does not count any more.
  void forget(int64_t task);
  // All steps of the record run again, and write again what has no key.
  void run_again(int64_t task);
  // What `from` was awaited for awaits `to`, too; `from` ends as superseded.
  void pass_on(int64_t from, int64_t to);

  // Tasks of a block that are done, skipped, superseded or removed. Noted until settle().
  void note_ended(int64_t block, uint64_t tasks) { ended_[block] |= tasks; }
  // What no task is awaited for any more is written to the steps' state and the tables. REQUIRES:
  // the tasks' states are written.
  void settle();

  // These are written, by whomever: older writes that are deferred must not count any more. What
  // one step wrote for one record belongs together, so it goes as a whole.
  void overwritten(std::string_view pipeline, const std::vector<StateWrite>& writes);
  void overwritten(const std::vector<TableWrite>& rows);
  void overwritten_row(std::string_view table, std::string_view key);
  void overwritten_table(std::string_view table);
  // The pipeline's state was reset.
  void forget_state(std::string_view pipeline);

 private:
  struct Link {
    int64_t task = 0, deferred = 0;
  };

  std::optional<TaskState> state_of(int64_t task);
  bool any();
  void drop(int64_t deferred);
  void drop_all(Row& deferred);
  void drop_lists(int64_t deferred);
  bool is_from_start(int64_t task);
  void overwritten_key(std::string_view pipeline, std::string_view step, std::string_view table,
                       std::string_view key);
  std::vector<Link> ended_links();
  void settle(const Link& link);
  void apply_if_over(int64_t deferred, bool delivered);
  void apply(int64_t deferred, bool delivered);
  bool write_one(Row& write, bool delivered);
  void join(Row& write);

  SQLite::Database& db_;
  std::map<int64_t, uint64_t> ended_;  // tasks by block
  std::set<int64_t> passed_on_;
  std::optional<Row> find_, state_;
};

}  // namespace sluice::store
