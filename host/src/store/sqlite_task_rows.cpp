#include "store/sqlite_task_rows.hpp"

#include <algorithm>
#include <bit>
#include <unordered_set>
#include <utility>

#include "store/sqlite_found_tasks.hpp"
#include "store/sqlite_task_remover.hpp"
#include "store/sqlite_task_writer.hpp"

namespace sluice::store::rows {
namespace {

// Tasks of one value that was made of several records: it is sent once, for the first of them.
struct Merged {
  int64_t id = 0, group = 0;
  TaskState state = TaskState::parked;
};

// Calls `each` with those of one value, the oldest first. `pipeline` empty: of any.
template <class F>
void for_each_merged(SQLite::Database& db, TaskSets& sets, std::string_view pipeline, F&& each) {
  Row row(db, R"sql(SELECT pipeline, merged, step, id, grp FROM tasks
WHERE merged != '' AND (?1 = '' OR pipeline = ?1) ORDER BY pipeline, merged, step, id)sql");
  row.text(pipeline);
  std::vector<std::string> value;
  std::vector<Merged> tasks;
  while (row.next()) {
    std::vector<std::string> next = {row.text_at(0), row.text_at(1), row.text_at(2)};
    if (next != value && !tasks.empty()) each(std::exchange(tasks, {}));
    value = std::move(next);
    const int64_t id = row.number_at(3), group = row.number_at(4);
    tasks.push_back({id, group, sets.state_of(id, group)});
  }
  if (!tasks.empty()) each(tasks);
}

// What becomes of the first is what becomes of all. Before end_retry: one that is still with the
// retry got through.
void end_merged(SQLite::Database& db, std::string_view owner, TaskSets& sets) {
  for_each_merged(db, sets, owner, [&](const std::vector<Merged>& tasks) {
    for (const Merged& one : tasks)
      if (one.state == TaskState::retrying) sets.move(one.id, one.group, tasks.front().state);
  });
}

void end_retry(SQLite::Database& db, std::string_view owner, const RetriedTasks& retried,
               TaskSets& sets) {
  TaskFilter filter;
  filter.pipeline = owner;
  filter.step = retried.step;
  filter.from_start = retried.from_start;
  filter.states = {TaskState::retrying};
  filter.through = retried.through;
  if (retried.through) move_tasks(db, filter, TaskState::done, sets);
}

void supersede(SQLite::Database& db, std::string_view owner, const std::vector<std::string>& keys,
               TaskSets& sets) {
  if (keys.empty()) return;
  Row row(db, R"sql(SELECT id, grp FROM tasks
WHERE pipeline = ? AND record_key = ? AND record_key != '' AND kept = 0)sql");
  for (const std::string& key : keys) {
    row.text(owner).text(key);
    while (row.next()) {
      const int64_t id = row.number_at(0), group = row.number_at(1);
      if (sets.state_of(id, group) == TaskState::parked)
        sets.move(id, group, TaskState::superseded);
    }
    row.again();
  }
}

uint64_t kept_bytes(SQLite::Database& db, std::string_view owner) {
  Row row(db, "SELECT bytes FROM kept_bytes WHERE pipeline = ?");
  return row.text(owner).next() ? row.count_at(0) : 0;
}

// A few more than a commit adds, so that an old store comes within new bounds, too.
constexpr int64_t kMostDropped = 20'000;

void drop(Row& ids_and_groups, TaskRemover& remover) {
  std::vector<std::pair<int64_t, int64_t>> found;
  while (ids_and_groups.next())
    found.emplace_back(ids_and_groups.number_at(0), ids_and_groups.number_at(1));
  for (const auto& [id, group] : found) remover.remove(id, group);
}

void drop_old(SQLite::Database& db, std::string_view owner, int64_t before_us,
              TaskRemover& remover) {
  Row row(db, R"sql(SELECT id, grp FROM tasks INDEXED BY tasks_kept
WHERE pipeline = ? AND kept > 0 AND last_us < ? ORDER BY last_us, id LIMIT ?)sql");
  row.text(owner).number(before_us).number(kMostDropped);
  drop(row, remover);
}

// The oldest, until what is too much has gone.
void drop_beyond(SQLite::Database& db, std::string_view owner, uint64_t too_much,
                 TaskRemover& remover) {
  Row row(db, R"sql(SELECT id, grp FROM
  (SELECT id, grp, kept, sum(kept) OVER (ORDER BY last_us, id) AS through
   FROM (SELECT id, grp, kept, last_us FROM tasks INDEXED BY tasks_kept
         WHERE pipeline = ? AND kept > 0 ORDER BY last_us, id LIMIT ?))
  WHERE through - kept < ?)sql");
  row.text(owner).number(kMostDropped).count(too_much);
  drop(row, remover);
}

void drop_kept(SQLite::Database& db, std::string_view owner, const KeptBounds& bounds,
               TaskSets& sets) {
  TaskRemover old(db, sets);
  drop_old(db, owner, bounds.before_us, old);
  old.finish();
  const uint64_t bytes = kept_bytes(db, owner);
  if (bytes <= bounds.bytes) return;
  TaskRemover beyond(db, sets);
  drop_beyond(db, owner, bytes - bounds.bytes, beyond);
  beyond.finish();
}

}  // namespace

std::string task_columns(bool texts) {
  std::string out =
      "t.id, t.pipeline, t.step, t.origin, t.part, t.record_key, t.version, t.grp, t.code, "
      "t.remote_code, t.message, t.first_us, t.last_us, t.attempts, t.from_start, t.redacted, "
      "t.merged";
  return texts ? out + ", x.source, x.value, x.edited" : out;
}

Task task_at(Row& row, bool texts) {
  Task task;
  int column = 0;
  task.id = row.number_at(column++);
  task.pipeline = row.text_at(column++);
  task.step = row.text_at(column++);
  task.origin = row.text_at(column++);
  task.part = static_cast<uint32_t>(row.number_at(column++));
  task.record_key = row.text_at(column++);
  task.version = row.number_at(column++);
  task.group = row.number_at(column++);
  task.code = static_cast<sluice_status>(row.number_at(column++));
  task.remote_code = static_cast<int32_t>(row.number_at(column++));
  task.message = row.text_at(column++);
  task.first_us = row.number_at(column++);
  task.last_us = row.number_at(column++);
  task.attempts = static_cast<uint32_t>(row.number_at(column++));
  task.from_start = row.number_at(column++) != 0;
  task.redacted = row.number_at(column++) != 0;
  task.merged = row.text_at(column++);
  if (!texts) return task;
  task.source = row.text_at(column++);
  task.value = row.text_at(column++);
  if (!row.null_at(column)) task.edited = row.text_at(column);
  return task;
}

std::string sent_task_columns() {
  return "t.id, t.origin, t.part, t.record_key, t.from_start, t.redacted, t.merged, "
         "x.edited IS NOT NULL, "
         "coalesce(x.edited, CASE WHEN t.from_start THEN x.source ELSE x.value END)";
}

Task sent_task_at(Row& row) {
  Task task;
  int column = 0;
  task.id = row.number_at(column++);
  task.origin = row.text_at(column++);
  task.part = static_cast<uint32_t>(row.number_at(column++));
  task.record_key = row.text_at(column++);
  task.from_start = row.number_at(column++) != 0;
  task.redacted = row.number_at(column++) != 0;
  task.merged = row.text_at(column++);
  const bool edited = row.number_at(column++) != 0;
  std::string& text = edited ? task.edited.emplace() : task.from_start ? task.source : task.value;
  text = row.text_at(column);
  return task;
}

TaskHistory::TaskHistory(SQLite::Database& db)
    : attempts_(db, R"sql(SELECT time_us, code, remote_code, message FROM task_attempts
WHERE task = ? ORDER BY number)sql"),
      answer_(db, "SELECT request, payload, status, response FROM task_answers WHERE id = ?") {}

void TaskHistory::read(Task& task) {
  for (attempts_.number(task.id); attempts_.next();)
    task.earlier.push_back({attempts_.number_at(0),
                            static_cast<sluice_status>(attempts_.number_at(1)),
                            static_cast<int32_t>(attempts_.number_at(2)), attempts_.text_at(3)});
  attempts_.again();
  if (answer_.number(task.id).next())
    task.answer = TaskAnswer{answer_.text_at(0), answer_.text_at(1),
                             static_cast<int32_t>(answer_.number_at(2)), answer_.text_at(3)};
  answer_.again();
}

uint64_t insert_tasks(SQLite::Database& db, const std::vector<Task>& tasks) {
  TaskSets sets(db);
  TaskWriter writer(db, "", sets);
  uint64_t added = 0;
  for (const Task& task : tasks) added += writer.insert(task) ? 1 : 0;
  writer.finish();
  sets.write();
  return added;
}

uint64_t move_tasks(SQLite::Database& db, const TaskFilter& filter, TaskState to, TaskSets& sets) {
  TaskPage in_order;
  in_order.oldest_first = true;
  uint64_t moved = 0;
  for (FoundTasks found(db, filter, in_order); found.next();) {
    for (const TaskSet& set : found.sets()) sets.move(set, found.tasks(), to);
    moved += static_cast<uint64_t>(std::popcount(found.tasks()));
  }
  return moved;
}

void take_merged_along(SQLite::Database& db, TaskSets& sets) {
  for_each_merged(db, sets, {}, [&](const std::vector<Merged>& tasks) {
    const auto with_retry = [](const Merged& one) { return one.state == TaskState::retrying; };
    if (std::none_of(tasks.begin(), tasks.end(), with_retry)) return;
    for (const Merged& one : tasks)
      if (one.state == TaskState::parked || one.state == TaskState::skipped)
        sets.move(one.id, one.group, TaskState::retrying);
  });
}

std::vector<std::string> read_parked_keys(SQLite::Database& db, std::string_view pipeline) {
  TaskFilter filter;
  filter.pipeline = pipeline;
  filter.states = {TaskState::parked};
  Row row(db, "SELECT id, record_key FROM tasks WHERE id BETWEEN ? AND ?");
  std::unordered_set<std::string> keys;
  for (FoundTasks found(db, filter, {}); keys.size() < kMostParkedKeys && found.next();) {
    const uint64_t wanted = found.with_key();
    if (!wanted) continue;
    for (row.number(found.first_id()).number(found.last_id()); row.next();)
      if (wanted & task_bit(row.number_at(0))) keys.insert(row.text_at(1));
    row.again();
  }
  return {keys.begin(), keys.end()};
}

void write_tasks(SQLite::Database& db, std::string_view owner, const Delta& delta) {
  TaskSets sets(db);
  supersede(db, owner, delta.got_through, sets);
  if (!delta.tasks.empty()) {
    TaskWriter writer(db, owner, sets);
    for (const Task& task : delta.tasks) {
      if (task.is_kept())
        writer.keep(task);
      else if (task.id)
        writer.fail_retried(task);
      else
        writer.park(task);
    }
    writer.finish();
  }
  if (delta.kept) drop_kept(db, owner, *delta.kept, sets);
  if (delta.retried) {
    end_merged(db, owner, sets);
    sets.write();
    end_retry(db, owner, *delta.retried, sets);
  }
  sets.write();
}

}  // namespace sluice::store::rows
