// The results of `sluice check --connect`: does every client reach its system and authenticate,
// which permissions are missing for what the pipelines do. Main thread.
#pragma once

#include <string>
#include <vector>

#include "app/wiring/assembly.hpp"
#include "config/load.hpp"
#include "sluice/abi.h"

namespace sluice::app {

struct ConnectFinding {
  enum class Kind { kFine, kUnknown, kWrong };
  Kind kind = Kind::kFine;
  std::string place;  // "clients.shop", "pipelines.products.subscriber"
  std::string text;
};

// The clients in order, then each pipeline's components that use one. REQUIRES: `assembly` made all
// of them without a problem.
std::vector<ConnectFinding> check_connections(const config::Config& config,
                                              const Assembly& assembly,
                                              const sluice_cancel* cancel);

// The same of one client and of the components that use it. REQUIRES: `assembly` made the client,
// and, without a problem, those of them that it made.
std::vector<ConnectFinding> check_connection(const std::string& client,
                                             const config::Config& config, const Assembly& assembly,
                                             const sluice_cancel* cancel);

}  // namespace sluice::app
