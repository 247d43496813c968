#pragma once
// The thread that sends webhooks: takes what is due from its source and posts it, one at a time,
// so a receiver sees events in order. Construct and destroy on one thread.

#include <thread>

#include "webhooks/delivery_source.hpp"

namespace sluice::simulator {

class Courier {
 public:
  // `source` must outlive it.
  explicit Courier(DeliverySource& source);
  // Ends within the timeout of a delivery in flight.
  ~Courier();
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

 private:
  DeliverySource& source_;
  std::thread thread_;
};

}  // namespace sluice::simulator
