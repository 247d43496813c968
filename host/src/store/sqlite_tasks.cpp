#include "store/sqlite_tasks.hpp"

#include <utility>

#include "store/sqlite_connection.hpp"
#include "store/sqlite_row.hpp"
#include "store/sqlite_task_filter.hpp"
#include "store/sqlite_task_rows.hpp"

namespace sluice::store {
namespace {

// Of the filter, what groups and their counts can answer.
TaskFilter by_group(const TaskFilter& filter) {
  TaskFilter known;
  known.pipeline = filter.pipeline;
  known.step = filter.step;
  known.states = filter.states;
  known.code = filter.code;
  known.group = filter.group;
  return known;
}

constexpr const char* kCountedGroups = R"sql( FROM (SELECT g.id AS grp, g.pipeline, g.step, g.code,
g.pattern, c.state, c.count, c.first_us, c.last_us
FROM task_counts c JOIN task_groups g ON g.id = c.grp) t)sql";

// How to find the tasks of a filter that no index fits: few of them by their groups, which are
// counted; many by reading the rows in order, which soon has a page together.
struct Way {
  bool none = false;
  std::string from = " FROM tasks t";
  std::string groups;  // "t.grp IN (…)"; empty: any
};

Way way_to(SQLite::Database& db, const TaskFilter& filter) {
  constexpr uint64_t kFew = 20'000;
  const bool by_text = !filter.text.empty() || filter.before_us || filter.since_us;
  if (!filter.ids.empty() || !(by_text || filter.code || !filter.step.empty())) return {};
  const TaskCondition condition(by_group(filter));
  Row row(db, std::string("SELECT t.grp, t.count") + kCountedGroups + condition.sql());
  condition.bind(row);
  Way way;
  uint64_t tasks = 0;
  for (; tasks <= kFew && row.next(); tasks += row.count_at(1))
    way.groups += (way.groups.empty() ? "t.grp IN (" : ", ") + row.text_at(0);
  way.none = way.groups.empty();
  way.groups += ')';
  if (tasks <= kFew)
    way.from += " INDEXED BY tasks_by_group";
  else
    way.groups.clear();
  if (tasks > kFew && by_text) way.from += " NOT INDEXED";
  return way;
}

std::vector<Task> read_page(SQLite::Database& db, const TaskFilter& filter, const TaskPage& page) {
  TaskCondition condition(filter);
  // Whoever reads all of them, the oldest first, reads in order anyway.
  const Way way = page.oldest_first ? Way() : way_to(db, filter);
  if (way.none) return {};
  if (!way.groups.empty()) condition.add(way.groups);
  if (page.after) condition.add(page.oldest_first ? "t.id > ?" : "t.id < ?", page.after);
  Row row(db, "SELECT " + rows::task_columns(page.texts) + way.from +
                  (page.texts ? " JOIN task_texts x ON x.id = t.id" : "") + condition.sql() +
                  " ORDER BY t.id" + (page.oldest_first ? "" : " DESC") + " LIMIT ?");
  condition.bind(row);
  row.count(page.most);
  std::vector<Task> out;
  for (size_t bytes = 0; bytes <= page.bytes && row.next();) {
    out.push_back(rows::task_at(row, page.texts));
    bytes += out.back().source.size() + out.back().current().size();
  }
  return out;
}

// The counts of one group and state, not a task.
TaskGroup group_at(Row& row) {
  TaskGroup group;
  group.id = row.number_at(0);
  group.pipeline = row.text_at(1);
  group.step = row.text_at(2);
  group.code = static_cast<sluice_status>(row.number_at(3));
  group.pattern = row.text_at(4);
  group.state = static_cast<TaskState>(row.number_at(5));
  group.count = row.count_at(6);
  group.first_us = row.number_at(7);
  group.last_us = row.number_at(8);
  return group;
}

// A value that was made of several records is retried for all of them.
void take_merged_along(SQLite::Database& db) {
  Row(db, R"sql(UPDATE tasks SET state = ?1, version = version + 1
WHERE merged != '' AND state IN (?2, ?3) AND EXISTS (SELECT 1 FROM tasks h
  WHERE h.pipeline = tasks.pipeline AND h.merged = tasks.merged AND h.merged != ''
    AND h.step = tasks.step AND h.state = ?1))sql")
      .number(static_cast<int>(TaskState::retrying))
      .number(static_cast<int>(TaskState::parked))
      .number(static_cast<int>(TaskState::skipped))
      .run();
}

