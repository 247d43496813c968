// Pipelines that the state folder has something to deliver of, and the configuration does not have
// (any more): nothing delivers it. Main thread.
#pragma once

#include <string>
#include <vector>

#include "config/model.hpp"
#include "sluice/result.hpp"
#include "store/sqlite_pipelines.hpp"

namespace sluice::app {

// Not those that another file beside the configuration names, which may share the state folder.
Result<std::vector<store::OpenWork>> left_pipelines(const config::Config& config);

// What of it waits, and what to do.
std::string left_words(const store::OpenWork& left, const std::string& config);

// The same of all; what cannot be read is a line, too.
std::vector<std::string> left_lines(const config::Config& config);

// Whether anything would be delivered by itself, if the pipeline were there.
bool is_held_up(const std::vector<store::OpenWork>& left);

}  // namespace sluice::app
