// Rows that lookups found, by what was asked: the latest ones, for a time. One lane.
#pragma once

#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace http_plugin {

// JSON, one text a row; none: there is none.
using FoundRows = std::vector<std::string>;

class LookupCache {
 public:
  // `most`: entries; 0: nothing is kept. However many, they hold at most kMostBytes.
  LookupCache(size_t most, int64_t ttl_us) : most_(most), ttl_us_(ttl_us) {}

  // Until the next put; NULL: not there, or too old.
  const FoundRows* find(std::string_view asked, int64_t now_us) {
    const auto found = places_.find(asked);
    if (found == places_.end()) return nullptr;
    if (found->second->until_us <= now_us) return remove(found->second), nullptr;
    entries_.splice(entries_.begin(), entries_, found->second);
    return &found->second->rows;
  }
  void put(std::string asked, FoundRows rows, int64_t now_us) {
    if (const auto found = places_.find(asked); found != places_.end()) remove(found->second);
    entries_.push_front({std::move(asked), std::move(rows), now_us + ttl_us_, 0});
    Entry& made = entries_.front();
    made.bytes = made.asked.size();
    for (const std::string& row : made.rows) made.bytes += row.size();
    bytes_ += made.bytes;
    places_.emplace(made.asked, entries_.begin());
    while (!entries_.empty() && (entries_.size() > most_ || bytes_ > kMostBytes))
      remove(std::prev(entries_.end()));
  }
  size_t size() const { return entries_.size(); }

  static constexpr size_t kMostBytes = size_t{64} << 20;

 private:
  struct Entry {
    std::string asked;
    FoundRows rows;
    int64_t until_us;
    size_t bytes;
  };
  using Place = std::list<Entry>::iterator;

  void remove(Place at) {
    bytes_ -= at->bytes;
    places_.erase(at->asked);
    entries_.erase(at);
  }

  const size_t most_;
  const int64_t ttl_us_;
  std::list<Entry> entries_;  // the latest first
  std::unordered_map<std::string_view, Place> places_;
  size_t bytes_ = 0;
};

}  // namespace http_plugin
