// The connections of a pipeline's runs, closed by the destructor. REQUIRES: the runs are over and
// their components are gone by then. Main thread.
#pragma once

#include <string>
#include <utility>

#include "app/wiring/host_services.hpp"

namespace sluice::app {

class RunConnections {
 public:
  // The services outlive it.
  RunConnections(HostServices& services, std::string pipeline)
      : services_(services), pipeline_(std::move(pipeline)) {}
  ~RunConnections() { services_.http().forget_runs(pipeline_); }
  RunConnections(const RunConnections&) = delete;
  RunConnections& operator=(const RunConnections&) = delete;

 private:
  HostServices& services_;
  const std::string pipeline_;
};

}  // namespace sluice::app
