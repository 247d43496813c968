#include "app/wiring/rate_memory.hpp"

#include <utility>

#include "platform/steady_time.hpp"

namespace sluice::app {
namespace {

constexpr int64_t kEveryMs = 5000;

}  // namespace

void RateMemory::restore() {
  kept_ms_ = platform::steady_ms();
  const auto kept = services_.budget_store().budgets();
  if (!kept) return services_.log().warning({}, "rate limits: ", kept.status().message());
  std::vector<http::BudgetSnapshot> known;
  for (const store::KeptBudget& one : *kept)
    known.push_back({one.identity, one.allowed, one.remaining, one.window_end_ms});
  services_.http().restore_budgets(known);
}

void RateMemory::tick() {
  if (platform::steady_ms() - kept_ms_ >= kEveryMs) keep();
}

void RateMemory::keep() {
  kept_ms_ = platform::steady_ms();
  std::vector<store::KeptBudget> budgets;
  for (const http::BudgetSnapshot& one : services_.http().budgets())
    budgets.push_back({one.identity, one.limit, one.left, one.window_end_ms});
  std::vector<store::RequestCount> counts;
  for (const http::PipelineRequests& one : services_.http().pipeline_requests())
    counts.push_back({one.pipeline, one.identity, one.requests});
  // A server that has nothing to do writes nothing.
  if (budgets == budgets_ && counts == counts_) return;
  Status status = services_.usage_store().keep_request_counts(counts);
  for (const store::KeptBudget& one : budgets)
    if (status) status = services_.budget_store().learn(one, 0).status();
  if (!status) return services_.log().warning({}, "rate limits are not kept: ", status.message());
  budgets_ = std::move(budgets);
  counts_ = std::move(counts);
}

}  // namespace sluice::app
