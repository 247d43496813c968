// `sluice run` while a server runs that has the pipelines: it runs them, with its budgets and its
// workers. Main thread.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "app/report/summary.hpp"
#include "app/wiring/chosen_pipelines.hpp"
#include "app/wiring/options.hpp"
#include "app/wiring/outside_values.hpp"
#include "app/wiring/workspace.hpp"

namespace sluice::app {

// Starts them, waits for their ends and prints the summary; the exit code. One that is under way
// runs again when it is over. Nothing: no server runs that has all of them, or what is asked for
// (--record, --profile and such) is not for a server.
std::optional<int> run_on_server(const Options& options, const Workspace& workspace,
                                 const Pipelines& pipelines, const services::Redactor& redactor);

// What has_values() compares.
std::map<std::string, OutsideValues> values_of(const Options& options, const config::Config& config,
                                               const Pipelines& pipelines);

// Says which pipelines are left that nothing delivers any more, but of chosen pipelines and in a
// replay, which are not about them. Whether anything is held up by that.
bool tell_left(const Options& options, const config::Config& config,
               const services::Redactor& redactor);

// How runs of a server are shown and told of, as those of this process.
bool shows_progress(const Options& options);
void tell_summary(const Options& options, const RunSummary& summary, const std::string& file,
                  const services::Redactor& redactor);

}  // namespace sluice::app
