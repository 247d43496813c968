#include "store/sqlite_task_writer.hpp"

#include "store/sqlite_task_columns.hpp"

namespace sluice::store::rows {
namespace {

constexpr const char* kInsertTask =
    R"sql(INSERT INTO tasks (pipeline, step, origin, part, record_key, version, grp,
code, remote_code, message, first_us, last_us, attempts, from_start, redacted, merged, kept,
record_order) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING)sql";

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

}  // namespace

TaskWriter::TaskWriter(SQLite::Database& db, std::string_view owner, TaskSets& sets)
    : db_(db),
      owner_(owner),
      sets_(sets),
      find_(db, R"sql(SELECT id, grp, kept FROM tasks
WHERE pipeline = ? AND step = ? AND origin = ? AND part = ?)sql"),
      find_by_id_(db, "SELECT id, grp, kept FROM tasks WHERE id = ?"),
      insert_(db, kInsertTask),
      put_texts_(db, "INSERT OR REPLACE INTO task_texts VALUES (?, ?, ?, ?)"),
      fail_(db, R"sql(UPDATE tasks SET grp = ?, code = ?, remote_code = ?, message = ?,
last_us = ?, attempts = attempts + ?, version = version + 1, kept = ? WHERE id = ?)sql"),
      change_texts_(db, "UPDATE task_texts SET source = ?, value = ? WHERE id = ?"),
      keep_attempt_(db, R"sql(INSERT OR REPLACE INTO task_attempts
SELECT id, attempts, last_us, code, remote_code, message FROM tasks WHERE id = ?)sql"),
      put_attempt_(db, "INSERT OR REPLACE INTO task_attempts VALUES (?, ?, ?, ?, ?, ?)"),
      put_answer_(db, "INSERT OR REPLACE INTO task_answers VALUES (?, ?, ?, ?, ?)"),
      told_(db, "UPDATE tasks SET overtaken = 2 WHERE id = ? AND overtaken = 1"),
      came_again_(db, R"sql(UPDATE tasks SET again_us = ?, record_order = ?, overtaken = 0
WHERE id = ?)sql"),
      inherit_(db, R"sql(UPDATE tasks SET again_us = was.again_us, record_order =
CASE tasks.record_order WHEN 0 THEN was.record_order ELSE tasks.record_order END
FROM (SELECT again_us, record_order FROM tasks WHERE id = ?1) AS was WHERE tasks.id = ?2)sql"),
      groups_(db) {}

int64_t TaskWriter::insert(const Task& task) {
  const std::string_view pipeline = pipeline_of(task);
  const int64_t group = groups_.of(pipeline, task);
  insert_.text(pipeline).text(task.step).text(task.origin).number(task.part);
  insert_.text(task.record_key).number(1).number(group).number(task.code);
  insert_.number(task.remote_code).text(task.message).number(task.first_us);
  insert_.number(task.last_us).number(task.attempts).number(task.from_start);
  insert_.number(task.redacted).text(task.merged).number(kept_bytes_of(task));
  insert_.number(task.order);
  if (insert_.run() == 0) return 0;
  const int64_t id = db_.getLastInsertRowid();
  sets_.add(id, group, task);
  kept_.add(pipeline, kept_bytes_of(task));
  put_texts(id, task);
  put_history(id, task);
  blocks_.add(id, task);
  return id;
}

void TaskWriter::finish() {
  blocks_.write(db_);
  groups_.write();
  kept_.write(db_);
}

int64_t TaskWriter::park(const Task& task) {
  const Known known = find(pipeline_of(task), task);
  if (!known.id) return insert(task);
  park_again(known, task);
  return known.id;
}

int64_t TaskWriter::keep(const Task& task) {
  const Known known = find(pipeline_of(task), task);
  if (!known.id) return insert(task);
  const TaskState before = sets_.state_of(known.id, known.group);
  if (before == TaskState::retrying) return known.id;
  if (before != TaskState::done) keep_attempt(known.id);
  change(known, task, TaskState::done);
  change_texts_.text(task.source).text(task.value).number(known.id).run();
  return known.id;
}

