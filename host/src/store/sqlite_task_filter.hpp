// A filter of tasks as a condition of SQL. Used within one call.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "store/sqlite_row.hpp"
#include "store/task.hpp"

namespace sluice::store {

class TaskCondition {
 public:
  // Over columns of tasks t.
  explicit TaskCondition(const TaskFilter& filter);

  // Further conditions, joined with those before.
  TaskCondition& add(std::string sql) { return parts_.push_back(std::move(sql)), *this; }
  TaskCondition& add(std::string sql, int64_t number);
  TaskCondition& add(std::string sql, std::string text);

  // " WHERE …"; empty if everything passes.
  std::string sql() const;
  void bind(Row& row) const {
    for (const auto& one : values_) one(row);
  }

 private:
  std::vector<std::string> parts_;
  std::vector<std::function<void(Row&)>> values_;
};

}  // namespace sluice::store
