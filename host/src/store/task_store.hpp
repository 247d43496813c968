// Tasks as people work with them: found, grouped and changed by filter, one page at a time.
// Commits of pipelines add them (pipeline_store.hpp). Independent of SQLite. Every function is
// [any].
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sluice/result.hpp"
#include "store/task.hpp"

namespace sluice::store {

class TaskStore {
 public:
  virtual ~TaskStore() = default;

  // One page; fewer than `page.most` tasks, and not because of its bytes: it is the last.
  virtual Result<std::vector<Task>> tasks(const TaskFilter& filter, const TaskPage& page) = 0;
  // With its texts and its history.
  virtual Result<std::optional<Task>> task(int64_t id) = 0;

  // Of the tasks that the filter lets pass, the largest first. Reads counts if is_counted(filter).
  virtual Result<std::vector<TaskGroup>> groups(const TaskFilter& filter) = 0;
  // By pipeline and state; takes no longer for many tasks.
  virtual Result<std::vector<TaskCount>> counts() = 0;

  // Puts what the filter lets pass into this state, in one step; how many.
  virtual Result<uint64_t> change(const TaskFilter& filter, TaskState to) = 0;
  // Keeps what a person made of the value, beside the original. E_UNAVAILABLE if the task changed
  // since `version`, E_INVALID if there is none or it is with a retry.
  virtual Status edit(int64_t id, int64_t version, const std::string& value) = 0;
  // Deletes what the filter lets pass; how many.
  virtual Result<uint64_t> remove(const TaskFilter& filter) = 0;
  // Tasks of another store, in one step; their ids are given anew. Those that are there already
  // (by their key) stay as they are. How many are new.
  virtual Result<uint64_t> add(const std::vector<Task>& tasks) = 0;
};

}  // namespace sluice::store
