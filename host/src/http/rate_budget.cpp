#include "http/rate_budget.hpp"

#include <Poco/SHA1Engine.h>

#include <algorithm>

#include "http/sensitive.hpp"

namespace sluice::http {

RateBudget::Grant RateBudget::ask(int64_t now_ms) {
  std::lock_guard lock(mutex_);
  if (known_ && now_ms >= window_end_ms_) roll_over(now_ms);
  if (known_ && left_ <= settings_.reserve) return {false, 0, window_end_ms_ - now_ms};
  if (int64_t wait = known_ ? spread_wait(now_ms) : 0; wait > 0) return {false, 0, wait};
  if (known_) left_--;
  last_grant_ms_ = now_ms;
  return {true, ++granted_, 0};
}

int64_t RateBudget::spread_wait(int64_t now_ms) const {
  if (left_ > limit_ / 4) return 0;
  int64_t gap = (window_end_ms_ - now_ms) / (left_ - settings_.reserve);
  return last_grant_ms_ + gap - now_ms;
}

void RateBudget::roll_over(int64_t now_ms) {
  // A 429 from a server that tells no limit: over, and nothing is known again.
  known_ = limit_ > 0;
  // The assumed end is never before the real one, so the window is a new and full one. With a
  // limit at or below the reserve a single request per window learns whether that still holds.
  left_ = std::max(limit_, settings_.reserve + 1);
  window_end_ms_ = now_ms + window_ms();
}

void RateBudget::learn(uint64_t number, int64_t limit, int64_t left, int64_t now_ms) {
  std::lock_guard lock(mutex_);
  if (number <= learned_) return;
  int64_t later = static_cast<int64_t>(granted_ - number);
  int64_t now_left = std::max<int64_t>(0, left) - later;
  // Requests without a used answer may never have reached the server: these it may have left.
  int64_t unsure = static_cast<int64_t>(number - learned_) - 1;
  bool new_window = !known_ || now_ms >= window_end_ms_ || now_left > left_ + unsure;
  if (new_window) window_end_ms_ = now_ms + window_ms();
  learned_ = number;
  left_ = std::max<int64_t>(0, now_left);
  limit_ = std::max(limit > 0 ? limit : limit_, left_);
  known_ = true;
}

void RateBudget::refuse(int64_t wait_ms, int64_t now_ms) {
  std::lock_guard lock(mutex_);
  known_ = true;
  left_ = 0;
  window_end_ms_ = now_ms + wait_ms;
  // Answers of requests sent before belong to the window that is spent.
  learned_ = granted_;
}

std::optional<int64_t> RateBudget::left() const {
  std::lock_guard lock(mutex_);
  return known_ ? std::optional(left_) : std::nullopt;
}

std::optional<BudgetSnapshot> RateBudget::snapshot(int64_t now_ms, int64_t wall_s) const {
  std::lock_guard lock(mutex_);
  if (!known_ || !limit_) return std::nullopt;
  // Rounded up: a window is never taken to end early.
  return BudgetSnapshot{{}, limit_, left_, wall_s + (window_end_ms_ - now_ms + 999) / 1000};
}

void RateBudget::restore(const BudgetSnapshot& kept, int64_t now_ms, int64_t wall_s) {
  std::lock_guard lock(mutex_);
  int64_t rest_s = std::min(kept.window_end_s - wall_s, settings_.window_s);
  if (known_ || rest_s <= 0 || kept.limit <= 0) return;
  known_ = true;
  limit_ = kept.limit;
  left_ = std::clamp<int64_t>(kept.left, 0, kept.limit);
  window_end_ms_ = now_ms + rest_s * 1000;
}

RateBudget& RateBudgets::of(const std::string& identity, const BudgetSettings& settings,
                            int64_t now_ms, int64_t wall_s) {
  std::lock_guard lock(mutex_);
  std::unique_ptr<RateBudget>& budget = budgets_[identity];
  if (budget) return *budget;
  budget = std::make_unique<RateBudget>(settings);
  if (auto kept = kept_.find(identity); kept != kept_.end())
    budget->restore(kept->second, now_ms, wall_s);
  return *budget;
}

std::optional<int64_t> RateBudgets::least_left() const {
  std::lock_guard lock(mutex_);
  std::optional<int64_t> out;
  for (const auto& [identity, budget] : budgets_)
    if (auto left = budget->left()) out = std::min(out.value_or(*left), *left);
  return out;
}

std::vector<BudgetSnapshot> RateBudgets::snapshot(int64_t now_ms, int64_t wall_s) const {
  std::lock_guard lock(mutex_);
  std::vector<BudgetSnapshot> out;
  for (const auto& [identity, budget] : budgets_) {
    auto one = budget->snapshot(now_ms, wall_s);
    if (!one) continue;
    one->identity = identity;
    out.push_back(*one);
  }
  return out;
}

void RateBudgets::restore(std::vector<BudgetSnapshot> kept) {
  std::lock_guard lock(mutex_);
  for (BudgetSnapshot& one : kept) kept_[one.identity] = one;
}

std::string credential_identity(const SessionSettings& settings) {
  Poco::SHA1Engine engine;
  engine.update(settings.base.origin.text() + "\n" + settings.bearer_token + "\n");
  if (!settings.credential.empty()) engine.update("credential:" + settings.credential + "\n");
  for (const auto& [name, value] : settings.headers.fields())
    if (is_sensitive(name)) engine.update(lower_case(name) + ":" + value + "\n");
  return Poco::DigestEngine::digestToHex(engine.digest());
}

}  // namespace sluice::http
