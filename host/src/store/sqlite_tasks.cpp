#include "store/sqlite_tasks.hpp"

#include <optional>
#include <utility>

#include "store/sqlite_connection.hpp"
#include "store/sqlite_row.hpp"
#include "store/sqlite_task_blocks.hpp"
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
// counted; many by reading the rows in order, which soon has a page together, or the blocks that
// may hold some.
struct Way {
  bool none = false, by_blocks = false;
  std::string groups = {};  // "t.grp IN (…)"; empty: any
};

// Text or time, which no index has.
bool is_searched(const TaskFilter& filter) {
  return !filter.text.empty() || filter.before_us || filter.since_us;
}

Way way_to(SQLite::Database& db, const TaskFilter& filter) {
  constexpr uint64_t kFew = 20'000;
  const TaskCondition condition(by_group(filter));
  Row row(db, std::string("SELECT t.grp, t.count") + kCountedGroups + condition.sql());
  condition.bind(row);
  Way way;
  uint64_t tasks = 0;
  for (; tasks <= kFew && row.next(); tasks += row.count_at(1))
    way.groups += (way.groups.empty() ? "t.grp IN (" : ", ") + row.text_at(0);
  way.none = way.groups.empty();
  way.groups += ')';
  if (tasks <= kFew) return way;
  return {false, is_searched(filter)};
}

// Whoever reads all of them, the oldest first, reads in order anyway.
Way way_to(SQLite::Database& db, const TaskFilter& filter, const TaskPage& page) {
  if (!filter.ids.empty()) return {};
  const bool by_group = !page.oldest_first && (filter.code || !filter.step.empty());
  return is_searched(filter) || by_group ? way_to(db, filter) : Way();
}

// Fills a page, task by task.
class PageReader {
 public:
  PageReader(SQLite::Database& db, const TaskPage& page) : page_(page) {
    if (page.history) history_.emplace(db);
  }

  bool is_full() const { return out_.size() >= page_.most || bytes_ > page_.bytes; }
  size_t room() const { return page_.most - out_.size(); }
  void read(Row& row) {
    while (!is_full() && row.next()) {
      out_.push_back(rows::task_at(row, page_.texts));
      if (history_) history_->read(out_.back());
      bytes_ += out_.back().source.size() + out_.back().current().size();
    }
  }
  std::vector<Task> take() { return std::move(out_); }

 private:
  const TaskPage page_;
  std::optional<rows::TaskHistory> history_;
  std::vector<Task> out_;
  size_t bytes_ = 0;
};

std::string page_sql(const TaskPage& page, const std::string& from,
                     const TaskCondition& condition) {
  return "SELECT " + rows::task_columns(page.texts) + " FROM tasks t" + from +
         (page.texts ? " JOIN task_texts x ON x.id = t.id" : "") + condition.sql() +
         " ORDER BY t.id" + (page.oldest_first ? "" : " DESC") + " LIMIT ?";
}

std::vector<Task> read_blocks(SQLite::Database& db, const TaskFilter& filter, const TaskPage& page,
                              TaskCondition& condition) {
  condition.add("t.id BETWEEN ? AND ?");
  Row row(db, page_sql(page, " NOT INDEXED", condition));
  PageReader reader(db, page);
  for (TaskBlockReader blocks(db, filter, page); !reader.is_full() && blocks.next(); row.again()) {
    condition.bind(row);
    row.number(blocks.first_id()).number(blocks.last_id()).count(reader.room());
    reader.read(row);
  }
  return reader.take();
}

std::vector<Task> read_page(SQLite::Database& db, const TaskFilter& filter, const TaskPage& page) {
  TaskCondition condition(filter);
  if (page.after) condition.add(page.oldest_first ? "t.id > ?" : "t.id < ?", page.after);
  const Way way = way_to(db, filter, page);
  if (way.none) return {};
  if (way.by_blocks) return read_blocks(db, filter, page, condition);
  if (!way.groups.empty()) condition.add(way.groups);
  Row row(db, page_sql(page, way.groups.empty() ? "" : " INDEXED BY tasks_by_group", condition));
  condition.bind(row);
  row.count(page.most);
  PageReader reader(db, page);
  reader.read(row);
  return reader.take();
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
  page.texts = page.history = true;
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
    drop_empty_blocks(db);
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
