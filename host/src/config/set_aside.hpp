// What is wrong with a config, pipeline by pipeline: a server runs those that it does not concern.
// Pure functions; any thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "config/interpolate.hpp"
#include "config/model.hpp"
#include "config/node.hpp"
#include "config/problem.hpp"

namespace sluice::config {

// The pipelines that need what is missing, and why. What nobody needs is no problem; what alerts
// are sent with is one.
std::map<std::string, std::string> refuse_for_missing(const Node& root,
                                                      const std::vector<Missing>& missing,
                                                      Problems& problems);

// Takes the problems that concern single pipelines, which are refused then
// (PipelineConfig::refused), and those of named objects that nobody uses and of files of a folder
// that cannot be read. Leaves what concerns the host or its alerts; and all, if no pipeline could
// run. Returns what has become of no pipeline's refusal, for the log. `host_known`: see Draft; else
// a file that cannot be read concerns the host.
std::vector<Problem> set_aside(const Node& root, bool host_known, Config& config,
                               Problems& problems);

// Takes the problems of files of a folder that cannot be read, for commands that another file is
// enough for. None, if one of them may have the host's settings.
Problems take_unread_files(bool host_known, Problems& problems);

}  // namespace sluice::config
