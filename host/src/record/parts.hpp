// A step can make more records of one than fit into a batch. Then the step runs several times on
// the same record, and each time only those in a window are made; add_record skips the others.
// [lane]: belongs to one batch.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace sluice::record {

// Numbers, from 0, of the records that one step makes.
struct Window {
  uint64_t from = 0;
  uint64_t to = UINT64_MAX;
};

class Parts {
 public:
  // All are made, and no step has run.
  void reset() {
    steps_.clear();
    current_ = nullptr;
  }
  // By step; those of further steps are all made. Counting restarts.
  void set(const std::vector<Window>& windows) {
    reset();
    for (const Window& window : windows) steps_.push_back({window});
  }
  // By step, of those that ran and those set.
  std::vector<Window> windows() const {
    std::vector<Window> out;
    for (const Step& step : steps_) out.push_back(step.window);
    return out;
  }
  void enter(size_t step) {
    if (step >= steps_.size()) steps_.resize(step + 1);
    current_ = &steps_[step];
  }

  // What follows is no step's: all of its records are made.
  void leave() { current_ = nullptr; }

  // Whether the record that the current step is about to make is made.
  bool take() {
    if (!current_) return true;
    const uint64_t number = current_->wanted++;
    return number >= current_->window.from && number < current_->window.to;
  }

  // Of the current step: its records have been begun in an earlier part.
  bool goes_on() const { return current_ && current_->window.from > 0; }
  // Of a step that ran: how many were made.
  uint64_t made(size_t step) const {
    if (step >= steps_.size()) return 0;
    const Step& one = steps_[step];
    const uint64_t end = one.wanted < one.window.to ? one.wanted : one.window.to;
    return end > one.window.from ? end - one.window.from : 0;
  }
  // It would make further ones after its window.
  bool has_more(size_t step) const {
    return step < steps_.size() && steps_[step].wanted > steps_[step].window.to;
  }
  // The first step that made more than one.
  std::optional<size_t> first_multiplying() const {
    for (size_t i = 0; i < steps_.size(); i++)
      if (made(i) > 1) return i;
    return std::nullopt;
  }

 private:
  struct Step {
    Window window;
    uint64_t wanted = 0;
  };
  std::vector<Step> steps_;
  Step* current_ = nullptr;
};

}  // namespace sluice::record
