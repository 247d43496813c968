#include "store/sqlite_task_rows.hpp"

#include <algorithm>
#include <bit>
#include <unordered_set>
#include <utility>

#include "store/sqlite_backlog_rows.hpp"
#include "store/sqlite_found_tasks.hpp"
#include "store/sqlite_task_remover.hpp"
#include "store/sqlite_task_writer.hpp"
#include "store/sqlite_versions.hpp"

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

// Their ids; 0: it is not there any more.
std::vector<int64_t> write_failures(SQLite::Database& db, std::string_view owner,
                                    const std::vector<Task>& tasks, TaskSets& sets) {
  TaskWriter writer(db, owner, sets);
  std::vector<int64_t> ids;
  ids.reserve(tasks.size());
  for (const Task& task : tasks)
    ids.push_back(task.is_kept() ? writer.keep(task)
                  : task.id      ? writer.fail_retried(task)
                                 : writer.park(task));
  writer.finish();
  return ids;
}

void add_deferred(std::string_view owner, const std::vector<DeferredWrites>& all,
                  const std::vector<int64_t>& ids, Deferred& deferred) {
  for (const DeferredWrites& writes : all) {
    std::vector<int64_t> tasks;
    for (const size_t at : writes.tasks)
      if (at < ids.size() && ids[at]) tasks.push_back(ids[at]);
    if (!tasks.empty()) deferred.add(owner, writes, tasks);
  }
}

// What got through later in the same commit.
void overtake_new(SQLite::Database& db, std::string_view owner, const Delta& delta,
                  const std::vector<int64_t>& ids, TaskSets& sets) {
  if (delta.got_through.empty()) return;
  Versions versions(db, owner, sets);
  for (size_t i = 0; i < ids.size(); i++)
    if (ids[i] && !delta.tasks[i].is_kept())
      versions.got_through_later(ids[i], delta.tasks[i], delta.got_through);
}

}  // namespace

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
  filter.states = {TaskState::parked, TaskState::retrying, TaskState::skipped};
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
  if (!delta.got_through.empty()) Versions(db, owner, sets).got_through(delta.got_through);
  if (!delta.tasks.empty()) {
    const std::vector<int64_t> ids = write_failures(db, owner, delta.tasks, sets);
    add_deferred(owner, delta.deferred, ids, sets.deferred());
    for (const ParkedWaiting& parked : delta.parked_waiting)
      if (const int64_t task = ids[parked.task])
        park_waiting(db, owner, parked, task, sets.deferred());
    overtake_new(db, owner, delta, ids, sets);
  }
  if (delta.kept) drop_kept(db, owner, *delta.kept, sets);
  if (delta.retried) {
    end_merged(db, owner, sets);
    sets.write();
    Versions(db, owner, sets).got_through(*delta.retried);
    end_retry(db, owner, *delta.retried, sets);
  }
  sets.write();
}

}  // namespace sluice::store::rows
