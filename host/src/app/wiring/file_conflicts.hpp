// Refuses pipelines whose files conflict: a pipeline that reads what it writes,
// two publishers that write one file, an output that is the configuration or the state. Based on
// the settings that manifests mark as file names (x-inputs, x-outputs), and on the files they lead
// to. Main thread.
#pragma once

#include "config/load.hpp"
#include "loader/registry.hpp"

namespace sluice::app {

// The meaning of "-": this process's standard input and output, or those of a future run.
enum class Streams { kOurs, kUnknown };

void check_files(const config::Config& config, const loader::Registry& registry, Streams streams,
                 config::Problems& problems);

}  // namespace sluice::app
