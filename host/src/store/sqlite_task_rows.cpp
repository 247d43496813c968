#include "store/sqlite_task_rows.hpp"

#include <map>
#include <tuple>

#include "store/error_pattern.hpp"

namespace sluice::store::rows {
namespace {

// A run for one publisher alone, or a retry, has another name in the store than its pipeline.
std::string_view pipeline_of(const Task& task, std::string_view owner) {
  return task.pipeline.empty() ? owner : std::string_view(task.pipeline);
}

constexpr const char* kInsertTask =
    R"sql(INSERT INTO tasks (pipeline, step, origin, part, record_key, state, version, grp,
code, remote_code, message, first_us, last_us, attempts, from_start, redacted, merged)
VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING)sql";

// What a person decided stays: a record that was skipped stays so though it comes again, and one
// that a retry is about to send is the retry's.
TaskState state_after_failure(TaskState before) {
  const bool decided = before == TaskState::skipped || before == TaskState::retrying;
  return decided ? before : TaskState::parked;
}

// Writes many tasks in one transaction: its statements are prepared once, and each group is looked
// up once.
class TaskWriter {
 public:
  TaskWriter(SQLite::Database& db, std::string_view owner)
      : db_(db),
        owner_(owner),
        find_(db, R"sql(SELECT id, state FROM tasks
WHERE pipeline = ? AND step = ? AND origin = ? AND part = ?)sql"),
        insert_(db, kInsertTask),
        put_texts_(db, "INSERT OR REPLACE INTO task_texts VALUES (?, ?, ?, ?)"),
        fail_(db, R"sql(UPDATE tasks SET state = ?, grp = ?, code = ?, remote_code = ?, message = ?,
last_us = ?, attempts = attempts + ?, version = version + 1 WHERE id = ?)sql"),
        change_texts_(db, "UPDATE task_texts SET source = ?, value = ? WHERE id = ?") {}

  // Its id; 0 if there is one with its key.
  int64_t insert(const Task& task) {
    const std::string_view pipeline = pipeline_of(task, owner_);
    insert_.text(pipeline).text(task.step).text(task.origin).number(task.part);
    insert_.text(task.record_key).number(static_cast<int>(task.state)).number(1);
    insert_.number(group_of(pipeline, task)).number(task.code).number(task.remote_code);
    insert_.text(task.message).number(task.first_us).number(task.last_us).number(task.attempts);
    insert_.number(task.from_start).number(task.redacted).text(task.merged);
    if (insert_.run() == 0) return 0;
    const int64_t id = db_.getLastInsertRowid();
    put_texts(id, task);
    return id;
  }

  void park(const Task& task) {
    const Known known = find(pipeline_of(task, owner_), task);
    if (known.id)
      park_again(known, task);
    else
      insert(task);
  }

  // A retry's failure: at the same step it is the same task, with the value that was sent; further
  // down it is a task of its own, which takes this one's place.
  void fail_retried(Task task) {
    Row row(db_, "SELECT " + task_columns(true) +
                     " FROM tasks t JOIN task_texts x ON x.id = t.id WHERE t.id = ?");
    if (!row.number(task.id).next()) return;  // removed meanwhile
    const Task before = task_at(row, true);
    row.again();
    task.pipeline = before.pipeline;
    if (before.step == task.step) return fail_again(task.id, task, TaskState::parked);
    set_state(task.id, TaskState::superseded);
    task.origin = before.origin;
    task.part += before.part;
    task.record_key = before.record_key;
    task.source = before.source;
    if (task.from_start) task.value = before.source;
    task.first_us = before.first_us;
    park(task);
  }

 private:
  struct Known {
    int64_t id = 0;
    TaskState state = TaskState::parked;
  };

  Known find(std::string_view pipeline, const Task& task) {
    Known known;
    if (find_.text(pipeline).text(task.step).text(task.origin).number(task.part).next())
      known = {find_.number_at(0), static_cast<TaskState>(find_.number_at(1))};
    find_.again();
    return known;
  }

  int64_t group_of(std::string_view pipeline, const Task& task) {
    std::string pattern = error_pattern(task.message);
    int64_t& id = groups_[{std::string(pipeline), task.step, task.code, pattern}];
    if (!id) id = find_group(pipeline, task, pattern);
    if (!id) id = add_group(pipeline, task, pattern);
    return id;
  }
  int64_t find_group(std::string_view pipeline, const Task& task, const std::string& pattern) {
    Row row(db_, R"sql(SELECT id FROM task_groups
WHERE pipeline = ? AND step = ? AND code = ? AND pattern = ?)sql");
    row.text(pipeline).text(task.step).number(task.code).text(pattern);
    return row.next() ? row.number_at(0) : 0;
  }
  int64_t add_group(std::string_view pipeline, const Task& task, const std::string& pattern) {
    Row row(db_, "INSERT INTO task_groups (pipeline, step, code, pattern) VALUES (?, ?, ?, ?)");
    row.text(pipeline).text(task.step).number(task.code).text(pattern).run();
    return db_.getLastInsertRowid();
  }

  void put_texts(int64_t id, const Task& task) {
    put_texts_.number(id).text(task.source).text(task.value);
    if (task.edited)
      put_texts_.text(*task.edited);
    else
      put_texts_.null();
    put_texts_.run();
  }

  void fail_again(int64_t id, const Task& task, TaskState state) {
    const int64_t group = group_of(pipeline_of(task, owner_), task);
    fail_.number(static_cast<int>(state)).number(group).number(task.code);
    fail_.number(task.remote_code).text(task.message).number(task.last_us).number(task.attempts);
    fail_.number(id).run();
  }

