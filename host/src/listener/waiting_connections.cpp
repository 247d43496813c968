#include "listener/waiting_connections.hpp"

#include <algorithm>

namespace sluice::listener {

WaitingConnections::Place WaitingConnections::add(std::string address, std::function<void()> end) {
  if (count_[address] >= most_of_one_) end_oldest_of(address);
  if (all_ >= most_) end_oldest_of(busiest());
  count_[address]++;
  all_++;
  return entries_.insert(entries_.end(), {std::move(address), std::move(end)});
}

void WaitingConnections::remove(Place place) {
  forget(*place);
  entries_.erase(place);
}

void WaitingConnections::end_oldest_of(const std::string& address) {
  const auto oldest = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return !entry.ending && entry.address == address;
  });
  if (oldest == entries_.end()) return;
  forget(*oldest);
  oldest->end();
}

// The address with the most places gives one up.
const std::string& WaitingConnections::busiest() const {
  return std::max_element(count_.begin(), count_.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

// It no longer counts; a second call does nothing.
void WaitingConnections::forget(Entry& entry) {
  if (entry.ending) return;
  entry.ending = true;
  all_--;
  const auto count = count_.find(entry.address);
  if (--count->second == 0) count_.erase(count);
}

}  // namespace sluice::listener
