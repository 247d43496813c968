#include "store/sqlite_task_sets.hpp"

#include <bit>
#include <string>

namespace sluice::store {

TaskSets::TaskSets(SQLite::Database& db)
    : db_(db),
      find_(db, std::string("SELECT ") + kTaskSetColumns +
                    " FROM task_sets s WHERE s.block = ? AND s.grp = ?"),
      deferred_(db) {}

TaskSets::Known& TaskSets::known(int64_t block, int64_t group) {
  const auto [at, is_new] = known_.try_emplace({block, group});
  Known& known = at->second;
  if (!is_new) return known;
  if (find_.number(block).number(group).next()) {
    known.set = task_set_at(find_);
    known.stored = true;
  }
  find_.again();
  known.set.block = block;
  known.set.group = group;
  return known;
}

TaskSet& TaskSets::open(int64_t block, int64_t group) {
  Known& out = known(block, group);
  out.changed = true;
  return out.set;
}

void TaskSets::count(int64_t group, TaskState state, int64_t more) {
  if (more) counts_[{group, state}] += more;
}

// Of all states.
void TaskSets::take_out(TaskSet& set, uint64_t tasks) {
  for (const TaskState state : kTaskStates) {
    uint64_t& of_state = set.of_state[static_cast<size_t>(state)];
    count(set.group, state, -std::popcount(of_state & tasks));
    of_state &= ~tasks;
  }
}

void TaskSets::add(int64_t id, int64_t group, const Task& task) {
  TaskSet& set = open(block_of(id), group);
  const uint64_t bit = task_bit(id);
  set.of_state[static_cast<size_t>(task.state)] |= bit;
  if (task.from_start) set.from_start |= bit;
  if (!task.record_key.empty()) set.with_key |= bit;
  count(group, task.state, 1);
}

void TaskSets::move(const TaskSet& set, uint64_t tasks, TaskState to) {
  tasks &= set.all();
  if (!(tasks & ~set.in(to))) return;
  TaskSet& own = open(set.block, set.group);
  take_out(own, tasks);
  own.of_state[static_cast<size_t>(to)] |= tasks;
  count(set.group, to, std::popcount(tasks));
  if (to != TaskState::parked && to != TaskState::retrying) deferred_.note_ended(set.block, tasks);
}

void TaskSets::regroup(int64_t id, int64_t from, int64_t to) {
  if (from == to) return;
  const uint64_t bit = task_bit(id);
  const TaskSet before = at(id, from);
  const TaskState state = before.state_of(bit);
  erase(before, bit);
  TaskSet& set = open(before.block, to);
  set.of_state[static_cast<size_t>(state)] |= bit;
  set.from_start |= before.from_start & bit;
  set.with_key |= before.with_key & bit;
  count(to, state, 1);
}

void TaskSets::remove(const TaskSet& set, uint64_t tasks) {
  erase(set, tasks);
  deferred_.note_ended(set.block, tasks);
}

void TaskSets::erase(const TaskSet& set, uint64_t tasks) {
  TaskSet& own = open(set.block, set.group);
  take_out(own, tasks);
  own.from_start &= ~tasks;
  own.with_key &= ~tasks;
}

void TaskSets::write() {
  write_sets();
  write_counts();
  known_.clear();
  counts_.clear();
  deferred_.settle();
}

void TaskSets::write_sets() {
  Row put(db_, "INSERT INTO task_sets VALUES (?9, ?8, ?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  Row change(db_, R"sql(UPDATE task_sets SET parked = ?, retrying = ?, done = ?, skipped = ?,
superseded = ?, from_start = ?, with_key = ? WHERE grp = ? AND block = ?)sql");
  Row remove(db_, "DELETE FROM task_sets WHERE block = ? AND grp = ?");
  for (const auto& [key, known] : known_) {
    if (!known.changed) continue;
    const TaskSet& set = known.set;
    if (!set.all()) {
      if (known.stored) remove.number(set.block).number(set.group).run();
      continue;
    }
    Row& row = known.stored ? change : put;
    for (const uint64_t tasks : set.of_state) row.count(tasks);
    row.count(set.from_start).count(set.with_key).number(set.group).number(set.block).run();
  }
}

void TaskSets::write_counts() {
  Row add(db_, R"sql(INSERT INTO task_counts VALUES (?, ?, ?)
ON CONFLICT DO UPDATE SET count = count + excluded.count)sql");
  Row drop(db_, "DELETE FROM task_counts WHERE grp = ? AND state = ? AND count = 0");
  for (const auto& [key, more] : counts_) {
    const auto& [group, state] = key;
    if (!more) continue;
    add.number(group).number(static_cast<int>(state)).number(more).run();
    if (more < 0) drop.number(group).number(static_cast<int>(state)).run();
  }
}

}  // namespace sluice::store
