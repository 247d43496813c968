// Adds up what several walks of one run did. Pure; any thread.
#pragma once

#include "pipeline/report.hpp"

namespace sluice::backlog {

// What a further walk of the same pipeline did: `total` has its end. Targets belong together by
// name; bounds and profile are those of the larger.
void add_to(pipeline::RunReport& total, const pipeline::RunReport& walk);

// The same of a walk under way, on its sink lane: without the profile, which its source lane is
// still writing.
void add_so_far(pipeline::RunReport& total, const pipeline::RunReport& walk);

// What a drain did: its records were read by a walk before, so only the targets' figures count.
void add_drained(pipeline::RunReport& total, const pipeline::RunReport& drain);

}  // namespace sluice::backlog
