#pragma once
// The thread that sends webhooks: takes what is due from the simulator and posts it, one at a time,
// so that a receiver sees events in order. Construct and destroy on one thread.

#include <thread>

#include "simulator.hpp"

namespace sluice::simulator {

class Courier {
 public:
  // `simulator` must outlive it.
  explicit Courier(Simulator& simulator);
  // Ends within the time-out of a delivery in flight.
  ~Courier();
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

 private:
  Simulator& simulator_;
  std::thread thread_;
};

}  // namespace sluice::simulator
