// One publisher at work: each call is watched and what is wrong with it said in a sentence. The
// thread that makes it is its lane.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "conformance/given.hpp"
#include "loader/component.hpp"

namespace sluice::conformance {

// Thrown: a sentence that says what is wrong, in which call.
struct Wrong {
  std::string sentence;
};

class WatchedPublisher {
 public:
  // Resumes it, without a position. A call that takes longer than `patience` is stopped.
  WatchedPublisher(std::unique_ptr<loader::Component> publisher,
                   std::chrono::milliseconds patience);

  void begin(Given& given);
  // Both give the outcome of each record and throw Wrong if there is none.
  std::vector<sluice_status> settle(Given& given);
  std::vector<sluice_status> publish(Given& given);
  // With a cancel that is requested. Its outcomes are nobody's from then on.
  Status settle_cancelled(Given& given);

 private:
  Status watched(const std::string& call, const std::function<Status()>& work);
  std::vector<sluice_status> finished(const std::string& call, const Status& status, Given& given);

  std::unique_ptr<loader::Component> publisher_;
  std::chrono::milliseconds patience_;
};

}  // namespace sluice::conformance
