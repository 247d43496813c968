// The one thread that commits for a pipeline: at most one delta is under way, so commits are in
// order, and the sink lane continues meanwhile. Used by the sink lane.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "pipeline/run_context.hpp"
#include "store/pipeline_store.hpp"

namespace sluice::pipeline {

class StoreThread {
 public:
  // The run outlives it. `sequence` is that of the last commit.
  StoreThread(const RunContext& run, int64_t sequence);
  ~StoreThread();  // waits for a commit under way
  StoreThread(const StoreThread&) = delete;
  StoreThread& operator=(const StoreThread&) = delete;

  // REQUIRES: the result of the commit before was collected.
  void submit(store::Delta delta);
  // The result of the commit under way, once; nothing while it runs or if there is none.
  std::optional<Status> collect();
  // Waits for it. REQUIRES: there is one.
  Status wait();

 private:
  enum class State { idle, submitted, done, closing };
  void work();
  Status commit(const store::Delta& delta);
  Status look_up(const store::CommitKey& key, const store::Delta& delta, Status why) const;
  Status commit_once(const store::CommitKey& key, const store::Delta& delta) const;

  const RunContext& run_;
  int64_t sequence_;
  const std::string run_name_;  // begins the name of each commit
  std::mutex mutex_;
  std::condition_variable changed_;
  State state_ = State::idle;
  store::Delta delta_;
  Status result_;
  std::thread thread_;  // last: it uses the others
};

}  // namespace sluice::pipeline
