#include "store/sqlite_found_tasks.hpp"

#include <algorithm>
#include <bit>
#include <string>
#include <string_view>

namespace sluice::store {
namespace {

// Text or time, which sets do not tell.
bool is_searched(const TaskFilter& filter) {
  return !filter.text.empty() || filter.before_us || filter.since_us;
}

bool names_groups(const TaskFilter& filter) {
  return !filter.pipeline.empty() || !filter.step.empty() || filter.code || filter.group;
}

bool is_of_retry(const TaskFilter& filter) {
  return filter.states == std::vector{TaskState::retrying};
}

// So few that their sets are found by their groups, and put in order.
bool are_few(SQLite::Database& db, const TaskFilter& filter) {
  constexpr uint64_t kFew = 20'000;
  const TaskCondition condition = TaskCondition::of_counts(filter);
  Row row(db,
          "SELECT c.count FROM task_counts c JOIN task_groups g ON g.id = c.grp" + condition.sql());
  condition.bind(row);
  uint64_t tasks = 0;
  while (tasks <= kFew && row.next()) tasks += row.count_at(0);
  return tasks <= kFew;
}

enum class Way { in_order, of_retry, by_group };

Way way_to(SQLite::Database& db, const TaskFilter& filter) {
  if (!filter.ids.empty()) return Way::in_order;
  if (is_of_retry(filter)) return Way::of_retry;
  return names_groups(filter) && are_few(db, filter) ? Way::by_group : Way::in_order;
}

const char* index_of(Way way) {
  if (way == Way::of_retry) return " INDEXED BY task_sets_retrying";
  return way == Way::by_group ? " INDEXED BY task_sets_of_group" : "";
}

std::string in_any_state(const TaskFilter& filter) {
  std::string columns;
  for (const TaskState state : filter.states)
    columns += (columns.empty() ? "s." : " | s.") + std::string(task_state_name(state));
  return filter.states.size() > 1 ? "(" + columns + ") != 0" : columns + " != 0";
}

std::string blocks_of(const std::map<int64_t, uint64_t>& ids) {
  std::string out;
  for (const auto& [block, tasks] : ids) out += (out.empty() ? "" : ", ") + std::to_string(block);
  return "s.block IN (" + out + ")";
}

// "+": whoever reads in order shall not be led to the index of groups.
TaskCondition of_sets(const TaskFilter& filter, const std::map<int64_t, uint64_t>& ids, Way way) {
  TaskCondition out;
  if (!filter.states.empty()) out.add(in_any_state(filter));
  if (!ids.empty()) out.add(blocks_of(ids));
  if (names_groups(filter))
    out.add_in(
        std::string(way == Way::by_group ? "" : "+") + "s.grp IN (SELECT g.id FROM task_groups g",
        TaskCondition::of_groups(filter), ")");
  return out;
}

std::map<int64_t, uint64_t> by_block(const std::vector<int64_t>& ids) {
  std::map<int64_t, uint64_t> out;
  for (const int64_t id : ids)
    if (id > 0) out[block_of(id)] |= task_bit(id);
  return out;
}

TaskRange range_of(const TaskFilter& filter, const TaskPage& page) {
  TaskRange out{filter.above + 1, filter.through ? filter.through : INT64_MAX};
  if (!page.after) return out;
  if (page.oldest_first)
    out.first = std::max(out.first, page.after + 1);
  else
    out.last = std::min(out.last, page.after - 1);
  return out;
}

Row sets_row(SQLite::Database& db, const TaskFilter& filter, bool oldest_first, TaskRange range,
             const std::map<int64_t, uint64_t>& ids) {
  const Way way = way_to(db, filter);
  TaskCondition condition = of_sets(filter, ids, way);
  condition.add("s.block >= ?", block_of(range.first)).add("s.block <= ?", block_of(range.last));
  Row row(db, std::string("SELECT ") + kTaskSetColumns + " FROM task_sets s" + index_of(way) +
                  condition.sql() + " ORDER BY s.block" + (oldest_first ? "" : " DESC"));
  condition.bind(row);
  return row;
}

}  // namespace

FoundTasks::FoundTasks(SQLite::Database& db, const TaskFilter& filter, const TaskPage& page)
    : filter_(filter),
      range_(range_of(filter, page)),
      ids_(by_block(filter.ids)),
      row_(sets_row(db, filter, page.oldest_first, range_, ids_)),
      ahead_(row_.next()) {
  if (!is_searched(filter)) return;
  marks_.emplace(db, filter);
  of_rows_.emplace(TaskCondition::of_rows(filter)).add("t.id BETWEEN ? AND ?");
  rows_.emplace(db, "SELECT t.id FROM tasks t" + of_rows_->sql());
}

uint64_t FoundTasks::in_range() const {
  uint64_t out = ~uint64_t{0};
  if (block_ == block_of(range_.first)) out &= ~(task_bit(range_.first) - 1);
  if (block_ == block_of(range_.last)) out &= (task_bit(range_.last) - 1) | task_bit(range_.last);
  if (!filter_.ids.empty()) {
    const auto found = ids_.find(block_);
    out &= found == ids_.end() ? 0 : found->second;
  }
  return out;
}

uint64_t FoundTasks::of_filter(const TaskSet& set) const {
  uint64_t out = filter_.states.empty() ? set.all() : 0;
  for (const TaskState state : filter_.states) out |= set.in(state);
  if (filter_.from_start) out &= *filter_.from_start ? set.from_start : ~set.from_start;
  return out;
}

// Leaves row_ at a set of the block behind it.
bool FoundTasks::next_block() {
  if (!ahead_) return false;
  sets_.clear();
  tasks_ = 0;
  block_ = row_.number_at(0);
  for (; ahead_ && row_.number_at(0) == block_; ahead_ = row_.next()) {
    const TaskSet set = task_set_at(row_);
    const uint64_t tasks = of_filter(set);
    if (tasks) sets_.push_back(set);
    tasks_ |= tasks;
  }
  tasks_ &= in_range();
  return true;
}

uint64_t FoundTasks::read_rows() {
  uint64_t out = 0;
  of_rows_->bind(*rows_);
  for (rows_->number(first_id()).number(last_id()); rows_->next();)
    out |= task_bit(rows_->number_at(0));
  rows_->again();
  return out;
}

bool FoundTasks::next() {
  while (next_block()) {
    if (tasks_ && marks_) tasks_ = marks_->may_hold(block_) ? tasks_ & read_rows() : 0;
    if (tasks_) return true;
  }
  return false;
}

TaskState FoundTasks::state_of(int64_t id) const {
  const uint64_t bit = task_bit(id);
  for (const TaskSet& set : sets_)
    if (set.all() & bit) return set.state_of(bit);
  return TaskState::parked;
}

uint64_t FoundTasks::with_key() const {
  uint64_t out = 0;
  for (const TaskSet& set : sets_) out |= set.with_key;
  return out & tasks_;
}

int64_t FoundTasks::first_id() const { return block_ * kBlockTasks + std::countr_zero(tasks_); }

int64_t FoundTasks::last_id() const { return block_ * kBlockTasks + 63 - std::countl_zero(tasks_); }

}  // namespace sluice::store
