// Who reads by an incoming, so that it can be tried. Pure functions.
#pragma once

#include <string>

#include "app/api/workbench.hpp"
#include "config/model.hpp"

namespace sluice::app {

// The first pipeline that reads by this incoming, or that has this name; null: there is none.
const config::PipelineConfig* reader_of(const config::Config& config, const std::string& incoming);

// A file with a pipeline that reads by this incoming, for one that none reads by yet. Its publisher
// is never made.
Replaced file_of_reader(const std::string& incoming);

}  // namespace sluice::app