  // The same record came again and failed at the same place. An edited value was made of this very
  // text, so it stays.
  void park_again(const Known& known, const Task& task) {
    fail_again(known.id, task, state_after_failure(known.state));
    change_texts_.text(task.source).text(task.value).number(known.id).run();
  }

  void set_state(int64_t id, TaskState state) {
    Row row(db_, "UPDATE tasks SET state = ?, version = version + 1 WHERE id = ?");
    row.number(static_cast<int>(state)).number(id).run();
  }

  using GroupKey = std::tuple<std::string, std::string, sluice_status, std::string>;

  SQLite::Database& db_;
  const std::string_view owner_;
  Row find_, insert_, put_texts_, fail_, change_texts_;
  std::map<GroupKey, int64_t> groups_;
};

void end_retry(SQLite::Database& db, std::string_view owner, const RetriedTasks& retried) {
  Row row(db, R"sql(UPDATE tasks INDEXED BY tasks_by_pipeline SET state = ?, version = version + 1
WHERE pipeline = ? AND state = ? AND id <= ? AND step = ? AND from_start = ?)sql");
  row.number(static_cast<int>(TaskState::done)).text(owner);
  row.number(static_cast<int>(TaskState::retrying)).number(retried.through).text(retried.step);
  row.number(retried.from_start).run();
}

// One value may have been made of several records, each with a task: it is sent once, for the first
// of them, and what becomes of that one is what becomes of all. Before end_retry: one that is still
// with the retry got through.
void end_merged(SQLite::Database& db, std::string_view owner) {
  Row row(db, R"sql(UPDATE tasks SET state = h.state, version = tasks.version + 1
FROM (SELECT pipeline, step, merged, state, min(id) AS id FROM tasks
      WHERE pipeline = ?1 AND merged != '' GROUP BY pipeline, step, merged) h
WHERE tasks.pipeline = ?1 AND tasks.merged = h.merged AND tasks.step = h.step AND tasks.state = ?2
  AND h.state != ?2 AND tasks.id != h.id)sql");
  row.text(owner).number(static_cast<int>(TaskState::retrying)).run();
}

void supersede(SQLite::Database& db, std::string_view owner, const std::string& key) {
  Row row(db, R"sql(UPDATE tasks SET state = ?, version = version + 1
WHERE pipeline = ? AND record_key = ? AND record_key != '' AND state = ?)sql");
  row.number(static_cast<int>(TaskState::superseded)).text(owner).text(key);
  row.number(static_cast<int>(TaskState::parked)).run();
}

}  // namespace

std::string task_columns(bool texts) {
  std::string out =
      "t.id, t.pipeline, t.step, t.origin, t.part, t.record_key, t.state, t.version, t.grp, "
      "t.code, "
      "t.remote_code, t.message, t.first_us, t.last_us, t.attempts, t.from_start, t.redacted, "
      "t.merged";
  return texts ? out + ", x.source, x.value, x.edited" : out;
}

Task task_at(Row& row, bool texts) {
  Task task;
  task.id = row.number_at(0);
  task.pipeline = row.text_at(1);
  task.step = row.text_at(2);
  task.origin = row.text_at(3);
  task.part = static_cast<uint32_t>(row.number_at(4));
  task.record_key = row.text_at(5);
  task.state = static_cast<TaskState>(row.number_at(6));
  task.version = row.number_at(7);
  task.group = row.number_at(8);
  task.code = static_cast<sluice_status>(row.number_at(9));
  task.remote_code = static_cast<int32_t>(row.number_at(10));
  task.message = row.text_at(11);
  task.first_us = row.number_at(12);
  task.last_us = row.number_at(13);
  task.attempts = static_cast<uint32_t>(row.number_at(14));
  task.from_start = row.number_at(15) != 0;
  task.redacted = row.number_at(16) != 0;
  task.merged = row.text_at(17);
  if (!texts) return task;
  task.source = row.text_at(18);
  task.value = row.text_at(19);
  if (!row.null_at(20)) task.edited = row.text_at(20);
  return task;
}

uint64_t insert_tasks(SQLite::Database& db, const std::vector<Task>& tasks) {
  TaskWriter writer(db, "");
  uint64_t added = 0;
  for (const Task& task : tasks) added += writer.insert(task) ? 1 : 0;
  return added;
}

std::vector<std::string> read_parked_keys(SQLite::Database& db, std::string_view pipeline) {
  Row row(db, R"sql(SELECT DISTINCT record_key FROM (SELECT record_key FROM tasks
WHERE pipeline = ? AND record_key != '' AND state = ? ORDER BY id DESC LIMIT ?))sql");
  row.text(pipeline).number(static_cast<int>(TaskState::parked)).number(kMostParkedKeys);
  std::vector<std::string> keys;
  while (row.next()) keys.push_back(row.text_at(0));
  return keys;
}

void write_tasks(SQLite::Database& db, std::string_view owner, const Delta& delta) {
  for (const std::string& key : delta.got_through) supersede(db, owner, key);
  if (!delta.tasks.empty()) {
    TaskWriter writer(db, owner);
    for (const Task& task : delta.tasks) {
      if (task.id)
        writer.fail_retried(task);
      else
        writer.park(task);
    }
  }
  if (!delta.retried) return;
  end_merged(db, owner);
  end_retry(db, owner, *delta.retried);
}

}  // namespace sluice::store::rows
