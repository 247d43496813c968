#include "http/policy/rate_share.hpp"

#include <algorithm>
#include <optional>

namespace sluice::http {
namespace {

// Of what is left: others get the rest, and a process that is killed takes no more with it.
constexpr int64_t kPart = 8;
constexpr int64_t kLargest = 50;

}  // namespace

bool RateShare::spend() {
  if (chunk_.requests <= 0 || shared_->wall_ms() >= chunk_.window_end_ms) return false;
  chunk_.requests--;
  return true;
}

// False: nothing is known of a window. One that ends much later than it can is by a clock that was
// put back.
bool RateShare::fill(int64_t most, const Window& window) {
  const std::optional<SharedBudgets::Chunk> chunk = shared_->take(identity_, most + uncounted_);
  const int64_t longest_ms = 2 * std::max(window.rest_ms, window.length_ms);
  if (!chunk || chunk->window_end_ms - shared_->wall_ms() > longest_ms) return false;
  chunk_ = *chunk;
  const int64_t counted = std::min(uncounted_, chunk_.requests);
  chunk_.requests -= counted;
  uncounted_ -= counted;
  return true;
}

bool RateShare::take(const Window& window) {
  if (!shared_ || spend()) return true;
  learn(window, false);
  if (fill(std::clamp<int64_t>(window.left / kPart, 1, kLargest), window)) return spend();
  note();
  return true;
}

bool RateShare::take_first(const Window& window) {
  if (!shared_ || spend()) return true;
  if (fill(1, window)) return spend();
  note();
  return true;
}

void RateShare::learn(const Window& window, bool is_new) {
  if (!shared_) return;
  const BudgetSnapshot told{identity_, window.limit, window.left,
                            shared_->wall_ms() + window.rest_ms};
  const bool kept = shared_->learn(told, is_new ? chunk_.window_end_ms : 0);
  if (kept) uncounted_ = 0;
}

void RateShare::give_back() {
  if (shared_ && chunk_.requests > 0) shared_->give_back(identity_, chunk_);
  chunk_.requests = 0;
}

}  // namespace sluice::http
