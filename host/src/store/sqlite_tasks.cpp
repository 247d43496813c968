#include "store/sqlite_tasks.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <optional>
#include <utility>

#include "store/sqlite_connection.hpp"
#include "store/sqlite_found_tasks.hpp"
#include "store/sqlite_row.hpp"
#include "store/sqlite_task_columns.hpp"
#include "store/sqlite_task_filter.hpp"
#include "store/sqlite_task_remover.hpp"
#include "store/sqlite_task_rows.hpp"

namespace sluice::store {
namespace {

constexpr const char* kCountedGroups = " FROM task_counts c JOIN task_groups g ON g.id = c.grp";

// Fills a page, block by block.
class PageReader {
 public:
  PageReader(SQLite::Database& db, const TaskPage& page)
      : page_(page),
        row_(db, "SELECT " + columns(page) + " FROM tasks t" +
                     (has_texts(page) ? " CROSS JOIN task_texts x ON x.id = t.id" : "") +
                     " WHERE t.id BETWEEN ? AND ? ORDER BY t.id" +
                     (page.oldest_first ? "" : " DESC")) {
    if (page.history) history_.emplace(db);
  }

  bool is_full() const { return out_.size() >= page_.most || bytes_ > page_.bytes; }
  void read(const FoundTasks& found) {
    row_.number(found.first_id()).number(found.last_id());
    while (!is_full() && row_.next())
      if (found.tasks() & task_bit(row_.number_at(0))) add(task_at_row(), found);
    row_.again();
  }
  std::vector<Task> take() { return std::move(out_); }

 private:
  static bool has_texts(const TaskPage& page) { return page.texts || page.to_send; }
  static std::string columns(const TaskPage& page) {
    return page.to_send ? rows::sent_task_columns() : rows::task_columns(page.texts);
  }
  Task task_at_row() {
    return page_.to_send ? rows::sent_task_at(row_) : rows::task_at(row_, page_.texts);
  }
  void add(Task task, const FoundTasks& found) {
    task.state = found.state_of(task.id);
    if (history_) history_->read(task);
    bytes_ += task.source.size() + task.current().size();
    out_.push_back(std::move(task));
  }

