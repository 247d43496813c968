// What the latest check of each client found, for as long as the server runs. Any thread.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "config/node.hpp"

namespace sluice::app {

class LastChecks {
 public:
  // `findings`: a list, as the API shows them. `problem`: why it could not be checked.
  void add(const std::string& client, int64_t at_us, config::Node findings,
           const std::string& problem) {
    const std::lock_guard lock(mutex_);
    checks_[client] = {at_us, std::move(findings), problem};
  }
  // [{client, checked, ok, findings, problem?}]; ok is null if it is not known.
  config::Node list() const;

 private:
  struct Check {
    int64_t at_us = 0;
    config::Node findings;
    std::string problem;
  };

  mutable std::mutex mutex_;
  std::map<std::string, Check> checks_;
};

}  // namespace sluice::app
