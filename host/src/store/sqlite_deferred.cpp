#include "store/sqlite_deferred.hpp"

#include <algorithm>

#include "store/sqlite_step_write.hpp"
#include "store/sqlite_task_set.hpp"

namespace sluice::store {
namespace {

bool is_open(std::optional<TaskState> state) {
  return state == TaskState::parked || state == TaskState::retrying;
}

// Sorted as text, too: what joins a list does so in the order in which it was written.
std::string in_order(size_t number) {
  std::string digits = std::to_string(number);
  return digits.insert(0, 10 - std::min<size_t>(10, digits.size()), '0');
}

}  // namespace

// Nothing: the task was removed.
std::optional<TaskState> Deferred::state_of(int64_t task) {
  if (!state_)
    state_.emplace(db_, std::string("SELECT ") + kTaskSetColumns +
                            " FROM tasks t JOIN task_sets s ON s.block = t.id / 64"
                            " AND s.grp = t.grp WHERE t.id = ?");
  std::optional<TaskState> out;
  if (state_->number(task).next()) out = task_set_at(*state_).state_of(task_bit(task));
  state_->again();
  return out;
}

bool Deferred::any() { return Row(db_, "SELECT 1 FROM deferred_tasks LIMIT 1").next(); }

void Deferred::add(std::string_view pipeline, const DeferredWrites& writes,
                   const std::vector<int64_t>& tasks) {
  Row last(db_, "SELECT coalesce(max(deferred), 0) FROM deferred_tasks");
  last.next();
  const int64_t deferred = last.number_at(0) + 1;
  last.again();
  Row put(db_, "INSERT INTO deferred_writes VALUES (?, ?, ?, ?, ?, ?, ?)");
  size_t joining = 0;
  for (const DeferredWrite& write : writes.writes) {
    const bool is_row = !write.table.empty(), joins = !write.list.empty();
    const std::string_view owner = is_row ? std::string_view() : pipeline;
    const std::string_view step = is_row ? std::string_view() : std::string_view(writes.step);
    const std::string key =
        joins ? std::to_string(deferred) + ' ' + in_order(joining++) : write.key;
    if (!joins) overwritten_key(owner, step, write.table, key);
    put.text(owner).text(step).text(joins ? write.list : write.table).blob(key);
    if (write.value)
      put.blob(*write.value);
    else
      put.null();
    put.number(write.expires_us).number(deferred).run();
  }
  Row link(db_, "INSERT OR IGNORE INTO deferred_tasks VALUES (?, ?, ?)");
  for (const int64_t task : tasks)
    link.number(task).number(deferred).number(writes.delivered).run();
}

void Deferred::drop(int64_t deferred) {
  for (const char* sql : {"DELETE FROM deferred_writes WHERE deferred = ?",
                          "DELETE FROM deferred_tasks WHERE deferred = ?"})
    Row(db_, sql).number(deferred).run();
}

void Deferred::drop_all(Row& deferred) {
  std::set<int64_t> found;
  while (deferred.next()) found.insert(deferred.number_at(0));
  deferred.again();
  for (const int64_t one : found) drop(one);
}

void Deferred::forget(int64_t task) {
  Row of_task(db_, "SELECT deferred FROM deferred_tasks WHERE task = ?");
  drop_all(of_task.number(task));
}

void Deferred::drop_lists(int64_t deferred) {
  Row(db_, "DELETE FROM deferred_writes WHERE deferred = ? AND step != '' AND tbl != ''")
      .number(deferred)
      .run();
}

bool Deferred::is_from_start(int64_t task) {
  return Row(db_, "SELECT 1 FROM tasks WHERE id = ? AND from_start").number(task).next();
}

void Deferred::run_again(int64_t task) {
  Row of_task(db_, "SELECT deferred FROM deferred_tasks WHERE task = ?");
  for (of_task.number(task); of_task.next();) drop_lists(of_task.number_at(0));
}

void Deferred::pass_on(int64_t from, int64_t to) {
  Row(db_, R"sql(INSERT OR IGNORE INTO deferred_tasks
SELECT ?1, deferred, delivered FROM deferred_tasks WHERE task = ?2)sql")
      .number(to)
      .number(from)
      .run();
  passed_on_.insert(from);
}

std::vector<Deferred::Link> Deferred::ended_links() {
  Row row(db_, "SELECT task, deferred FROM deferred_tasks WHERE task BETWEEN ? AND ?");
  std::vector<Link> links;
  for (const auto& [block, tasks] : ended_) {
    row.number(block * kBlockTasks).number(block * kBlockTasks + kBlockTasks - 1);
    while (row.next())
      if (tasks & task_bit(row.number_at(0))) links.push_back({row.number_at(0), row.number_at(1)});
    row.again();
  }
  return links;
}

void Deferred::settle() {
  if (!ended_.empty() && any())
    for (const Link& link : ended_links()) settle(link);
  ended_.clear();
  passed_on_.clear();
}

// One whose record was superseded, or removed undelivered, says nothing of what the target has.
void Deferred::settle(const Link& link) {
  const std::optional<TaskState> state = state_of(link.task);
  if (is_open(state)) return;
  if (state == TaskState::skipped) return apply_if_over(link.deferred, false);
  if (state != TaskState::done && !passed_on_.contains(link.task)) return drop(link.deferred);
  Row(db_, "DELETE FROM deferred_tasks WHERE task = ? AND deferred = ?")
      .number(link.task)
      .number(link.deferred)
      .run();
  if (state != TaskState::done) return;
  if (is_from_start(link.task)) drop_lists(link.deferred);
  Row(db_, "UPDATE deferred_tasks SET delivered = 1 WHERE deferred = ?")
      .number(link.deferred)
      .run();
  apply_if_over(link.deferred, true);
}

void Deferred::apply_if_over(int64_t deferred, bool delivered) {
  Row links(db_, "SELECT task, delivered FROM deferred_tasks WHERE deferred = ?");
  for (links.number(deferred); links.next();) {
    if (is_open(state_of(links.number_at(0)))) return;
    delivered = delivered || links.number_at(1) != 0;
  }
  links.again();
  apply(deferred, delivered);
}

// A step's own state counts for a skipped record as for one that a filter dropped, a row only for a
// delivered one: it stays until the skipped task is retried after all.
void Deferred::apply(int64_t deferred, bool delivered) {
  Row writes(db_, R"sql(SELECT pipeline, step, tbl, key, value, expires_us FROM deferred_writes
WHERE deferred = ? ORDER BY key)sql");
  bool all = true;
  for (writes.number(deferred); writes.next();) all &= write_one(writes, delivered);
  writes.again();
  if (all) return drop(deferred);
  Row(db_, "DELETE FROM deferred_writes WHERE deferred = ? AND step != ''").number(deferred).run();
}

void Deferred::join(Row& write) {
  const std::string list = write.text_at(2), count_key = list + "c";
  Row count(db_, "SELECT value FROM transformer_state WHERE pipeline = ? AND step = ? AND key = ?");
  count.text(write.blob_at(0)).text(write.blob_at(1)).blob(count_key);
  const std::string number = count.next() ? count.text_at(0) : "0";
  count.again();
  const auto set = [&](const std::string& key, std::string_view value) {
    put(db_, {write.blob_at(0), write.blob_at(1), {}, key, value});
  };
  set(list + number, write.blob_at(4));
  set(count_key, std::to_string(std::stoull(number) + 1));
}

bool Deferred::write_one(Row& write, bool delivered) {
  const bool is_row = write.blob_at(1).empty();
  if (is_row && !delivered) return false;
  if (!is_row && !write.blob_at(2).empty()) return join(write), true;
  std::optional<std::string_view> value;
  if (!write.null_at(4)) value = write.blob_at(4);
  put(db_, {write.blob_at(0), write.blob_at(1), write.blob_at(2), write.blob_at(3), value,
            write.number_at(5)});
  return true;
}

void Deferred::overwritten_key(std::string_view pipeline, std::string_view step,
                               std::string_view table, std::string_view key) {
  if (!find_)
    find_.emplace(db_, R"sql(SELECT deferred FROM deferred_writes
WHERE pipeline = ? AND step = ? AND tbl = ? AND key = ?)sql");
  drop_all(find_->text(pipeline).text(step).text(table).blob(key));
}

void Deferred::overwritten(std::string_view pipeline, const std::vector<StateWrite>& writes) {
  if (writes.empty() || !any()) return;
  for (const StateWrite& write : writes) overwritten_key(pipeline, write.step, {}, write.key);
}

void Deferred::overwritten(const std::vector<TableWrite>& rows) {
  if (rows.empty() || !any()) return;
  for (const TableWrite& row : rows) overwritten_key({}, {}, row.table, row.key);
}

void Deferred::overwritten_row(std::string_view table, std::string_view key) {
  overwritten_key({}, {}, table, key);
}

void Deferred::overwritten_table(std::string_view table) {
  Row of_table(db_, R"sql(SELECT deferred FROM deferred_writes
WHERE pipeline = '' AND step = '' AND tbl = ?)sql");
  drop_all(of_table.text(table));
}

void Deferred::forget_state(std::string_view pipeline) {
  Row of_pipeline(db_, "SELECT deferred FROM deferred_writes WHERE pipeline = ?");
  drop_all(of_pipeline.text(pipeline));
}

}  // namespace sluice::store
