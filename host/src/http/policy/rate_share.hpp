// The part of a credential's rate limit that this process may use, where several share what is kept
// (shared_budgets.hpp): it takes some requests at a time and gives back what it did not use. Used
// by one RateBudget under its lock.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "http/policy/shared_budgets.hpp"

namespace sluice::http {

class RateShare {
 public:
  // `shared` null: there are no others. It outlives this.
  RateShare(SharedBudgets* shared, std::string identity)
      : shared_(shared), identity_(std::move(identity)) {}

  bool is_shared() const { return shared_ != nullptr; }
  // A window as this process knows it, and how long one lasts (0: not known).
  struct Window {
    int64_t limit = 0;
    int64_t left = 0;
    int64_t rest_ms = 0;
    int64_t length_ms = 0;
  };

  // One request of it. False: others have what is left.
  bool take(const Window& window);
  // One that goes ahead to find out what there is, as nothing was heard of it yet.
  bool take_first(const Window& window);
  // One that nothing limits, as nothing is known.
  void note() { uncounted_++; }
  // What the first response of a window, or a refusal, has shown. `is_new`: as there is more left
  // than there can be, the one before is over.
  void learn(const Window& window, bool is_new);
  void give_back();

 private:
  bool spend();
  bool fill(int64_t most, const Window& window);

  SharedBudgets* const shared_;
  const std::string identity_;
  SharedBudgets::Chunk chunk_;
  int64_t uncounted_ = 0;  // sent without a chunk, and not in what is kept
};

}  // namespace sluice::http
