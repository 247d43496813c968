// Keeps the state of rate limits between runs, and how many requests pipelines took. Main
// thread.
#pragma once

#include <cstdint>
#include <vector>

#include "app/wiring/host_services.hpp"
#include "store/budget_store.hpp"
#include "store/usage_store.hpp"

namespace sluice::app {

class RateMemory {
 public:
  // Both of `services` outlive it.
  explicit RateMemory(HostServices& services) : services_(services) {}

  // Before sessions are opened, so before components are made. Unreadable state counts as unknown.
  void restore();
  // Every few seconds: a killed process loses only that much.
  void tick();
  // At the end. A failure is only logged: the run itself is safe.
  void keep();

 private:
  HostServices& services_;
  int64_t kept_ms_ = 0;
  // What was kept last.
  std::vector<store::KeptBudget> budgets_;
  std::vector<store::RequestCount> counts_;
};

}  // namespace sluice::app
