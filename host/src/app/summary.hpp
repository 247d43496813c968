// What a run did, for people and for machines. Pure functions over figures.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/pipeline_runs.hpp"
#include "config/model.hpp"
#include "config/node.hpp"
#include "http/service.hpp"

namespace sluice::app {

struct RunSummary {
  struct Pipeline {
    const config::PipelineConfig* config;
    const pipeline::RunReport* report;
  };
  std::vector<Pipeline> pipelines;  // in the config's order
  http::Usage usage;
  std::map<std::string, int64_t, std::less<>> counters;
  int64_t elapsed_ms = 0;
  uint64_t peak_memory = 0;
  uint64_t cpu_us = 0;
  bool interrupted = false;
};

std::vector<std::string> summary_lines(const RunSummary& summary, bool verbose);
config::Node summary_node(const RunSummary& summary);

// Where a publisher's records are: "products.ndjson", "customers at client shop".
std::string place_of(const config::ComponentConfig& publisher);

}  // namespace sluice::app
