// Tasks that are with a retry as the source of a run: a page of lines, each with a task's number
// and the value to send, and a step that leaves the value alone. So each record's source text, by
// which the engine knows it, is the task's own: two tasks with equal values are two records. Made
// on the main thread; then each table on its lane.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

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

  // The number of the task that a line's text, with secrets taken out, came from; nothing if it is
  // none, or not readable any more.
  static std::optional<int64_t> task_of(std::string_view line);

 private:
  sluice_status poll(sluice_batch* into, sluice_error* error);
  std::string line_of(const store::Task& task) const;
  bool is_sent_already(const store::Task& task);

  store::TaskStore& store_;
  const RetryWalk walk_;
  int64_t after_ = 0;             // the last task given
  std::set<std::string> merged_;  // values made of several records that were given
};

}  // namespace sluice::app
