// A filter of tasks as conditions of SQL. Used within one call.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "store/sqlite_row.hpp"
#include "store/task.hpp"

namespace sluice::store {

class TaskCondition {
 public:
  TaskCondition() = default;
  // What a filter asks of task_groups g, of those and task_counts c, and of tasks t beyond that.
  static TaskCondition of_groups(const TaskFilter& filter);
  static TaskCondition of_counts(const TaskFilter& filter);
  static TaskCondition of_rows(const TaskFilter& filter);

  // Further conditions, joined with those before.
  TaskCondition& add(std::string sql) { return parts_.push_back(std::move(sql)), *this; }
  TaskCondition& add(std::string sql, int64_t number);
  TaskCondition& add(std::string sql, std::string text);
  // What `inner` says, between `before` and `behind`.
  TaskCondition& add_in(const std::string& before, const TaskCondition& inner,
                        const std::string& behind);

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
