#include "store/sqlite_task_remover.hpp"

namespace sluice::store {

TaskRemover::TaskRemover(SQLite::Database& db, TaskSets& sets)
    : db_(db),
      sets_(sets),
      task_(db, "DELETE FROM tasks WHERE id = ? RETURNING pipeline, kept"),
      texts_(db, "DELETE FROM task_texts WHERE id = ?"),
      attempts_(db, "DELETE FROM task_attempts WHERE task = ?"),
      answer_(db, "DELETE FROM task_answers WHERE id = ?") {}

void TaskRemover::remove(int64_t id, int64_t group) {
  task_.number(id);
  while (task_.next())
    if (const int64_t kept = task_.number_at(1)) kept_.add(task_.text_at(0), -kept);
  task_.again();
  for (Row* row : {&texts_, &attempts_, &answer_}) row->number(id).run();
  sets_.remove(id, group);
  blocks_.insert(block_of(id));
}

void TaskRemover::finish() {
  sets_.write();
  kept_.write(db_);
  Row row(db_, R"sql(DELETE FROM task_blocks
WHERE block = ?1 AND NOT EXISTS (SELECT 1 FROM task_sets WHERE block = ?1))sql");
  for (const int64_t block : blocks_) row.number(block).run();
  blocks_.clear();
}

}  // namespace sluice::store
