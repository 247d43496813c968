// What a server shows to a monitoring system, by Prometheus's conventions: base units, labels of
// which the configuration bounds the values. Pure function.
#pragma once

#include <prometheus/metric_family.h>

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/api/run_meters.hpp"
#include "app/api/server_view.hpp"
#include "platform/process.hpp"
#include "store/backlog.hpp"
#include "store/task.hpp"

namespace sluice::app {

// Requests of one client of the configuration.
struct ClientFigures {
  std::string client;
  std::array<uint64_t, 6> answers{};  // by the first digit of the status; 0: none came
  uint64_t retries = 0;
  std::optional<int64_t> budget_left = {}, budget_limit = {};
};

struct MetricSources {
  const ServerView* view = nullptr;  // NULL: nothing is planned yet
  std::map<std::string, RunMeter> runs = {};
  std::vector<store::TaskCount> tasks = {};
  std::vector<store::Backlog> backlogs = {};
  std::vector<ClientFigures> clients = {};
  uint64_t store_bytes = 0;
  platform::ProcessFigures process = {};
  uint64_t cpu_us = 0;
  int64_t now_ms = 0;
};

std::vector<prometheus::MetricFamily> metric_families(const MetricSources& from);

}  // namespace sluice::app
