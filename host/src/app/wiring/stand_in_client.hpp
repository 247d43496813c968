// Given to a component instead of a client that could not be made, in order to find out
// what is wrong with its own settings. Nothing can be sent with it. Main thread.
#pragma once

#include <string>
#include <string_view>

#include "sluice/abi.h"

namespace sluice::app {

class StandInClient {
 public:
  // `use`: the client's component id as configured; empty: not known. `instance`: "clients.shop".
  StandInClient(std::string_view use, std::string instance);
  StandInClient(const StandInClient&) = delete;
  StandInClient& operator=(const StandInClient&) = delete;

  // Lives as long as this object.
  const sluice_component* handle() const { return &handle_; }

 private:
  const std::string use_, instance_;
  const sluice_component handle_;
};

}  // namespace sluice::app
