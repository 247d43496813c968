// `sluice run` while a server runs that has the pipelines: it runs them, with its budgets and its
// workers. Main thread.
#pragma once

#include <optional>

#include "app/wiring/chosen_pipelines.hpp"
#include "app/wiring/options.hpp"
#include "app/wiring/workspace.hpp"

namespace sluice::app {

// Starts them, waits for their ends and prints the summary; the exit code. One that is under way
// runs again when it is over. Nothing: no server runs that has all of them, or what is asked for
// (--record, --profile and such) is not for a server.
std::optional<int> run_on_server(const Options& options, const Workspace& workspace,
                                 const Pipelines& pipelines, const services::Redactor& redactor);

}  // namespace sluice::app
