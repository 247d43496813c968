#include "store/sqlite_versions.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "store/sqlite_found_tasks.hpp"

namespace sluice::store::rows {
namespace {

// When its record was read last. A task that another step's task became has the time of that one.
constexpr const char* kOlder = R"sql(
AND (max(first_us, again_us) < ?3 OR (max(first_us, again_us) = ?3 AND id < ?4)) AND origin != ?5)sql";
constexpr int64_t kAny = INT64_MAX;

bool is_open(TaskState state) {
  return state == TaskState::parked || state == TaskState::retrying || state == TaskState::skipped;
}

}  // namespace

Versions::Versions(SQLite::Database& db, std::string_view owner, TaskSets& sets)
    : db_(db),
      owner_(owner),
      sets_(sets),
      of_task_(db,
               "SELECT iif(merged = '', record_key, ''), record_order, max(first_us, again_us), "
               "origin FROM tasks WHERE id = ?"),  // a merged one has the key of one of its records
      by_key_(db, std::string("SELECT id, grp, merged != '', step, origin, max(first_us, again_us) "
                              "FROM tasks WHERE pipeline = ?1 "
                              "AND record_key = ?2 AND record_key != '' AND kept = 0") +
                      kOlder),
      by_order_(db, std::string("SELECT id, grp, merged != '', step, origin, max(first_us, "
                                "again_us) FROM tasks WHERE pipeline = ?1 "
                                "AND record_order = "
                                "?2 AND record_order != 0 AND step = ?6") +
                        kOlder),
      of_record_(db,
                 "SELECT id, grp, 0, step, origin, 0 FROM tasks WHERE pipeline = ?1 AND record_key "
                 "= ?2 AND "
                 "record_key != '' AND kept = 0 AND origin = ?3"),
      overtake_(db, "UPDATE tasks SET overtaken = 1 WHERE id = ?") {}

std::vector<Versions::Older> Versions::read(Row& row) {
  std::vector<Older> out;
  while (row.next())
    out.push_back({row.number_at(0), row.number_at(1), row.number_at(2) != 0, row.text_at(3),
                   row.text_at(4), row.number_at(5)});
  row.again();
  return out;
}

std::vector<Versions::Older> Versions::by_key(const std::string& key, const Version& before) {
  by_key_.text(owner_).text(key).number(before.time_us).number(before.id).text(before.but);
  return read(by_key_);
}

std::vector<Versions::Older> Versions::by_order(uint32_t order, std::string_view step,
                                                const Version& before) {
  by_order_.text(owner_).number(order).number(before.time_us).number(before.id).text(before.but);
  by_order_.text(step);
  return read(by_order_);
}

// One that a person skipped, that may have been sent, or whose value has other records in it, too,
// stays what it is; whoever sends it again is told.
void Versions::end(const Older& task, bool same_record) {
  const TaskState state = sets_.state_of(task.id, task.group);
  if (same_record && !task.merged && state == TaskState::parked)
    sets_.move(task.id, task.group, TaskState::superseded);
  else if (is_open(state))
    overtake_.number(task.id).run();
}

void Versions::end(const std::vector<Older>& tasks, bool same_record) {
  for (const Older& task : tasks) end(task, same_record);
}

std::vector<Versions::Older> Versions::older(std::vector<Older> tasks, const GotThrough& record) {
  if (record.also.empty() || !record.before_us) return tasks;
  std::erase_if(tasks, [&](const Older& task) {
    const auto also = std::find(record.also.begin(), record.also.end(), task.origin);
    return task.time_us >= record.before_us && also == record.also.end();
  });
  return tasks;
}

void Versions::got_through(const std::vector<GotThrough>& records) {
  for (const GotThrough& record : records) {
    const Version before{record.also.empty() && record.before_us ? record.before_us : kAny, 0,
                         record.origin};
    if (!record.key.empty()) end(older(by_key(record.key, before), record), true);
    if (record.order) end(older(by_order(record.order, record.step, before), record), false);
  }
}

