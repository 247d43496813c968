#include "store/sqlite_task_rows.hpp"

#include <map>
#include <set>
#include <tuple>

#include "store/error_pattern.hpp"
#include "store/sqlite_task_blocks.hpp"

namespace sluice::store::rows {
namespace {

// A run for one publisher alone, or a retry, has another name in the store than its pipeline.
std::string_view pipeline_of(const Task& task, std::string_view owner) {
  return task.pipeline.empty() ? owner : std::string_view(task.pipeline);
}

constexpr const char* kInsertTask =
    R"sql(INSERT INTO tasks (pipeline, step, origin, part, record_key, state, version, grp,
code, remote_code, message, first_us, last_us, attempts, from_start, redacted, merged, kept)
VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING)sql";

// Its texts', if it is of a delivered record.
int64_t kept_bytes_of(const Task& task) {
  if (!task.is_kept()) return 0;
  return static_cast<int64_t>(task.source.size() + task.record_key.size() + task.message.size());
}

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
last_us = ?, attempts = attempts + ?, version = version + 1, kept = ? WHERE id = ?)sql"),
        change_texts_(db, "UPDATE task_texts SET source = ?, value = ? WHERE id = ?"),
        keep_attempt_(db, R"sql(INSERT OR REPLACE INTO task_attempts
SELECT id, attempts, last_us, code, remote_code, message FROM tasks WHERE id = ?)sql"),
        put_attempt_(db, "INSERT OR REPLACE INTO task_attempts VALUES (?, ?, ?, ?, ?, ?)"),
        put_answer_(db, "INSERT OR REPLACE INTO task_answers VALUES (?, ?, ?, ?, ?)") {}

  // Its id; 0 if there is one with its key.
  int64_t insert(const Task& task) {
    const std::string_view pipeline = pipeline_of(task, owner_);
    insert_.text(pipeline).text(task.step).text(task.origin).number(task.part);
    insert_.text(task.record_key).number(static_cast<int>(task.state)).number(1);
    insert_.number(group_of(pipeline, task)).number(task.code).number(task.remote_code);
    insert_.text(task.message).number(task.first_us).number(task.last_us).number(task.attempts);
    insert_.number(task.from_start).number(task.redacted).text(task.merged);
    insert_.number(kept_bytes_of(task));
    if (insert_.run() == 0) return 0;
    const int64_t id = db_.getLastInsertRowid();
    put_texts(id, task);
    put_history(id, task);
    blocks_.add(id, task);
    return id;
  }

  // At the end of the transaction.
  void finish() { blocks_.write(db_); }

  void park(const Task& task) {
    const Known known = find(pipeline_of(task, owner_), task);
    if (known.id)
      park_again(known, task);
    else
      insert(task);
  }

  // What failed there before has been delivered now; what a retry has is the retry's.
  void keep(const Task& task) {
    const Known known = find(pipeline_of(task, owner_), task);
    if (!known.id) return static_cast<void>(insert(task));
    if (known.state == TaskState::retrying) return;
    if (known.state != TaskState::done) keep_attempt(known.id);
    change(known.id, task, TaskState::done);
    change_texts_.text(task.source).text(task.value).number(known.id).run();
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

  void put_history(int64_t id, const Task& task) {
    int64_t number = 0;
    for (const TaskAttempt& one : task.earlier) {
      put_attempt_.number(id).number(++number).number(one.time_us).number(one.code);
      put_attempt_.number(one.remote_code).text(one.message).run();
    }
    put_answer(id, task);
  }

  void put_answer(int64_t id, const Task& task) {
    if (!task.answer) return;
    put_answer_.number(id).text(task.answer->request).number(task.answer->status);
    put_answer_.blob(task.answer->response).blob(task.answer->payload).run();
  }

  // The last one becomes an earlier one.
  void keep_attempt(int64_t id) {
    keep_attempt_.number(id).run();
    Row(db_, R"sql(DELETE FROM task_attempts WHERE task = ?1 AND number <=
(SELECT number FROM task_attempts WHERE task = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?2))sql")
        .number(id)
        .number(static_cast<int64_t>(Task::kKeptAttempts) - 1)
        .run();
    Row(db_, "DELETE FROM task_answers WHERE id = ?").number(id).run();
  }

  void fail_again(int64_t id, const Task& task, TaskState state) {
    keep_attempt(id);
    change(id, task, state);
  }

  void change(int64_t id, const Task& task, TaskState state) {
    put_answer(id, task);
    blocks_.add(id, task);
    const int64_t group = group_of(pipeline_of(task, owner_), task);
    fail_.number(static_cast<int>(state)).number(group).number(task.code);
    fail_.number(task.remote_code).text(task.message).number(task.last_us).number(task.attempts);
    fail_.number(kept_bytes_of(task)).number(id).run();
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
  Row find_, insert_, put_texts_, fail_, change_texts_, keep_attempt_, put_attempt_, put_answer_;
  TaskBlockWriter blocks_;
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

uint64_t kept_bytes(SQLite::Database& db, std::string_view owner) {
  Row row(db, "SELECT bytes FROM kept_bytes WHERE pipeline = ?");
  return row.text(owner).next() ? row.count_at(0) : 0;
}

// A few more than a commit adds, so that an old store comes within new bounds, too.
constexpr int64_t kMostDropped = 20'000;

// Executes a deletion that returns ids, and drops the blocks that have no tasks any more.
void drop(SQLite::Database& db, Row& deletion) {
  std::set<int64_t> blocks;
  while (deletion.next()) blocks.insert(deletion.number_at(0) / TaskBlockReader::kTasks);
  Row row(db, R"sql(DELETE FROM task_blocks WHERE block = ?
AND NOT EXISTS (SELECT 1 FROM tasks WHERE id BETWEEN ? AND ?))sql");
  for (const int64_t block : blocks) {
    const int64_t first = block * TaskBlockReader::kTasks;
    row.number(block).number(first).number(first + TaskBlockReader::kTasks - 1).run();
  }
}

void drop_old(SQLite::Database& db, std::string_view owner, int64_t before_us) {
  Row row(db, R"sql(DELETE FROM tasks WHERE id IN (SELECT id FROM tasks INDEXED BY tasks_kept
WHERE pipeline = ? AND kept > 0 AND last_us < ? ORDER BY last_us, id LIMIT ?) RETURNING id)sql");
  row.text(owner).number(before_us).number(kMostDropped);
  drop(db, row);
}

void drop_kept(SQLite::Database& db, std::string_view owner, const KeptBounds& bounds) {
  drop_old(db, owner, bounds.before_us);
  const uint64_t bytes = kept_bytes(db, owner);
  if (bytes <= bounds.bytes) return;
  // The oldest, until what is too much has gone.
  Row row(db, R"sql(DELETE FROM tasks WHERE id IN (SELECT id FROM
  (SELECT id, kept, sum(kept) OVER (ORDER BY last_us, id) AS through
   FROM (SELECT id, kept, last_us FROM tasks INDEXED BY tasks_kept
         WHERE pipeline = ? AND kept > 0 ORDER BY last_us, id LIMIT ?))
  WHERE through - kept < ?) RETURNING id)sql");
  row.text(owner).number(kMostDropped).count(bytes - bounds.bytes);
  drop(db, row);
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
  TaskWriter writer(db, "");
  uint64_t added = 0;
  for (const Task& task : tasks) added += writer.insert(task) ? 1 : 0;
  writer.finish();
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
      if (task.is_kept())
        writer.keep(task);
      else if (task.id)
        writer.fail_retried(task);
      else
        writer.park(task);
    }
    writer.finish();
  }
  if (delta.kept) drop_kept(db, owner, *delta.kept);
  if (!delta.retried) return;
  end_merged(db, owner);
  end_retry(db, owner, *delta.retried);
}

}  // namespace sluice::store::rows
