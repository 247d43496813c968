#include "pipeline/open_tasks.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "pipeline/fingerprint.hpp"
#include "sluice/record.h"

namespace sluice::pipeline {

namespace {

// A record that ran again behind others of its page failed later, but was read before them: what is
// newer, and what a retry sends first, goes by that.
void put_in_order(SettledBatch& batch) {
  std::vector<size_t> order(batch.tasks.size());
  std::iota(order.begin(), order.end(), size_t{0});
  const auto comes_before = [&](size_t a, size_t b) {
    return batch.tasks[a].reading < batch.tasks[b].reading;
  };
  if (std::is_sorted(order.begin(), order.end(), comes_before)) return;
  std::stable_sort(order.begin(), order.end(), comes_before);
  std::vector<store::Task> tasks;
  std::vector<size_t> places(order.size());
  int64_t latest_us = 0;
  for (size_t at = 0; at < order.size(); at++) {
    store::Task& task = tasks.emplace_back(std::move(batch.tasks[order[at]]));
    latest_us = task.first_us = std::max(task.first_us, latest_us);
    task.last_us = std::max(task.last_us, task.first_us);
    places[order[at]] = at;
  }
  batch.tasks = std::move(tasks);
  for (store::DeferredWrites& writes : batch.deferred)
    for (size_t& task : writes.tasks) task = places[task];
}

}  // namespace

// One that is a part of what its record became stays: each part would make all.
void begin_again(SettledBatch& batch, const std::string& source) {
  for (const store::Task& task : batch.tasks)
    if (task.part) batch.again.erase(task.origin);
  for (store::Task& task : batch.tasks) {
    if (task.is_kept() || task.step == source || !batch.again.contains(task.origin)) continue;
    task.message = task.step + ": " + task.message;
    task.step = source;
    task.from_start = true;
    task.value = task.source;
  }
}

OpenTasks::OpenTasks(const RunContext& run, const store::PipelineState& stored)
    : run_(run), keys_(stored.parked_keys.begin(), stored.parked_keys.end()) {
  for (const store::OpenOrder& one : stored.open_orders) orders_[one.order].insert(one.step);
}

void OpenTasks::note_tasks(record::Batch& page, const Settlement& settlement, SettledBatch& batch) {
  std::vector<store::Task>& tasks = batch.tasks;
  if (tasks.empty()) return;
  std::unordered_map<std::string, uint64_t> readings;
  for (uint32_t origin = 0; origin < page.origin_count(); origin++)
    if (settlement.has_tasks(origin))
      readings[origin_key(view(page.source_of_origin(origin)))] = read_ + origin + 1;
  for (store::Task& task : tasks) {
    if (task.is_kept()) continue;
    if (const auto found = readings.find(task.origin); found != readings.end())
      task.reading = found->second;
    if (!task.record_key.empty()) keys_.insert(task.record_key);
    if (!task.order) continue;
    orders_[task.order].insert(task.step);
    if (batch.again.contains(task.origin)) orders_[task.order].insert(run_.plan.source.name);
  }
}

// For its own tasks, of a record that was settled before or has others than those of this run.
std::string OpenTasks::origin_of_tasks(record::Batch& page, uint32_t origin,
                                       const Settlement& settlement) const {
  const std::string_view source = view(page.source_of_origin(origin));
  if (run_.plan.task_origin) return run_.plan.task_origin(source);
  return settlement.is_settled_before(origin) ? origin_key(source) : std::string();
}

// Nothing of such a record parked, and not all of it was filtered.
bool OpenTasks::is_through(std::span<const uint32_t> origins, const Settlement& settlement) const {
  return std::all_of(origins.begin(), origins.end(), [&](uint32_t origin) {
    return !settlement.is_parked(origin) && !settlement.is_filtered(origin);
  });
}

// A target has it that what stopped at the step would go to. What waits in its backlog is sent
// behind that.
bool OpenTasks::has_step(const std::string& step, std::span<const uint32_t> origins,
                         const Settlement& settlement) const {
  const std::vector<Target>& targets = run_.plan.targets;
  const bool is_own = std::any_of(targets.begin(), targets.end(),
                                  [&](const Target& target) { return target.has(step); });
  for (size_t t = 0; t < targets.size(); t++) {
    if ((is_own && !targets[t].has(step)) || settlement.waiting_for(t)) continue;
    const bool got = std::all_of(origins.begin(), origins.end(), [&](uint32_t origin) {
      return settlement.is_delivered(origin) && !settlement.is_parked_at(origin, t);
    });
    if (got) return true;
  }
  return false;
}

void OpenTasks::settle(record::Batch& page, const Settlement& settlement, int64_t since_us,
                       SettledBatch& batch) {
  if (!since_us) before_.clear();
  note_tasks(page, settlement, batch);
  put_in_order(batch);
  for (size_t i = 0; i < page.abi()->count && !(keys_.empty() && orders_.empty()); i++) {
    const auto origins = page.origins_of(i);
    if (origins.empty()) continue;
    // What passed its last steps alone has there what they gave it.
    const RecordVersion* const alone = settlement.version_alone(origins.front());
    const sluice_record* const record = sluice_record_at(page.abi(), i);
    const std::string_view key = alone ? std::string_view(alone->key) : view(record->key);
    const auto order = orders_.find(alone ? alone->order : record->order);  // 0: never there
    const std::string known = keys_.empty() ? std::string() : run_.redacted(key);
    const bool has_key = !known.empty() && keys_.contains(known);
    if (!has_key && order == orders_.end()) continue;
    store::GotThrough through{.reading = read_ + origins.front() + 1,
                              .before_us = since_us,
                              .origin = origin_of_tasks(page, origins.front(), settlement)};
    const bool was_settled = settlement.is_settled_before(origins.front());
    // Of records that are offered again: those before this one, which then counts for the next.
    const auto before = [&](std::vector<std::string>& earlier) {
      std::vector<std::string> out = earlier;
      if (was_settled) earlier.push_back(through.origin);
      return out;
    };
    if (has_key) {
      through.key = known;
      if (since_us) through.also = before(before_.by_key[known]);
      if (is_through(origins, settlement)) batch.got_through.push_back(through);
      through.key.clear();
    }
    if (order == orders_.end()) continue;
    through.order = order->first;
    if (since_us) through.also = before(before_.by_order[order->first]);
    for (const std::string& step : order->second) {
      through.step = step;
      if (has_step(step, origins, settlement)) batch.got_through.push_back(through);
    }
  }
  read_ += page.origin_count();
}

}  // namespace sluice::pipeline
