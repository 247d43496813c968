// The `retry` section of a pipeline or an outgoing: attempts, waits and limits, for all transient
// failures and for single classes of them. Pure functions; no thread rule.
#pragma once

#include <string>

#include "base/retry_rules.hpp"
#include "config/component_section.hpp"
#include "config/node.hpp"
#include "config/problem.hpp"

namespace sluice::config {

// What the section, an object, changes of `inherited`. What contradicts itself is a problem.
base::RetryRules read_retry(const Node& section, const std::string& pointer,
                            const base::RetryRules& inherited, Problems& problems);

// A publisher knows how to offer a record again that the system refuses with a status, and what
// must wait behind it: statuses that are retried, but not by default, become `retry` in its
// `on_status`. True: it has such a setting. A contradiction with it is a problem at `pointer`, the
// retry section's.
bool add_retried_statuses(const base::RetryRules& rules, const Catalogue& catalogue,
                          const std::string& pointer, Node& publisher, Problems& problems);

// Rules have such statuses.
bool retries_statuses(const base::RetryRules& rules);

}  // namespace sluice::config
