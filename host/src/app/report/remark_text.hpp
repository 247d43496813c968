// What a run's steps remarked, for people and for machines. Pure functions; no thread rule.
#pragma once

#include <string>
#include <vector>

#include "config/node.hpp"
#include "pipeline/report.hpp"

namespace sluice::app {

// "  step transformers[0] (core.filter): 12 comparisons of text with a number (…), first at record
// id=7", one per remark.
std::vector<std::string> remark_lines(const pipeline::RunReport& report);
// [{step, text, count, example}]
config::Node remarks_node(const pipeline::RunReport& report);

}  // namespace sluice::app
