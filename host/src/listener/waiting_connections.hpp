// Connections whose request is not complete yet. Each costs memory and a descriptor, but no thread,
// and there is always room for one more: over a limit the one that has waited longest is closed. So
// a complete request is always served, however many others are idle or send single bytes.
// Used on the server's thread.
#pragma once

#include <cstddef>
#include <functional>
#include <list>
#include <map>
#include <string>

namespace sluice::listener {

class WaitingConnections {
 public:
  struct Entry {
    std::string address;
    std::function<void()> end;  // the connection removes itself later
    bool ending = false;
  };
  using Place = std::list<Entry>::iterator;

  // `most` in all, `most_of_one` of one address.
  WaitingConnections(size_t most, size_t most_of_one) : most_(most), most_of_one_(most_of_one) {}

  Place add(std::string address, std::function<void()> end);
  void remove(Place place);
  size_t size() const { return entries_.size(); }

 private:
  void end_oldest_of(const std::string& address);
  const std::string& busiest() const;
  void forget(Entry& entry);

  const size_t most_, most_of_one_;
  std::list<Entry> entries_;             // the oldest first
  std::map<std::string, size_t> count_;  // of those not ending, by address
  size_t all_ = 0;                       // the same, of all
};

}  // namespace sluice::listener
