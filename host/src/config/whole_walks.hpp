// Settings that take a walk for everything there is beside a subscriber whose walks are not that.
// Pure functions; no thread rule.
#pragma once

#include "config/catalogue.hpp"
#include "config/model.hpp"
#include "config/problem.hpp"

namespace sluice::config {

// Such as `mode: replace` behind an incremental subscriber, or `deletions: true` behind one that
// moves its files away, or `over: walk` behind one whose walk has no end: a problem each.
void check_whole_walks(const PipelineConfig& pipeline, const Catalogue& catalogue,
                       Problems& problems);

}  // namespace sluice::config
