#include "store/sqlite_task_remover.hpp"

#include <bit>

namespace sluice::store {

TaskRemover::TaskRemover(SQLite::Database& db, TaskSets& sets)
    : db_(db),
      sets_(sets),
      task_(db, "DELETE FROM tasks WHERE id = ? RETURNING pipeline, kept"),
      texts_(db, "DELETE FROM task_texts WHERE id BETWEEN ? AND ?"),
      attempts_(db, "DELETE FROM task_attempts WHERE task BETWEEN ? AND ?"),
      answers_(db, "DELETE FROM task_answers WHERE id BETWEEN ? AND ?") {}

void TaskRemover::remove(int64_t id, int64_t group) {
  remove_range(id, id);
  sets_.remove(id, group);
  blocks_.insert(block_of(id));
}

void TaskRemover::remove(const TaskSet& set, uint64_t tasks) {
  tasks &= set.all();
  for (uint64_t left = tasks; left;) {
    const int begin = std::countr_zero(left), size = std::countr_one(left >> begin);
    const int64_t first = set.block * kBlockTasks + begin, last = first + size - 1;
    remove_range(first, last);
    left &= begin + size < kBlockTasks ? ~uint64_t{0} << (begin + size) : 0;
  }
  sets_.remove(set, tasks);
  blocks_.insert(set.block);
}

// All of it is there.
void TaskRemover::remove_range(int64_t first, int64_t last) {
  for (int64_t id = first; id <= last; id++, task_.again())
    for (task_.number(id); task_.next();)
      if (const int64_t kept = task_.number_at(1)) kept_.add(task_.text_at(0), -kept);
  for (Row* row : {&texts_, &attempts_, &answers_}) row->number(first).number(last).run();
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
