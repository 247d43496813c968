// A Status to throw, where a function cannot return one, such as a constructor.
#pragma once

#include <exception>
#include <utility>

#include "sluice/result.hpp"

namespace sluice {

// Caught at the plugin's boundary: the call fails with its status.
class Error : public std::exception {
 public:
  explicit Error(Status status) : status_(std::move(status)) {}

  const Status& status() const { return status_; }
  const char* what() const noexcept override { return status_.message().c_str(); }

 private:
  Status status_;
};

}  // namespace sluice
