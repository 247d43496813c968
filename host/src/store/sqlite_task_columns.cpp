#include "store/sqlite_task_columns.hpp"

namespace sluice::store::rows {

std::string task_columns(bool texts) {
  std::string out =
      "t.id, t.pipeline, t.step, t.origin, t.part, t.record_key, t.version, t.grp, t.code, "
      "t.remote_code, t.message, t.first_us, t.last_us, t.attempts, t.from_start, t.redacted, "
      "t.merged, t.record_order";
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
  task.order = static_cast<uint32_t>(row.number_at(column++));
  if (!texts) return task;
  task.source = row.text_at(column++);
  task.value = row.text_at(column++);
  if (!row.null_at(column)) task.edited = row.text_at(column);
  return task;
}

std::string sent_task_columns() {
  return "t.id, t.origin, t.part, t.record_key, t.from_start, t.redacted, t.merged, "
         "t.record_order, t.overtaken != 0, x.edited IS NOT NULL, "
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
  task.order = static_cast<uint32_t>(row.number_at(column++));
  task.overtaken = row.number_at(column++) != 0;
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

}  // namespace sluice::store::rows