  const TaskPage page_;
  Row row_;
  std::optional<rows::TaskHistory> history_;
  std::vector<Task> out_;
  size_t bytes_ = 0;
};

std::vector<Task> read_page(SQLite::Database& db, const TaskFilter& filter, const TaskPage& page) {
  PageReader reader(db, page);
  for (FoundTasks found(db, filter, page); !reader.is_full() && found.next();) reader.read(found);
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

// With the counts of all their tasks.
std::vector<TaskGroup> read_groups(SQLite::Database& db, const TaskFilter& filter) {
  const TaskCondition condition = TaskCondition::of_counts(filter);
  Row row(db, std::string("SELECT g.id, g.pipeline, g.step, g.code, g.pattern, c.state, c.count, "
                          "g.first_us, g.last_us") +
                  kCountedGroups + condition.sql() + " ORDER BY c.count DESC, g.id");
  condition.bind(row);
  std::vector<TaskGroup> out;
  while (row.next()) out.push_back(group_at(row));
  return out;
}

using FoundCounts = std::map<std::pair<int64_t, TaskState>, uint64_t>;  // by group and state

FoundCounts count_found(SQLite::Database& db, const TaskFilter& filter) {
  FoundCounts out;
  for (FoundTasks found(db, filter, {}); found.next();)
    for (const TaskSet& set : found.sets())
      for (const TaskState state : kTaskStates)
        if (const uint64_t tasks = set.in(state)&found.tasks())
          out[{set.group, state}] += static_cast<uint64_t>(std::popcount(tasks));
  return out;
}

// The groups with counts of what the filter lets pass; without those that have none of it.
std::vector<TaskGroup> of_found_tasks(SQLite::Database& db, const TaskFilter& filter,
                                      std::vector<TaskGroup> groups) {
  const FoundCounts counts = count_found(db, filter);
  std::erase_if(groups, [&](TaskGroup& group) {
    const auto found = counts.find({group.id, group.state});
    if (found != counts.end()) group.count = found->second;
    return found == counts.end();
  });
  std::stable_sort(groups.begin(), groups.end(),
                   [](const TaskGroup& a, const TaskGroup& b) { return a.count > b.count; });
  return groups;
}

// Of what a person changes, so that nobody edits what he has not seen.
void raise_versions(SQLite::Database& db, const TaskFilter& filter) {
  Row row(db, R"sql(UPDATE tasks SET version = version + 1
WHERE id BETWEEN ? AND ? AND (? >> (id % 64)) & 1)sql");
  TaskPage in_order;
  in_order.oldest_first = true;
  for (FoundTasks found(db, filter, in_order); found.next();)
    row.number(found.first_id()).number(found.last_id()).count(found.tasks()).run();
}

// Who was told that a later record got through, and names such a task, wants it sent all the same;
// of a value that was made of several records, with those of the others.
void decide_overtaken(SQLite::Database& db, const TaskFilter& filter) {
  Row row(db, R"sql(UPDATE tasks SET overtaken = 0 WHERE overtaken = 2 AND (id = ?1 OR (merged != ''
AND (pipeline, merged, step) = (SELECT pipeline, merged, step FROM tasks WHERE id = ?1))))sql");
  for (const int64_t id : filter.ids) row.number(id).run();
}

uint64_t change_tasks(SQLite::Database& db, const TaskFilter& filter, TaskState to) {
  if (to != TaskState::retrying)
    raise_versions(db, filter);
  else if (!filter.ids.empty())
    decide_overtaken(db, filter);
  TaskSets sets(db);
  const uint64_t changed = rows::move_tasks(db, filter, to, sets);
  if (to == TaskState::retrying) rows::take_merged_along(db, sets);
  sets.write();
  return changed;
}

uint64_t remove_tasks(SQLite::Database& db, const TaskFilter& filter) {
  TaskSets sets(db);
  TaskRemover remover(db, sets);
  uint64_t removed = 0;
  TaskPage in_order;
  in_order.oldest_first = true;
  for (FoundTasks found(db, filter, in_order); found.next();)
    for (const TaskSet& set : found.sets()) {
      remover.remove(set, found.tasks());
      removed += static_cast<uint64_t>(std::popcount(set.all() & found.tasks()));
    }
  remover.finish();
  Row(db, "DELETE FROM task_groups WHERE id NOT IN (SELECT grp FROM task_counts)").run();
  return removed;
}

Status not_editable(int64_t id, TaskState state) {
  return {SLUICE_E_INVALID,
          "task " + std::to_string(id) + " is " + std::string(task_state_name(state)) +
              (state == TaskState::retrying
                   ? ": its value may have been sent; end that retry first (sluice tasks retry)"
                   : ": only a task that is parked or skipped can be edited")};
}

Status edit_task(SQLite::Database& db, int64_t id, int64_t version, const std::string& value) {
  const std::string name = "task " + std::to_string(id);
  Row row(db, "SELECT grp, version FROM tasks WHERE id = ?");
  if (!row.number(id).next()) return {SLUICE_E_INVALID, "there is no " + name};
  const TaskState state = TaskSets(db).state_of(id, row.number_at(0));
  const bool was_seen = row.number_at(1) == version;
  row.again();
  if (state != TaskState::parked && state != TaskState::skipped) return not_editable(id, state);
  if (!was_seen)
    return {SLUICE_E_UNAVAILABLE,
            name + " was changed meanwhile: nothing is kept; look at it again"};
  Row(db, "UPDATE tasks SET version = version + 1, overtaken = 0 WHERE id = ?").number(id).run();
  Row(db, "UPDATE task_texts SET edited = ? WHERE id = ?").text(value).number(id).run();
  return {};
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
  return connection_->read<std::vector<TaskGroup>>([&](SQLite::Database& db) {
    std::vector<TaskGroup> all = read_groups(db, filter);
    return is_counted(filter) ? all : of_found_tasks(db, filter, std::move(all));
  });
}

Result<std::vector<TaskCount>> SqliteTasks::counts() {
  return connection_->read<std::vector<TaskCount>>([](SQLite::Database& db) {
    Row row(db, std::string("SELECT g.pipeline, c.state, sum(c.count)") + kCountedGroups +
                    " GROUP BY 1, 2 ORDER BY 1, 2");
    std::vector<TaskCount> out;
    while (row.next())
      out.push_back({row.text_at(0), static_cast<TaskState>(row.number_at(1)), row.count_at(2)});
    return out;
  });
}

Result<uint64_t> SqliteTasks::change(const TaskFilter& filter, TaskState to) {
  return connection_->write_if_there<uint64_t>(
      [&](SQLite::Database& db) { return change_tasks(db, filter, to); });
}

Status SqliteTasks::edit(int64_t id, int64_t version, const std::string& value) {
  return connection_->write(
      [&](SQLite::Database& db) { return edit_task(db, id, version, value); });
}

Result<uint64_t> SqliteTasks::remove(const TaskFilter& filter) {
  return connection_->write_if_there<uint64_t>(
      [&](SQLite::Database& db) { return remove_tasks(db, filter); });
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