Status not_editable(SQLite::Database& db, int64_t id, int64_t version) {
  const std::string name = "task " + std::to_string(id);
  Row row(db, "SELECT state, version FROM tasks WHERE id = ?");
  if (!row.number(id).next()) return {SLUICE_E_INVALID, "there is no " + name};
  const auto state = static_cast<TaskState>(row.number_at(0));
  if (row.number_at(1) != version)
    return {SLUICE_E_UNAVAILABLE,
            name + " was changed meanwhile: nothing is kept; look at it again"};
  return {SLUICE_E_INVALID,
          name + " is " + std::string(task_state_name(state)) +
              (state == TaskState::retrying
                   ? ": its value may have been sent; end that retry first (sluice tasks retry)"
                   : ": only a task that is parked or skipped can be edited")};
}

}  // namespace

SqliteTasks::SqliteTasks(std::string file, int busy_ms)
    : connection_(std::make_unique<SqliteConnection>(std::move(file), busy_ms)) {}

SqliteTasks::~SqliteTasks() = default;

Result<std::vector<Task>> SqliteTasks::tasks(const TaskFilter& filter, const TaskPage& page) {
  return connection_->read<std::vector<Task>>(
      [&](SQLite::Database& db) { return read_page(db, filter, page); });
}

Result<std::optional<Task>> SqliteTasks::task(int64_t id) {
  using Found = std::optional<Task>;
  TaskFilter filter;
  filter.ids = {id};
  TaskPage page;
  page.texts = true;
  return connection_->read<Found>([&](SQLite::Database& db) -> Found {
    std::vector<Task> found = read_page(db, filter, page);
    return found.empty() ? std::nullopt : Found(std::move(found.front()));
  });
}

Result<std::vector<TaskGroup>> SqliteTasks::groups(const TaskFilter& filter) {
  const TaskCondition condition(by_group(filter));
  return connection_->read<std::vector<TaskGroup>>([&](SQLite::Database& db) {
    Row row(db, std::string("SELECT *") + kCountedGroups + condition.sql() +
                    " ORDER BY t.count DESC, t.grp");
    condition.bind(row);
    std::vector<TaskGroup> out;
    while (row.next()) out.push_back(group_at(row));
    return out;
  });
}

Result<std::vector<TaskCount>> SqliteTasks::counts() {
  return connection_->read<std::vector<TaskCount>>([](SQLite::Database& db) {
    Row row(db, R"sql(SELECT g.pipeline, c.state, sum(c.count) FROM task_counts c
JOIN task_groups g ON g.id = c.grp GROUP BY 1, 2 ORDER BY 1, 2)sql");
    std::vector<TaskCount> out;
    while (row.next())
      out.push_back({row.text_at(0), static_cast<TaskState>(row.number_at(1)), row.count_at(2)});
    return out;
  });
}

Result<uint64_t> SqliteTasks::change(const TaskFilter& filter, TaskState to) {
  const TaskCondition condition(filter);
  return connection_->write_if_there<uint64_t>([&](SQLite::Database& db) {
    Row row(db, "UPDATE tasks AS t SET state = ?, version = version + 1" + condition.sql());
    row.number(static_cast<int>(to));
    condition.bind(row);
    const auto changed = static_cast<uint64_t>(row.run());
    if (to == TaskState::retrying) take_merged_along(db);
    return changed;
  });
}

Status SqliteTasks::edit(int64_t id, int64_t version, const std::string& value) {
  return connection_->write([&](SQLite::Database& db) -> Status {
    Row row(db, R"sql(UPDATE tasks SET version = version + 1
WHERE id = ? AND version = ? AND state IN (?, ?))sql");
    row.number(id).number(version).number(static_cast<int>(TaskState::parked));
    if (row.number(static_cast<int>(TaskState::skipped)).run() == 0)
      return not_editable(db, id, version);
    Row(db, "UPDATE task_texts SET edited = ? WHERE id = ?").text(value).number(id).run();
    return {};
  });
}

Result<uint64_t> SqliteTasks::remove(const TaskFilter& filter) {
  const TaskCondition condition(filter);
  return connection_->write_if_there<uint64_t>([&](SQLite::Database& db) {
    Row row(db, "DELETE FROM tasks AS t" + condition.sql());
    condition.bind(row);
    const auto removed = static_cast<uint64_t>(row.run());
    Row(db, "DELETE FROM task_groups WHERE id NOT IN (SELECT grp FROM task_counts)").run();
    return removed;
  });
}

Result<uint64_t> SqliteTasks::add(const std::vector<Task>& tasks) {
  uint64_t added = 0;
  const Status status = connection_->write([&](SQLite::Database& db) -> Status {
    added = rows::insert_tasks(db, tasks);
    return {};
  });
  if (!status) return status;
  return added;
}

}  // namespace sluice::store
