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

Status RetryStore::name_tasks(std::vector<store::Task>& tasks) const {
  for (store::Task& task : tasks) {
    const std::optional<int64_t> id = backlog::number_of(task.source);
    if (!id)
      return Status::internal("pipeline " + walk_.pipeline +
                              ": a record of a retry names no task; nothing of it is stored");
    task.id = *id;
    task.pipeline = walk_.pipeline;
    if (task.step == TaskSource::kName) task.step = walk_.step;
  }
  return {};
}

Status RetryStore::commit(std::string_view, const store::CommitKey& key,
                          const store::Delta& delta) {
  store::Delta own = delta;
  own.owner = walk_.pipeline;
  own.got_through.clear();  // tasks are not in the order in which their records were read
  if (Status s = name_tasks(own.tasks); !s) return s;
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
