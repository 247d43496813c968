// Which record may be sent next. Records with the same order number (sluice_record.order) are sent
// one after the other: the next one when the one before has settled; together if they go into the
// same request. Those with number 0 have no order. One lane.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

namespace sluice::rest {

class OrderQueue {
 public:
  // Forgets everything; the next record is number 0.
  void reset();
  // `count` more records. orders[i] belongs to the i-th of them; none at all: no record has one.
  void add(size_t count, const std::vector<uint32_t>& orders);

  // How many are not sent, some of which may have to wait.
  size_t size() const { return ready_.size() + (end_ - next_); }
  // The next one, as part of the request that is being filled; nothing if all others wait.
  std::optional<uint32_t> take();
  // The one taken last does not fit: it comes first next time.
  void put_back(uint32_t record);
  // The request that was being filled is complete.
  void close();
  // Settled: accepted, or refused for good. Otherwise it will be offered again: records waiting for
  // it wait until the reset.
  void settle(uint32_t record, bool for_good);

 private:
  struct Line {
    size_t under_way = 0;
    bool open = false;     // in the request that is being filled
    bool blocked = false;  // until the reset
    std::deque<uint32_t> waiting;
  };
  Line* line_of(uint32_t record) const;
  bool may_leave(const Line& line, bool was_ready) const;

  uint32_t end_ = 0;
  uint32_t next_ = 0;
  std::vector<Line*> of_record_;  // null: it has no order; those beyond the end have none, too
  std::deque<uint32_t> ready_;
  std::vector<Line*> open_;
  std::unordered_map<uint32_t, Line> lines_;  // by order number
};

}  // namespace sluice::rest
