// What a run did: its figures, and the same for machines. For people: summary_text.hpp. Pure
// functions over figures.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/model.hpp"
#include "config/node.hpp"
#include "http/service.hpp"
#include "pipeline/report.hpp"

namespace sluice::app {

struct RunSummary {
  struct Pipeline {
    const config::PipelineConfig* config;
    const pipeline::RunReport* report;
    uint64_t requests = 0;  // sent, repeats included
    // Of the credential with the least left: requests that its rate limit still allows, and in all.
    std::optional<int64_t> limit_left = {};
    int64_t limit_allowed = 0;
  };
  std::vector<Pipeline> pipelines;  // in the config's order
  http::Usage usage;
  std::map<std::string, int64_t, std::less<>> counters;
  int64_t elapsed_ms = 0;
  uint64_t peak_memory = 0;
  uint64_t cpu_us = 0;
  bool interrupted = false;
  int exit_code = 0;
};

// Sets each pipeline's requests, and what its credentials may still send.
void add_requests(const http::Service& service, RunSummary& summary);

// What the program ends with (exit_code.hpp).
int exit_code_of(const RunSummary& summary);

pipeline::RunReport total_of(const RunSummary& summary);

config::Node summary_node(const RunSummary& summary);

// Where a publisher's records are: "products.ndjson", "customers at client shop".
std::string place_of(const config::ComponentConfig& publisher);

}  // namespace sluice::app
