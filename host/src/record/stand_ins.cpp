#include "record/stand_ins.hpp"

#include <algorithm>
#include <utility>

namespace sluice::record {

namespace {
constexpr size_t kAskedBytes = 128;  // of a map node, roughly
}  // namespace

bool StandIns::add(size_t index, size_t other) {
  StandIn* const made = all_.push();
  if (!made) return false;
  *made = {records_.number_of(index), records_.number_of(other)};
  records_[index].state = SLUICE_RECORD_FILTERED;
  return true;
}

// Others that were made of the same are settled with it, so it cannot run again.
bool StandIns::may_wait(size_t index) const {
  if (records_.number_of(index) >= may_wait_below_ || records_.origins_of(index).size() != 1)
    return false;
  if (records_.size() == records_.origin_count()) return true;
  const uint32_t origin = records_.origins_of(index).front();
  for (size_t other = 0; other < records_.size(); other++) {
    const std::span<const uint32_t> origins = records_.origins_of(other);
    if (other != index && std::find(origins.begin(), origins.end(), origin) != origins.end())
      return false;
  }
  return true;
}

void StandIns::wait(size_t index, size_t other) {
  if (!add(index, other)) return;
  all_[all_.size() - 1].waits = true;
  waiting_.insert(records_.number_of(index));
}

void StandIns::ask(size_t index, std::string row) {
  const size_t number = records_.number_of(index);
  if (!records_.charge(kAskedBytes)) return;
  askers_.insert(number);
  if (!may_wait_below_ || is_waiting(index) || !records_.charge(kAskedBytes + row.size())) return;
  const auto [first, is_first] = asked_.try_emplace(std::move(row), number);
  if (!is_first && first->second < number && may_wait(index))
    wait(index, records_.index_of(first->second));
}

void StandIns::keep_waiting() {
  for (const size_t number : waiting_)
    records_[records_.index_of(number)].state = SLUICE_RECORD_FILTERED;
}

void StandIns::keep_orders() {
  if (!has_waiting()) return;
  std::unordered_map<uint32_t, size_t> orders;  // the first one that waits
  for (size_t i = 0; i < records_.size(); i++) {
    const uint32_t order = records_[i].order;
    if (!order) continue;
    if (is_waiting(i))
      orders.try_emplace(order, i);
    else if (const auto behind = orders.find(order);
             behind != orders.end() && records_[i].state == SLUICE_RECORD_LIVE && may_wait(i))
      wait(i, behind->second);
  }
}

void StandIns::clear(size_t keep) {
  all_.clear(keep);
  waiting_.clear();
  askers_.clear();
  asked_.clear();
  may_wait_below_ = 0;
}

}  // namespace sluice::record
