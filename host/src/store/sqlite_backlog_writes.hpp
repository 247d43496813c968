// What steps wrote for records that wait in a backlog: it counts at once, and is undone if the
// record is never delivered. Used within one transaction; callers hold the connection's lock;
// functions throw SQLite::Exception.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/pipeline_state.hpp"
#include "store/sqlite_deferred.hpp"

namespace sluice::store {

class BacklogWrites {
 public:
  // Of a pipeline's backlogs.
  BacklogWrites(SQLite::Database& db, std::string_view pipeline) : db_(db), pipeline_(pipeline) {}

  // `records`: the rows of what the commit adds to backlogs. REQUIRES: its state and rows are not
  // written yet.
  void add(const std::vector<DeferredWrites>& all, const std::vector<int64_t>& records);
  // The record parked as this task: what was written for it counts with the task. REQUIRES: the
  // task is there.
  void park(int64_t record, int64_t task, Deferred& deferred);
  // Rows `first` to `last` are given up.
  void undo(int64_t first, int64_t last);
  // They were delivered.
  void forget(int64_t first, int64_t last);

 private:
  struct Value {
    std::optional<std::string> text;
    int64_t expires_us = 0;
  };
  struct Kept {
    std::string step;
    DeferredWrite write;
    Value before;
  };
  Value current(const std::string& step, const DeferredWrite& write);
  std::vector<Kept> kept(int64_t first, int64_t last);
  bool undo(const Kept& one);

  SQLite::Database& db_;
  const std::string pipeline_;
};

}  // namespace sluice::store
