// The tasks of a server's store, over its control API: what the commands do is the same with a
// server and without. For one thread.
#pragma once

#include "app/client/control_client.hpp"
#include "store/task_store.hpp"

namespace sluice::app {

class RemoteTasks final : public store::TaskStore {
 public:
  explicit RemoteTasks(ControlClient server) : server_(std::move(server)) {}

  Result<std::vector<store::Task>> tasks(const store::TaskFilter& filter,
                                         const store::TaskPage& page) override;
  Result<std::optional<store::Task>> task(int64_t id) override;
  Result<std::vector<store::TaskGroup>> groups(const store::TaskFilter& filter) override;
  Result<std::vector<store::TaskCount>> counts() override;
  // E_UNSUPPORTED but for skipping: what is retried or done is the server's to say.
  Result<uint64_t> change(const store::TaskFilter& filter, store::TaskState to) override;
  Status edit(int64_t id, int64_t version, const std::string& value) override;
  Result<uint64_t> remove(const store::TaskFilter& filter) override;
  // In parts of some MiB: one that fails leaves those before it.
  Result<uint64_t> add(const std::vector<store::Task>& tasks) override;

 private:
  Result<uint64_t> ask_by_filter(const std::string& method, const std::string& path,
                                 const store::TaskFilter& filter);

  ControlClient server_;
};

}  // namespace sluice::app
