// Carries what is known of rate limits from run to run, and how many requests pipelines took. Main
// thread.
#pragma once

#include <cstdint>

#include "app/wiring/host_services.hpp"

namespace sluice::app {

class RateMemory {
 public:
  // Both of `services` outlive it.
  explicit RateMemory(HostServices& services) : services_(services) {}

  // Before sessions are opened, so before components are made. What cannot be read is not known.
  void restore();
  // Every few seconds: a process that is killed has not said more than that wrongly.
  void tick();
  // At the end. What cannot be kept is only told in the log: the run itself is safe.
  void keep();

 private:
  HostServices& services_;
  int64_t kept_ms_ = 0;
};

}  // namespace sluice::app
