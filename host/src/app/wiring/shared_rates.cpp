#include "app/wiring/shared_rates.hpp"

namespace sluice::app {

std::optional<http::SharedBudgets::Chunk> SharedRates::take(const std::string& identity,
                                                            int64_t most) {
  const auto chunk = store_.take_chunk(identity, most);
  if (!chunk || !*chunk) return std::nullopt;
  return Chunk{(*chunk)->requests, (*chunk)->window_end_ms};
}

bool SharedRates::learn(const http::BudgetSnapshot& told, int64_t over_ms) {
  const auto kept =
      store_.learn({told.identity, told.limit, told.left, told.window_end_ms}, over_ms);
  return kept && *kept;
}

void SharedRates::give_back(const std::string& identity, const Chunk& unused) {
  (void)store_.give_back(identity, unused.window_end_ms, unused.requests);
}

}  // namespace sluice::app
