#include "store/sqlite_task_blocks.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <string>

#include "store/sqlite_task_sets.hpp"

namespace sluice::store {
namespace {

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
  Block& block = blocks_[block_of(id)];
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

TaskBlockMarks::TaskBlockMarks(SQLite::Database& db, const TaskFilter& filter)
    : row_(db, "SELECT marks FROM task_blocks WHERE block = ? AND first_us < ? AND last_us >= ?"),
      before_us_(filter.before_us ? filter.before_us : INT64_MAX),
      since_us_(filter.since_us) {
  wanted_.add(filter.text);
}

bool TaskBlockMarks::may_hold(int64_t block) {
  row_.number(block).number(before_us_).number(since_us_);
  const bool out = row_.next() && TextMarks::may_hold(row_.blob_at(0), wanted_);
  row_.again();
  return out;
}

void add_text_marks_function(SQLite::Database& db) {
  db.createFunction("text_marks", 2, true, nullptr, nullptr, add_texts, give_marks);
}

}  // namespace sluice::store
