#pragma once
// Every API request as received, raw target and Authorization included: a test can prove
// what a client really sent. Guarded by the simulator's lock.

#include <cstdint>
#include <deque>
#include <string>

#include "common/request.hpp"

namespace sluice::simulator {

class RequestLog {
 public:
  void add(const Request& request, const Response& response, const std::string& fault,
           std::int64_t at_ms, std::int64_t window_end_ms);
  void clear() { entries_.clear(); }
  std::size_t size() const { return entries_.size(); }
  // {"count":n,"requests":[{number,at,window_end,method,target,headers,body,status,fault}]}
  std::string json() const;

 private:
  struct Entry {
    std::uint64_t number;
    std::int64_t at_ms;
    std::int64_t window_end_ms;  // of the rate window that it fell in
    Request request;
    int status;
    std::string fault;
  };
  static std::string json(const Entry& entry);

  std::uint64_t next_number_ = 1;
  std::deque<Entry> entries_;
};

}  // namespace sluice::simulator
