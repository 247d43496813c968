#include "sluice/rest/order_queue.hpp"

namespace sluice::rest {

void OrderQueue::reset() {
  end_ = next_ = 0;
  of_record_.clear();
  ready_.clear();
  open_.clear();
  lines_.clear();
}

void OrderQueue::add(size_t count, const std::vector<uint32_t>& orders) {
  if (!orders.empty()) of_record_.resize(end_, nullptr);
  for (const uint32_t order : orders) of_record_.push_back(order ? &lines_[order] : nullptr);
  end_ += static_cast<uint32_t>(count);
}

OrderQueue::Line* OrderQueue::line_of(uint32_t record) const {
  return record < of_record_.size() ? of_record_[record] : nullptr;
}

bool OrderQueue::may_leave(const Line& line, bool was_ready) const {
  if (line.blocked || (line.under_way && !line.open)) return false;
  return was_ready || line.waiting.empty();
}

std::optional<uint32_t> OrderQueue::take() {
  for (;;) {
    const bool was_ready = !ready_.empty();
    if (!was_ready && next_ == end_) return std::nullopt;
    const uint32_t record = was_ready ? ready_.front() : next_++;
    if (was_ready) ready_.pop_front();
    Line* line = line_of(record);
    if (!line) return record;
    if (!may_leave(*line, was_ready)) {
      line->waiting.push_back(record);
      continue;
    }
    line->under_way++;
    if (!line->open) open_.push_back(line);
    line->open = true;
    return record;
  }
}

void OrderQueue::put_back(uint32_t record) {
  ready_.push_front(record);
  if (Line* line = line_of(record)) line->under_way--;
}

void OrderQueue::close() {
  for (Line* line : open_) line->open = false;
  open_.clear();
}

void OrderQueue::settle(uint32_t record, bool for_good) {
  Line* line = line_of(record);
  if (!line) return;
  line->under_way--;
  line->blocked |= !for_good;
  if (line->under_way || line->blocked) return;
  ready_.insert(ready_.end(), line->waiting.begin(), line->waiting.end());
  line->waiting.clear();
}

}  // namespace sluice::rest
