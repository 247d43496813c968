#include "http/policy/rate_budget.hpp"

#include <Poco/SHA1Engine.h>

#include <algorithm>

#include "http/policy/retry.hpp"
#include "http/policy/sensitive.hpp"

namespace sluice::http {

namespace {

constexpr int64_t kLookMs = 20;             // how soon a waiting request tries again
constexpr int64_t kFirstResponseMs = 1000;  // longest wait for a window's first response
constexpr int64_t kShortestProbeMs = 1000;
constexpr int64_t kLongestProbeMs = 60'000;
constexpr int64_t kLongestStateMs = 86'400'000;  // a kept window of unknown length is no longer
constexpr int64_t kShareLookMs = 500;  // how soon it is looked whether others gave something back
constexpr int64_t kPartThatCountsAsIdle = 4;  // of a window without a request: no longer competes

}  // namespace

int64_t RateBudget::reserve() const {
  const int64_t part = (limit_ * settings_.reserve_percent + 99) / 100;
  return std::max(settings_.reserve, part);
}

RateBudget::Grant RateBudget::ask(int64_t now_ms, const Claimant* who) {
  std::lock_guard lock(mutex_);
  if (known_ && now_ms >= window_end_ms_) roll_over(now_ms);
  if (who) {
    Claim& claim = claims_[who->pipeline];
    claim.weight = std::max<uint32_t>(1, who->weight);
    if (claim.working) claim.pace_ms = pace(claim, now_ms - claim.granted_ms);
    claim.working = false;
    claim.asked_ms = now_ms;
    claim.running = true;
  }
  // Granted down to the reserve, and no response has reported more since.
  if (known_ && window_end_ms_ == kNoEnd && left_ <= reserve()) window_end_ms_ = probe(now_ms);
  if (int64_t wait = known_ ? wait_for(now_ms, who) : 0; wait > 0) return {false, 0, wait};
  if (int64_t wait = share_wait(now_ms); wait > 0) return {false, 0, wait};
  grant(now_ms, who);
  return {true, granted_, 0};
}

RateShare::Window RateBudget::window(int64_t now_ms) const {
  return {limit_, std::max<int64_t>(0, left_ - reserve()), window_end_ms_ - now_ms, window_ms()};
}

// Takes one of what processes share; 0: it has one.
int64_t RateBudget::share_wait(int64_t now_ms) {
  if (!share_.is_shared()) return 0;
  if (!known_ || !limit_ || !ends()) return share_.note(), 0;
  const RateShare::Window here = window(now_ms);
  const bool has_one = assumed_ ? share_.take_first(here) : share_.take(here);
  return has_one ? 0 : std::clamp<int64_t>(here.rest_ms, 1, kShareLookMs);
}

void RateBudget::grant(int64_t now_ms, const Claimant* who) {
  if (known_) left_--;
  last_grant_ms_ = now_ms;
  granted_++;
  if (assumed_ && !first_) first_ = granted_;
  if (!who) return;
  Claim& claim = claims_[who->pipeline];
  claim.used++;
  claim.requests++;
  claim.granted_ms = now_ms;
  claim.working = true;
}

// Smoothed; waits for the budget are not included.
int64_t RateBudget::pace(const Claim& claim, int64_t sample_ms) {
  return claim.pace_ms < 0 ? sample_ms : (3 * claim.pace_ms + sample_ms) / 4;
}

// As much of its open share as it can still use in this window, at its pace.
int64_t RateBudget::open_share(const Claim& claim, int64_t share, int64_t now_ms) const {
  const int64_t open = std::max<int64_t>(0, share - claim.used);
  if (claim.pace_ms <= 0) return open;
  return std::min(open, std::max<int64_t>(0, window_end_ms_ - now_ms) / claim.pace_ms);
}

int64_t RateBudget::wait_for(int64_t now_ms, const Claimant* who) const {
  if (left_ <= reserve()) return window_end_ms_ - now_ms;
  if (int64_t wait = first_response_wait(now_ms); wait > 0) return wait;
  if (int64_t wait = spread_wait(now_ms); wait > 0) return wait;
  return who ? fair_wait(now_ms, *who) : 0;
}

// Others may have used a window that is only assumed to be full.
int64_t RateBudget::first_response_wait(int64_t now_ms) const {
  const bool under_way = assumed_ && first_;
  return under_way && now_ms - last_grant_ms_ < kFirstResponseMs ? kLookMs : 0;
}

int64_t RateBudget::spread_wait(int64_t now_ms) const {
  if (!ends() || left_ > limit_ / 4) return 0;
  int64_t gap = (window_end_ms_ - now_ms) / (left_ - reserve());
  return last_grant_ms_ + gap - now_ms;
}

bool RateBudget::competes(const Claim& claim, int64_t now_ms) const {
  return claim.running && now_ms - claim.asked_ms < window_ms() / kPartThatCountsAsIdle;
}

int64_t RateBudget::fair_wait(int64_t now_ms, const Claimant& who) const {
  if (!ends()) return 0;
  int64_t weights = 0;
  for (const auto& [name, claim] : claims_)
    if (competes(claim, now_ms)) weights += claim.weight;
  int64_t kept = 0;  // for the others
  bool had_share = false;
  for (const auto& [name, claim] : claims_) {
    if (!competes(claim, now_ms)) continue;
    const int64_t share = shared_ * claim.weight / weights;
    if (name == who.pipeline) had_share = claim.used >= share;
    if (name != who.pipeline) kept += open_share(claim, share, now_ms);
  }
  if (!had_share || left_ - reserve() > kept) return 0;
  return std::clamp<int64_t>(window_ms() / std::max<int64_t>(1, shared_), kLookMs, 1000);
}

void RateBudget::leave(const std::string& pipeline) {
  std::lock_guard lock(mutex_);
  if (auto found = claims_.find(pipeline); found != claims_.end()) found->second.running = false;
  if (std::none_of(claims_.begin(), claims_.end(), [](auto& one) { return one.second.running; }))
    share_.give_back();
}

std::vector<PipelineRequests> RateBudget::requests() const {
  std::lock_guard lock(mutex_);
  std::vector<PipelineRequests> out;
  for (const auto& [name, claim] : claims_) out.push_back({name, {}, claim.requests});
  return out;
}

void RateBudget::begin_window(int64_t end_ms) {
  window_end_ms_ = end_ms;
  shared_ = std::max<int64_t>(0, left_ - reserve());
  for (auto& [name, claim] : claims_) claim.used = 0;
}

void RateBudget::roll_over(int64_t now_ms) {
  // A 429 from a server that reports no limit: the window is over, and nothing is known again.
  known_ = limit_ > 0;
  // The assumed end is never before the real one, so the window is a new and full one. With a
  // limit at or below the reserve, or no known length, a single request finds out whether that
  // holds.
  const int64_t one = reserve() + 1;
  left_ = window_ms() ? std::max(limit_, one) : one;
  assumed_ = known_;
  first_ = 0;
  begin_window(now_ms + (window_ms() ? window_ms() : std::max(probe_ms_, kShortestProbeMs)));
}

// When the next one may be sent.
int64_t RateBudget::probe(int64_t now_ms) {
  probe_ms_ = std::clamp(2 * probe_ms_, kShortestProbeMs, kLongestProbeMs);
  return now_ms + probe_ms_;
}

int64_t RateBudget::end_of_window(const RateReport& told, bool is_new, int64_t now_ms) {
  if (told.length_ms) told_ms_ = *told.length_ms;
  if (told.end_ms) {
    const int64_t left_ms = std::max(*told.end_ms, kShortestWait);
    told_ms_ = std::max(told_ms_, left_ms);
    return now_ms + left_ms;
  }
  if (window_ms()) return is_new ? now_ms + window_ms() : window_end_ms_;
  if (left_ > reserve()) {
    probe_ms_ = 0;
    return kNoEnd;
  }
  return is_new || window_end_ms_ == kNoEnd ? probe(now_ms) : window_end_ms_;
}

void RateBudget::learn(uint64_t number, const RateReport& told, int64_t now_ms) {
  std::lock_guard lock(mutex_);
  take(number, told, now_ms);
}

void RateBudget::take(uint64_t number, const RateReport& told, int64_t now_ms) {
  if (number <= learned_) return;
  int64_t later = static_cast<int64_t>(granted_ - number);
  int64_t now_left = std::max<int64_t>(0, told.left) - later;
  // Requests without a used response may never have reached the server, which then has this many
  // left.
  int64_t unsure = static_cast<int64_t>(number - learned_) - 1;
  const bool more_left = known_ && now_left > left_ + unsure;
  bool new_window = !known_ || now_ms >= window_end_ms_ || more_left;
  // With an unknown end, the wait was for a probe's response.
  if (!window_ms() && assumed_ && number >= first_) new_window = true;
  const bool was_assumed = assumed_, news = new_window || assumed_;
  learned_ = number;
  left_ = std::max<int64_t>(0, now_left);
  if (told.limit > 0) told_limit_ = told.limit;
  limit_ = std::max(told.limit > 0 ? told.limit : limit_, left_);
  known_ = true;
  if (number >= first_) assumed_ = false;
  const int64_t end_ms = end_of_window(told, new_window, now_ms);
  if (new_window) begin_window(end_ms);
  window_end_ms_ = end_ms;
  if (news && limit_ && ends()) share_.learn(window(now_ms), more_left && !was_assumed);
}

void RateBudget::refuse(uint64_t number, const std::optional<RateReport>& told, int64_t wait_ms,
                        int64_t now_ms) {
  std::lock_guard lock(mutex_);
  if (told) take(number, *told, now_ms);
  known_ = true;
  left_ = 0;
  begin_window(now_ms + wait_ms);
  if (limit_) share_.learn(window(now_ms), false);
  // Responses of requests sent before belong to the used-up window.
  learned_ = granted_;
}

std::optional<int64_t> RateBudget::left() const {
  std::lock_guard lock(mutex_);
  return known_ ? std::optional(left_) : std::nullopt;
}

std::optional<int64_t> RateBudget::limit() const {
  std::lock_guard lock(mutex_);
  return told_limit_ ? std::optional(told_limit_) : std::nullopt;
}

std::optional<BudgetSnapshot> RateBudget::snapshot(int64_t now_ms, int64_t wall_ms) const {
  std::lock_guard lock(mutex_);
  if (!known_ || !limit_ || !ends()) return std::nullopt;
  return BudgetSnapshot{{}, limit_, left_, wall_ms + (window_end_ms_ - now_ms)};
}

void RateBudget::restore(const BudgetSnapshot& kept, int64_t now_ms, int64_t wall_ms) {
  std::lock_guard lock(mutex_);
  const int64_t longest_ms = settings_.window_s ? settings_.window_s * 1000 : kLongestStateMs;
  int64_t rest_ms = std::min(kept.window_end_ms - wall_ms, longest_ms);
  if (known_ || rest_ms <= 0 || kept.limit <= 0) return;
  known_ = true;
  limit_ = kept.limit;
  // What others have taken and not used is not in it; but nothing is sent that they have.
  left_ = share_.is_shared() ? kept.limit : std::clamp<int64_t>(kept.left, 0, kept.limit);
  assumed_ = true;  // its last user may have sent more
  begin_window(now_ms + rest_ms);
}

RateBudget& RateBudgets::of(const std::string& identity, const BudgetSettings& settings,
                            int64_t now_ms, int64_t wall_ms) {
  std::lock_guard lock(mutex_);
  std::unique_ptr<RateBudget>& budget = budgets_[identity];
  if (budget) return *budget;
  budget = std::make_unique<RateBudget>(settings, shared_, identity);
  if (auto kept = kept_.find(identity); kept != kept_.end())
    budget->restore(kept->second, now_ms, wall_ms);
  return *budget;
}

std::optional<int64_t> RateBudgets::least_left() const {
  std::lock_guard lock(mutex_);
  std::optional<int64_t> out;
  for (const auto& [identity, budget] : budgets_)
    if (auto left = budget->left()) out = std::min(out.value_or(*left), *left);
  return out;
}

std::vector<BudgetSnapshot> RateBudgets::snapshot(int64_t now_ms, int64_t wall_ms) const {
  std::lock_guard lock(mutex_);
  std::vector<BudgetSnapshot> out;
  for (const auto& [identity, budget] : budgets_) {
    auto one = budget->snapshot(now_ms, wall_ms);
    if (!one) continue;
    one->identity = identity;
    out.push_back(*one);
  }
  return out;
}

std::vector<PipelineRequests> RateBudgets::requests() const {
  std::lock_guard lock(mutex_);
  std::vector<PipelineRequests> out;
  for (const auto& [identity, budget] : budgets_) {
    for (PipelineRequests& one : budget->requests()) {
      one.identity = identity;
      out.push_back(std::move(one));
    }
  }
  return out;
}

void RateBudgets::leave(const std::string& pipeline) {
  std::lock_guard lock(mutex_);
  for (const auto& [identity, budget] : budgets_) budget->leave(pipeline);
}

void RateBudgets::restore(const std::vector<BudgetSnapshot>& kept) {
  std::lock_guard lock(mutex_);
  for (const BudgetSnapshot& one : kept) kept_[one.identity] = one;
}

std::string credential_identity(const SessionSettings& settings) {
  Poco::SHA1Engine engine;
  engine.update(settings.base.origin.text() + "\n" + settings.bearer_token + "\n");
  if (!settings.credential.empty()) engine.update("credential:" + settings.credential + "\n");
  for (const auto& [name, value] : settings.headers.fields())
    if (!is_harmless_header(name)) engine.update(lower_case(name) + ":" + value + "\n");
  return Poco::DigestEngine::digestToHex(engine.digest());
}

}  // namespace sluice::http
