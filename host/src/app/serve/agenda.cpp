#include "app/serve/agenda.hpp"

#include <algorithm>
#include <utility>

namespace sluice::app {

bool Agenda::plan(Entry& entry, int64_t now) {
  entry.due.clear();
  entry.missed = false;
  if (!entry.last_planned) {
    if (const auto first = entry.schedule.first(now)) entry.due.push_back(*first);
    return true;
  }
  schedule::Missed missed = entry.schedule.missed(*entry.last_planned, now);
  if (missed.ahead) entry.last_planned = now;
  entry.missed = !missed.due.empty();
  entry.due = std::move(missed.due);
  if (!entry.due.empty()) return true;
  if (const auto next = entry.schedule.next(missed.resume_after)) entry.due.push_back(*next);
  return !missed.ahead;
}

bool Agenda::put(const std::string& pipeline, schedule::Schedule schedule,
                 std::optional<int64_t> last_planned, int64_t now) {
  const auto found = entries_.find(pipeline);
  const bool running = found != entries_.end() && found->second.running;
  Entry entry{std::move(schedule), last_planned, {}, false, running};
  const bool believed = plan(entry, now);
  entries_.insert_or_assign(pipeline, std::move(entry));
  return believed;
}

void Agenda::remove(const std::string& pipeline) { entries_.erase(pipeline); }

std::vector<Start> Agenda::take_due(int64_t now) {
  std::vector<std::pair<int64_t, Start>> due;
  for (auto& [pipeline, entry] : entries_) {
    if (entry.running || entry.due.empty() || entry.due.front().at > now) continue;
    const schedule::Due& first = entry.due.front();
    due.push_back({first.at, {pipeline, entry.missed ? "catch-up" : "schedule", first.planned}});
    entry.last_planned = first.planned;
    entry.running = true;
  }
  const auto earlier = [](const auto& a, const auto& b) { return a.first < b.first; };
  std::stable_sort(due.begin(), due.end(), earlier);
  std::vector<Start> out;
  for (auto& one : due) out.push_back(std::move(one.second));
  return out;
}

void Agenda::ended(const std::string& pipeline, int64_t now) {
  const auto found = entries_.find(pipeline);
  if (found == entries_.end()) return;
  found->second.running = false;
  plan(found->second, now);
}

void Agenda::plan_again(int64_t now) {
  for (auto& [pipeline, entry] : entries_)
    if (!entry.running) plan(entry, now);
}

std::optional<int64_t> Agenda::next() const {
  std::optional<int64_t> out;
  for (const auto& [pipeline, entry] : entries_) {
    if (entry.running || entry.due.empty()) continue;
    out = std::min(out.value_or(entry.due.front().at), entry.due.front().at);
  }
  return out;
}

std::optional<int64_t> Agenda::next_of(const std::string& pipeline) const {
  const auto found = entries_.find(pipeline);
  if (found == entries_.end() || found->second.running || found->second.due.empty())
    return std::nullopt;
  return found->second.due.front().at;
}

}  // namespace sluice::app