int64_t TaskWriter::fail_retried(Task task) {
  find_by_id_.number(task.id);
  const Known known = known_by(find_by_id_);
  if (!known.id) return 0;
  Row row(db_, "SELECT " + task_columns(true) +
                   " FROM tasks t JOIN task_texts x ON x.id = t.id WHERE t.id = ?");
  row.number(task.id).next();
  const Task before = task_at(row, true);
  row.again();
  task.pipeline = before.pipeline;
  told_.number(task.id).run();
  if (before.from_start) sets_.deferred().run_again(known.id);
  if (before.step == task.step) return fail_again(known, task, TaskState::parked), known.id;
  sets_.move(known.id, known.group, TaskState::superseded);
  task.origin = before.origin;
  task.part += before.part;
  task.record_key = before.record_key;
  task.source = before.source;
  if (task.from_start) task.value = before.source;
  task.first_us = before.first_us;
  const int64_t further_down = park(task);
  inherit_.number(task.id).number(further_down).run();
  sets_.deferred().pass_on(known.id, further_down);
  return further_down;
}

// A run for one publisher alone, or a retry, has another name in the store than its pipeline.
std::string_view TaskWriter::pipeline_of(const Task& task) const {
  return task.pipeline.empty() ? owner_ : std::string_view(task.pipeline);
}

TaskWriter::Known TaskWriter::known_by(Row& row) {
  Known known;
  if (row.next()) known = {row.number_at(0), row.number_at(1), row.number_at(2)};
  row.again();
  return known;
}

TaskWriter::Known TaskWriter::find(std::string_view pipeline, const Task& task) {
  find_.text(pipeline).text(task.step).text(task.origin).number(task.part);
  return known_by(find_);
}

void TaskWriter::put_texts(int64_t id, const Task& task) {
  put_texts_.number(id).text(task.source).text(task.value);
  if (task.edited)
    put_texts_.text(*task.edited);
  else
    put_texts_.null();
  put_texts_.run();
}

void TaskWriter::put_history(int64_t id, const Task& task) {
  int64_t number = 0;
  for (const TaskAttempt& one : task.earlier) {
    put_attempt_.number(id).number(++number).number(one.time_us).number(one.code);
    put_attempt_.number(one.remote_code).text(one.message).run();
  }
  put_answer(id, task);
}

void TaskWriter::put_answer(int64_t id, const Task& task) {
  if (!task.answer) return;
  put_answer_.number(id).text(task.answer->request).number(task.answer->status);
  put_answer_.blob(task.answer->response).blob(task.answer->payload).run();
}

// The last one becomes an earlier one.
void TaskWriter::keep_attempt(int64_t id) {
  keep_attempt_.number(id).run();
  Row(db_, R"sql(DELETE FROM task_attempts WHERE task = ?1 AND number <=
(SELECT number FROM task_attempts WHERE task = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?2))sql")
      .number(id)
      .number(static_cast<int64_t>(Task::kKeptAttempts) - 1)
      .run();
  Row(db_, "DELETE FROM task_answers WHERE id = ?").number(id).run();
}

void TaskWriter::fail_again(const Known& known, const Task& task, TaskState state) {
  keep_attempt(known.id);
  change(known, task, state);
}

void TaskWriter::change(const Known& known, const Task& task, TaskState state) {
  put_answer(known.id, task);
  blocks_.add(known.id, task);
  const std::string_view pipeline = pipeline_of(task);
  const int64_t group = groups_.of(pipeline, task);
  fail_.number(group).number(task.code).number(task.remote_code).text(task.message);
  fail_.number(task.last_us).number(task.attempts).number(kept_bytes_of(task));
  fail_.number(known.id).run();
  sets_.regroup(known.id, known.group, group);
  sets_.move(known.id, group, state);
  kept_.add(pipeline, kept_bytes_of(task) - known.kept);
}

// The same record came again and failed at the same place. An edited value was made of this very
// text, so it stays.
void TaskWriter::park_again(const Known& known, const Task& task) {
  const TaskState state = state_after_failure(sets_.state_of(known.id, known.group));
  fail_again(known, task, state);
  came_again_.number(task.last_us).number(task.order).number(known.id).run();
  sets_.deferred().forget(known.id);
  // Whoever skipped it has decided about what is deferred now, too.
  if (state == TaskState::skipped)
    sets_.deferred().note_ended(block_of(known.id), task_bit(known.id));
  change_texts_.text(task.source).text(task.value).number(known.id).run();
}

}  // namespace sluice::store::rows
