// A pipeline through which an incoming or an outgoing is tried: one of the configuration, or one
// that stands in no file. Pure functions.
#pragma once

#include <string>

#include "app/api/workbench.hpp"
#include "config/model.hpp"

namespace sluice::app {

// A pipeline that is added to the configuration for a trial.
struct StandIn {
  std::string pipeline;  // its name
  Replaced file;
};

// The first pipeline that reads by this incoming, or that has this name; null: there is none.
const config::PipelineConfig* reader_of(const config::Config& config, const std::string& incoming);

// Reads by this incoming. Its publisher is never made.
StandIn stand_in_reader(const std::string& incoming);

// Sends to this outgoing and has no steps: a record is as the outgoing gets it. Its subscriber is
// never called.
StandIn stand_in_sender(const std::string& outgoing);

}  // namespace sluice::app
