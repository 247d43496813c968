// Tasks that are with a retry as the source of a run: numbered lines (backlog/numbered_lines.hpp),
// each with a task's id and the value to send, and the step that leaves the values alone. Made on
// the main thread; then each table on its lane.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "app/wiring/retry_walk.hpp"
#include "pipeline/plan.hpp"
#include "store/task_store.hpp"

namespace sluice::app {

class TaskSource {
 public:
  // The store outlives it.
  TaskSource(store::TaskStore& store, RetryWalk walk) : store_(store), walk_(std::move(walk)) {}
  TaskSource(const TaskSource&) = delete;
  TaskSource& operator=(const TaskSource&) = delete;

  // The name of both in the engine.
  static constexpr const char* kName = "retry";
  pipeline::Source source();
  static pipeline::Step step();
  // The next step is the target that the tasks stopped at, or its own first one: they are what it
  // was sent.
  void go_to_target() { to_target_ = true; }
  // The step that they stopped at is on this chain of a switch, which they do not pass again.
  void go_on_chain(uint32_t chain) { chain_ = chain; }

 private:
  sluice_status poll(sluice_batch* into, sluice_error* error);
  std::string origin_of(const store::Task& task) const;
  bool is_sent_already(const store::Task& task);

  store::TaskStore& store_;
  const RetryWalk walk_;
  bool to_target_ = false;
  uint32_t chain_ = 0;
  int64_t after_ = 0;             // the last task given
  std::set<std::string> merged_;  // values made of several records that were given
};

}  // namespace sluice::app