void Versions::got_through_later(int64_t id, const Task& task,
                                 const std::vector<GotThrough>& records) {
  bool same_record = false, same_order = false;
  for (const GotThrough& record : records) {
    if (record.reading <= task.reading || record.origin == task.origin) continue;
    same_record |= !record.key.empty() && record.key == task.record_key;
    same_order |= record.order && record.order == task.order && record.step == task.step;
  }
  if (!same_record && !same_order) return;
  Row group(db_, "SELECT grp FROM tasks WHERE id = ?");
  if (group.number(id).next())
    end({id, group.number_at(0), !task.merged.empty(), task.step, task.origin, 0}, same_record);
}

// Most retries take all there are.
bool Versions::has_any() {
  return Row(db_, "SELECT 1 FROM task_sets WHERE ((parked | skipped) & with_key) != 0 LIMIT 1")
             .next() ||
         Row(db_, "SELECT 1 FROM tasks WHERE pipeline = ? AND record_order != 0 LIMIT 1")
             .text(owner_)
             .next();
}

void Versions::got_through(const RetriedTasks& with) {
  if (!with.through || !has_any()) return;
  TaskFilter filter;
  filter.pipeline = owner_;
  filter.step = with.step;
  filter.from_start = with.from_start;
  filter.states = {TaskState::retrying};
  filter.through = with.through;
  TaskPage in_order;
  in_order.oldest_first = true;
  for (FoundTasks found(db_, filter, in_order); found.next();)
    for (int64_t id = found.first_id(); id <= found.last_id(); id++)
      if (found.tasks() & task_bit(id)) retried(id, with);
}

// Of the record of a task that is about to be done: at other steps, as it was read with this one.
bool Versions::has_others_open(const std::string& key, const std::string& origin,
                               const RetriedTasks& with) {
  of_record_.text(owner_).text(key).text(origin);
  const std::vector<Older> tasks = read(of_record_);
  return std::any_of(tasks.begin(), tasks.end(), [&](const Older& task) {
    const TaskState state = sets_.state_of(task.id, task.group);
    return is_open(state) && !(state == TaskState::retrying && task.step == with.step);
  });
}

// What stopped where the record has not got to, as it has a task there itself, is not out of date
// yet.
std::vector<Versions::Older> Versions::overcome(const std::string& key, const Version& own,
                                                const RetriedTasks& with) {
  std::vector<Older> tasks = by_key(key, own);
  if (tasks.empty() || !has_others_open(key, std::string(own.but), with)) return tasks;
  std::erase_if(tasks, [&](const Older& task) {
    return std::find(with.reaches.begin(), with.reaches.end(), task.step) == with.reaches.end();
  });
  return tasks;
}

void Versions::retried(int64_t id, const RetriedTasks& with) {
  if (!of_task_.number(id).next()) return of_task_.again();
  const std::string key = of_task_.text_at(0);
  const auto order = static_cast<uint32_t>(of_task_.number_at(1));
  const std::string origin = of_task_.text_at(3);
  const Version own{of_task_.number_at(2), id, origin};
  of_task_.again();
  if (!key.empty()) end(overcome(key, own, with), true);
  if (!order) return;
  for (const std::string& step : with.reaches) end(by_order(order, step, own), false);
}

std::vector<OpenOrder> read_open_orders(SQLite::Database& db, std::string_view pipeline,
                                        size_t most) {
  if (!Row(db, "SELECT 1 FROM tasks WHERE pipeline = ? AND record_order != 0 LIMIT 1")
           .text(pipeline)
           .next())
    return {};
  TaskFilter filter;
  filter.pipeline = pipeline;
  filter.states = {TaskState::parked, TaskState::retrying, TaskState::skipped};
  Row row(
      db,
      "SELECT id, record_order, step FROM tasks WHERE id BETWEEN ? AND ? AND record_order != 0");
  std::set<std::pair<uint32_t, std::string>> orders;
  for (FoundTasks found(db, filter, {}); orders.size() < most && found.next();) {
    for (row.number(found.first_id()).number(found.last_id()); row.next();)
      if (found.tasks() & task_bit(row.number_at(0)))
        orders.emplace(static_cast<uint32_t>(row.number_at(1)), row.text_at(2));
    row.again();
  }
  std::vector<OpenOrder> out;
  for (const auto& [order, step] : orders) out.push_back({order, step});
  return out;
}

}  // namespace sluice::store::rows
