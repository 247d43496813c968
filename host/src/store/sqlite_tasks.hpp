// Tasks in the file of the SqliteStore, on a connection of their own: a search does not hold up a
// pipeline's reads. Any thread.
#pragma once

#include <memory>
#include <string>

#include "store/task_store.hpp"

namespace sluice::store {

class SqliteConnection;

class SqliteTasks final : public TaskStore {
 public:
  // No access yet. A missing file reads as empty; only `add` makes it.
  explicit SqliteTasks(std::string file, int busy_ms = 5000);
  ~SqliteTasks() override;

  Result<std::vector<Task>> tasks(const TaskFilter& filter, const TaskPage& page) override;
  Result<std::optional<Task>> task(int64_t id) override;
  Result<std::vector<TaskGroup>> groups(const TaskFilter& filter) override;
  Result<std::vector<TaskCount>> counts() override;
  Result<uint64_t> change(const TaskFilter& filter, TaskState to) override;
  Status edit(int64_t id, int64_t version, const std::string& value) override;
  Result<uint64_t> remove(const TaskFilter& filter) override;
  Result<uint64_t> add(const std::vector<Task>& tasks) override;

 private:
  const std::unique_ptr<SqliteConnection> connection_;
};

}  // namespace sluice::store
