#include "pipeline/deferred_writes.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "pipeline/fingerprint.hpp"
#include "sluice/record.h"

namespace sluice::pipeline {
namespace {

// What one step may keep with one record's tasks. Marks and digests are small; what is held until a
// walk's end is not, and is nowhere else.
constexpr size_t kMostBytes = size_t{64} << 10;

using Tasks = std::multimap<std::string_view, size_t>;  // places, by origin

Tasks by_origin(const std::vector<store::Task>& tasks) {
  Tasks out;
  for (size_t i = 0; i < tasks.size(); i++)
    if (!tasks[i].is_kept()) out.emplace(tasks[i].origin, i);
  return out;
}

// A record whose hook failed is delivered, and another target's refusal is none of this one's.
bool awaits(const std::optional<size_t>& own, const Plan& plan, const std::string& step) {
  for (size_t t = 0; t < plan.targets.size(); t++) {
    const Target& target = plan.targets[t];
    if (target.has_hook(step) || (own && *own != t && target.has(step))) return false;
  }
  return true;
}

// By their texts as they were read.
Tasks by_source(const std::vector<store::WaitingRecord>& waiting) {
  Tasks out;
  for (size_t i = 0; i < waiting.size(); i++)
    out.emplace(waiting[i].source.empty() ? waiting[i].value : waiting[i].source, i);
  return out;
}

void find_waiting(DeferredOf& one, record::Batch& page, const Plan& plan,
                  const std::vector<store::WaitingRecord>& waiting, const Tasks& by_source) {
  for (const uint32_t origin : one.origins) {
    const auto [first, last] = by_source.equal_range(view(page.source_of_origin(origin)));
    for (auto at = first; at != last; ++at)
      if (!one.target || plan.targets[*one.target].name == waiting[at->second].publisher)
        one.writes.waiting.push_back(at->second);
  }
}

void find_tasks(DeferredOf& one, record::Batch& page, const Plan& plan,
                const std::vector<store::Task>& tasks, const Tasks& by_origin) {
  for (const uint32_t origin : one.origins) {
    const auto [first, last] =
        by_origin.equal_range(origin_key(view(page.source_of_origin(origin))));
    for (auto at = first; at != last; ++at)
      if (awaits(one.target, plan, tasks[at->second].step)) one.writes.tasks.push_back(at->second);
  }
}

size_t bytes_of(const store::DeferredWrite& write) {
  return write.table.size() + write.key.size() + write.list.size() +
         (write.value ? write.value->size() : 0);
}

bool is_too_large(const store::DeferredWrites& writes) {
  size_t bytes = writes.step.size();
  for (const store::DeferredWrite& write : writes.writes)
    if (write.list.empty()) bytes += bytes_of(write);
  return bytes > kMostBytes;
}

}  // namespace

size_t bytes_of(const store::DeferredWrites& writes) {
  size_t bytes = writes.step.size();
  for (const store::DeferredWrite& write : writes.writes) bytes += bytes_of(write);
  return bytes;
}

std::vector<store::DeferredWrites> with_places(std::vector<DeferredOf> deferred,
                                               record::Batch& page, const Plan& plan,
                                               const SettledAs& settled) {
  std::vector<store::DeferredWrites> out;
  if (deferred.empty()) return out;
  const Tasks tasks = by_origin(settled.tasks), waiting = by_source(settled.waiting);
  for (DeferredOf& one : deferred) {
    if (is_too_large(one.writes)) continue;
    if (one.waits)
      find_waiting(one, page, plan, settled.waiting, waiting);
    else
      find_tasks(one, page, plan, settled.tasks, tasks);
    if (!one.writes.tasks.empty() || !one.writes.waiting.empty())
      out.push_back(std::move(one.writes));
  }
  return out;
}

void drop_overwritten(std::vector<store::DeferredWrites>& deferred,
                      const std::vector<std::unique_ptr<StepState>>& states, const RunRows& rows) {
  if (deferred.empty()) return;
  std::map<std::string_view, const StepState*> by_step;
  for (const auto& state : states)
    if (state) by_step.emplace(state->step(), state.get());
  std::erase_if(deferred, [&](const store::DeferredWrites& writes) {
    const StepState& state = *by_step.at(writes.step);
    return std::any_of(writes.writes.begin(), writes.writes.end(), [&](const auto& write) {
      if (!write.list.empty()) return false;
      return write.table.empty() ? state.is_overwritten(write.key, write.number)
                                 : rows.is_overwritten(write.table, write.key, write.number);
    });
  });
}

}  // namespace sluice::pipeline
