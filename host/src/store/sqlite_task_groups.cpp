#include "store/sqlite_task_groups.hpp"

#include <algorithm>

#include "store/error_pattern.hpp"
#include "store/sqlite_row.hpp"

namespace sluice::store::rows {

int64_t TaskGroups::of(std::string_view pipeline, const Task& task) {
  const Key key{std::string(pipeline), task.step, task.code, error_pattern(task.message)};
  Group& group = groups_[key];
  if (!group.id) group.id = find(key);
  if (!group.id) group.id = add(key);
  group.first_us = std::min(group.first_us, task.first_us);
  group.last_us = std::max(group.last_us, task.last_us);
  return group.id;
}

int64_t TaskGroups::find(const Key& key) {
  const auto& [pipeline, step, code, pattern] = key;
  Row row(db_, R"sql(SELECT id FROM task_groups
WHERE pipeline = ? AND step = ? AND code = ? AND pattern = ?)sql");
  row.text(pipeline).text(step).number(code).text(pattern);
  return row.next() ? row.number_at(0) : 0;
}

// Its times are those of the first that is written.
int64_t TaskGroups::add(const Key& key) {
  const auto& [pipeline, step, code, pattern] = key;
  Row row(db_, R"sql(INSERT INTO task_groups (pipeline, step, code, pattern, first_us, last_us)
VALUES (?, ?, ?, ?, ?, 0))sql");
  row.text(pipeline).text(step).number(code).text(pattern).number(INT64_MAX).run();
  return db_.getLastInsertRowid();
}

void TaskGroups::write() {
  Row row(db_, R"sql(UPDATE task_groups SET first_us = min(first_us, ?),
last_us = max(last_us, ?) WHERE id = ?)sql");
  for (const auto& [key, group] : groups_)
    row.number(group.first_us).number(group.last_us).number(group.id).run();
  groups_.clear();
}

}  // namespace sluice::store::rows
