// Refuses pipelines whose files get into each other's way: a pipeline that reads what it writes,
// two publishers that write one file, an output that is the configuration or the state. By the
// settings that manifests say name files (x-inputs, x-outputs), and by what those names lead to.
// Main thread.
#pragma once

#include "config/load.hpp"
#include "loader/registry.hpp"

namespace sluice::app {

// What "-" means: this process's standard input and output, or those of a run to come.
enum class Streams { kOurs, kUnknown };

void check_files(const config::Config& config, const loader::Registry& registry, Streams streams,
                 config::Problems& problems);

}  // namespace sluice::app
