#include "app/wiring/retry_store.hpp"

#include "app/wiring/task_source.hpp"
#include "backlog/numbered_lines.hpp"

namespace sluice::app {

// Settled tasks have left the retry, so its source always begins with the first of the others.
Result<store::PipelineState> RetryStore::load(std::string_view) {
  auto own = inner().load(walk_.pipeline);
  if (!own) return own;
  auto state = inner().load(place_);
  if (!state) return state;
  state->cursor = {};
  state->positions = std::move(own->positions);
  return state;
}

// What a step gave at the retry's end is of no task: it has one of its own.
void RetryStore::name_tasks(std::vector<store::Task>& tasks) const {
  for (store::Task& task : tasks) {
    task.id = backlog::number_of(task.source).value_or(0);
    task.pipeline = walk_.pipeline;
    if (task.step == TaskSource::kName) task.step = walk_.step;
  }
}

Status RetryStore::commit(std::string_view, const store::CommitKey& key,
                          const store::Delta& delta) {
  store::Delta own = delta;
  own.owner = walk_.pipeline;
  own.got_through.clear();  // tasks are not in the order in which their records were read
  name_tasks(own.tasks);
  if (own.cursor && !own.cursor->text.empty())
    own.retried = {walk_.step, walk_.from_start, backlog::cursor_number(own.cursor->text),
                   reaches_};
  own.leaves_nothing = own.cursor && own.cursor->walk == store::Walk::finished;
  return inner().commit(place_, key, own);
}

Result<store::CommitMark> RetryStore::last_commit(std::string_view) {
  return inner().last_commit(place_);
}

Result<bool> RetryStore::reset(std::string_view) { return inner().reset(place_); }

}  // namespace sluice::app
