#include "app/serve/restarts.hpp"

#include <algorithm>

namespace sluice::app {

void Restarts::add(const std::string& pipeline, int64_t now, bool taken) {
  entries_.insert({pipeline, {now, 0, taken}});
}

std::vector<std::string> Restarts::take_due(int64_t now) {
  std::vector<std::string> out;
  for (auto& [pipeline, entry] : entries_) {
    if (entry.running || entry.due > now) continue;
    entry.running = true;
    out.push_back(pipeline);
  }
  return out;
}

void Restarts::ended(const std::string& pipeline, int64_t started, int64_t now, bool asked) {
  const auto found = entries_.find(pipeline);
  if (found == entries_.end()) return;
  Entry& entry = found->second;
  const bool sound = asked || now - started >= kSoundMs;
  entry.wait = sound ? 0 : std::clamp(entry.wait * 2, kFirstMs, kLongestMs);
  entry.due = now + entry.wait;
  entry.running = false;
}

std::optional<int64_t> Restarts::next() const {
  std::optional<int64_t> out;
  for (const auto& [pipeline, entry] : entries_)
    if (!entry.running) out = std::min(out.value_or(entry.due), entry.due);
  return out;
}

}  // namespace sluice::app
