#include "store/sqlite_task_blocks.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <string>

namespace sluice::store {
namespace {

std::string blocks_sql(const TaskPage& page) {
  return std::string(
             "SELECT block, marks FROM task_blocks WHERE block BETWEEN ? AND ? AND "
             "first_us < ? AND last_us >= ? ORDER BY block") +
         (page.oldest_first ? "" : " DESC");
}

struct Range {
  int64_t first = 0, last = INT64_MAX;  // ids
};

Range range_of(const TaskFilter& filter, const TaskPage& page) {
  Range out{filter.above + 1, filter.through ? filter.through : INT64_MAX};
  if (!page.after) return out;
  if (page.oldest_first)
    out.first = std::max(out.first, page.after + 1);
  else
    out.last = std::min(out.last, page.after - 1);
  return out;
}

std::string_view text_of(sqlite3_value* value) {
  const auto* text = static_cast<const char*>(sqlite3_value_blob(value));
  return {text ? text : "", static_cast<size_t>(sqlite3_value_bytes(value))};
}

// SQLite gives zeroed memory, which is a TextMarks without marks.
TextMarks* marks_of(sqlite3_context* context) {
  return static_cast<TextMarks*>(
      sqlite3_aggregate_context(context, static_cast<int>(sizeof(TextMarks))));
}

void add_texts(sqlite3_context* context, int, sqlite3_value** values) {
  TextMarks* const marks = marks_of(context);
  if (!marks) return sqlite3_result_error_nomem(context);
  marks->add(text_of(values[0]));
  marks->add(text_of(values[1]));
}

void give_marks(sqlite3_context* context) {
  const TextMarks* const marks = marks_of(context);
  if (!marks) return sqlite3_result_error_nomem(context);
  const std::string bytes = marks->bytes();
  sqlite3_result_blob(context, bytes.data(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
}

}  // namespace

void TaskBlockWriter::add(int64_t id, const Task& task) {
  Block& block = blocks_[id / TaskBlockReader::kTasks];
  block.first_us = std::min(block.first_us, task.last_us);
  block.last_us = std::max(block.last_us, task.last_us);
  block.marks.add(task.message);
  block.marks.add(task.record_key);
}

void TaskBlockWriter::write(SQLite::Database& db) {
  if (blocks_.empty()) return;
  Row find(db, "SELECT first_us, last_us, marks FROM task_blocks WHERE block = ?");
  Row put(db, "INSERT OR REPLACE INTO task_blocks VALUES (?, ?, ?, ?)");
  for (auto& [number, block] : blocks_) {
    if (find.number(number).next()) {
      block.first_us = std::min(block.first_us, find.number_at(0));
      block.last_us = std::max(block.last_us, find.number_at(1));
      block.marks.merge(find.blob_at(2));
    }
    find.again();
    put.number(number).number(block.first_us).number(block.last_us).blob(block.marks.bytes()).run();
  }
  blocks_.clear();
}

TaskBlockReader::TaskBlockReader(SQLite::Database& db, const TaskFilter& filter,
                                 const TaskPage& page)
    : row_(db, blocks_sql(page)) {
  const Range range = range_of(filter, page);
  row_.number(range.first / kTasks).number(range.last / kTasks);
  row_.number(filter.before_us ? filter.before_us : INT64_MAX).number(filter.since_us);
  wanted_.add(filter.text);
}

bool TaskBlockReader::next() {
  while (row_.next())
    if (TextMarks::may_hold(row_.blob_at(1), wanted_)) {
      block_ = row_.number_at(0);
      return true;
    }
  return false;
}

void drop_empty_blocks(SQLite::Database& db) {
  const std::string tasks = std::to_string(TaskBlockReader::kTasks);
  db.exec(
      "DELETE FROM task_blocks WHERE NOT EXISTS (SELECT 1 FROM tasks WHERE id BETWEEN block * " +
      tasks + " AND block * " + tasks + " + " + tasks + " - 1)");
}

void add_text_marks_function(SQLite::Database& db) {
  db.createFunction("text_marks", 2, true, nullptr, nullptr, add_texts, give_marks);
}

}  // namespace sluice::store
