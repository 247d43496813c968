// What a server does, as a table for a terminal, made of its events. For one thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/api/server_view.hpp"
#include "app/client/control_client.hpp"

namespace sluice::app {

class TopTable {
 public:
  // "status" or "pipeline", as /api/v1/events sends them.
  void take(const ServerEvent& event);

  // Those that run first, then those that wait, each by name. At most `rows` lines, cut to
  // `columns`; must be shown by the console.
  std::vector<std::string> lines(int64_t now_ms, size_t rows, size_t columns) const;

 private:
  void take_status(const config::Node& status);
  std::string head(int64_t now_ms) const;

  std::string version_, config_, workers_;
  int64_t started_ms_ = 0;
  std::map<std::string, PipelineView> pipelines_;
};

}  // namespace sluice::app
