// Which walk a step's state belongs to. Each walk has a number of its own; one that continues in a
// new run keeps it, and so does a retry, which is none. [lane]
#pragma once

#include <optional>
#include <string>

#include "sluice/state.hpp"

namespace sluice::core {

class WalkNumber {
 public:
  explicit WalkNumber(const State& state) : state_(state) {}

  // Within each call of `transform` or `flush`, before the next: the number is state as well, so
  // that a batch that was lost has lost it, too.
  Status read(Batch batch);
  // Another walk than the one that what is stored belongs to. Of the last read().
  bool is_new() const { return is_new_; }
  const std::string& text() const { return *number_; }

 private:
  State state_;
  std::optional<std::string> number_;  // set by the run's first batch
  int64_t run_ = 0;                    // which set it
  bool is_new_ = false;
};

}  // namespace sluice::core
