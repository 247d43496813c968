#include "app/access/pending_grants.hpp"

#include <algorithm>
#include <utility>

#include "app/access/secret_text.hpp"

namespace sluice::app {

std::string PendingGrants::open(const std::string& owner, Grant grant) {
  std::string state = new_secret() + "." + grant.client;
  const std::lock_guard lock(mutex_);
  if (pending_.size() >= kMost)
    pending_.erase(std::min_element(
        pending_.begin(), pending_.end(),
        [](const auto& a, const auto& b) { return a.second.made_ms < b.second.made_ms; }));
  pending_[hash_of(state)] = {owner, std::move(grant), now_ms_()};
  return state;
}

std::optional<PendingGrants::Grant> PendingGrants::take(std::string_view state,
                                                        const std::string& owner) {
  const std::lock_guard lock(mutex_);
  const auto found = pending_.find(hash_of(state));
  if (found == pending_.end() || found->second.owner != owner) return std::nullopt;
  Pending one = std::move(found->second);
  pending_.erase(found);
  if (now_ms_() - one.made_ms > kLifeMs) return std::nullopt;
  return std::move(one.grant);
}

}  // namespace sluice::app
