// Which record may leave next. Records with the same key leave one after the other: the next one
// when the one before has settled; together if they go into the same request. Records without a
// key have no order. For one call of publish at a time; one lane.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace http_plugin {

class OrderQueue {
 public:
  // Records 0 to `count` - 1. keys[i] belongs to record i and outlives the call of publish; none at
  // all, or one without data: no key.
  void reset(size_t count, std::vector<std::string_view> keys);

  // The next one, as part of the request that is being filled; nothing if all others wait.
  std::optional<uint32_t> take();
  // The one taken last does not fit: it comes first next time.
  void put_back(uint32_t record);
  // The request that was being filled is complete.
  void close();
  // Settled: taken, or refused for good. Not so, it will be offered again: then what waits behind
  // it waits for the next call.
  void settle(uint32_t record, bool for_good);

 private:
  struct Line {
    size_t under_way = 0;
    bool open = false;     // in the request that is being filled
    bool blocked = false;  // for the rest of the call
    std::deque<uint32_t> waiting;
  };
  Line* line_of(uint32_t record);
  bool may_leave(Line& line, bool was_ready) const;

  size_t count_ = 0;
  uint32_t next_ = 0;
  std::vector<std::string_view> keys_;
  std::deque<uint32_t> ready_;
  std::vector<Line*> open_;
  std::unordered_map<std::string_view, Line> lines_;
};

}  // namespace http_plugin
