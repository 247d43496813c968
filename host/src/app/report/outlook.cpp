#include "app/report/outlook.hpp"

#include <algorithm>

namespace sluice::app {

using Basis = ExpectedRequests::Basis;

uint64_t CredentialOutlook::requests() const {
  uint64_t sum = 0;
  for (const ExpectedRequests& one : pipelines)
    if (one.basis != Basis::kUnknown) sum += one.requests;
  return sum;
}

std::vector<std::string> CredentialOutlook::unknown() const {
  std::vector<std::string> out;
  for (const ExpectedRequests& one : pipelines)
    if (one.basis == Basis::kUnknown) out.push_back(one.pipeline);
  return out;
}

std::optional<int64_t> CredentialOutlook::seconds_at_limit(int64_t now_s) const {
  if (!limit) return std::nullopt;
  const auto usable = [this](int64_t requests) {
    return static_cast<uint64_t>(std::max<int64_t>(0, requests - limit->reserve));
  };
  const uint64_t each = std::max<uint64_t>(1, usable(limit->allowed));
  const bool same_window = now_s < limit->window_end_s;
  const uint64_t first = same_window ? usable(limit->remaining) : each;
  const uint64_t all = requests();
  if (all <= first) return 0;
  // The first wait is for the window's end; then whole windows, the last without a wait for its
  // end.
  const auto further = static_cast<int64_t>((all - first - 1) / each);
  const int64_t to_next = same_window ? limit->window_end_s - now_s : limit->window_s;
  return to_next + further * limit->window_s;
}

}  // namespace sluice::app
