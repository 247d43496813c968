// sluice logs PATH: the latest lines of the running server's log, and with --follow those to come.
#include <cstdio>

#include "app/client/control_client.hpp"
#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/wiring/state_access.hpp"
#include "base/percent.hpp"

namespace sluice::app {
namespace {

std::string target_of(const Options& options) {
  std::string out = std::string("/api/v1/log?follow=") + (options.follow ? "true" : "false");
  const std::string pipeline = options.value_of("pipeline");
  if (!pipeline.empty()) out += "&pipeline=" + base::percent_encode(pipeline);
  return out;
}

// As the server has written it.
std::string line_of(const ServerEvent& event) {
  ControlAnswer data;
  data.body = event.data;
  const config::Node node = data.json();
  std::string out;
  for (const char* name : {"time", "level", "message"})
    if (const config::Node* part = node.find(name)) out += (out.empty() ? "" : " ") + part->text;
  return out;
}

}  // namespace

int logs_command(Options options) {
  const auto location = locate_state(options, "logs");
  if (!location) return kInvalid;
  const auto server = ControlClient::find(location->folder.path);
  if (!server)
    return failure("logs", Status(SLUICE_E_UNAVAILABLE, no_server_text(location->folder.path)));
  const Status status = server->follow(target_of(options), {}, [&](const ServerEvent& event) {
    print(options.json ? event.data : line_of(event));
    if (options.follow) std::fflush(stdout);
    return true;
  });
  if (!status) return failure("logs", status);
  if (!options.follow) return kDone;
  return failure("logs", Status(SLUICE_E_UNAVAILABLE, "the server has ended"));
}

}  // namespace sluice::app
