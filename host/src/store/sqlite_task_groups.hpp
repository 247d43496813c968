// The groups of tasks whose errors are alike, as one transaction adds to them. Callers hold the
// connection's lock; functions throw SQLite::Exception.
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include "sluice/result.hpp"
#include "store/task.hpp"

namespace sluice::store::rows {

class TaskGroups {
 public:
  explicit TaskGroups(SQLite::Database& db) : db_(db) {}

  // The group that a failure of a pipeline's task is of; made if it is new.
  int64_t of(std::string_view pipeline, const Task& task);
  // When their errors came.
  void write();

 private:
  struct Group {
    int64_t id = 0, first_us = INT64_MAX, last_us = 0;
  };
  using Key = std::tuple<std::string, std::string, sluice_status, std::string>;

  int64_t find(const Key& key);
  int64_t add(const Key& key);

  SQLite::Database& db_;
  std::map<Key, Group> groups_;
};

}  // namespace sluice::store::rows
