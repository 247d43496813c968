// sluice logs PATH: the latest lines of the running server's log, and with --follow those to come,
// also of a server that is restarted.
#include <chrono>
#include <cstdio>
#include <optional>
#include <string>
#include <thread>

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

// Prints what comes; `last`: the id of the event behind which it goes on, and the last one printed.
Status print_log(const Options& options, const ControlClient& server, std::string& last) {
  const std::string behind = last.empty() ? "" : "Last-Event-ID: " + last + "\r\n";
  return server.follow(target_of(options), behind, [&](const ServerEvent& event) {
    print(options.json ? event.data : line_of(event));
    if (options.follow) std::fflush(stdout);
    if (!event.id.empty()) last = event.id;
    return true;
  });
}

// A server that is restarted has a log of its own, which is printed from its beginning.
ControlClient next_server(const Options& options, const std::string& folder) {
  if (!options.quiet) print_error("sluice logs: the server has ended; waiting for the next one");
  for (;;) {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    if (auto server = ControlClient::find(folder)) {
      if (!options.quiet) print_error("sluice logs: a server runs again");
      return *std::move(server);
    }
  }
}

}  // namespace

int logs_command(Options options) {
  const auto location = locate_state(options, "logs");
  if (!location) return kInvalid;
  const std::string& folder = location->folder.path;
  auto server = ControlClient::find(folder);
  if (!server) return failure("logs", Status(SLUICE_E_UNAVAILABLE, no_server_text(folder)));
  std::string last;
  for (;;) {
    const Status status = print_log(options, *server, last);
    if (!options.follow) return status ? kDone : failure("logs", status);
    if (!status && status.code() != SLUICE_E_UNAVAILABLE) return failure("logs", status);
    server = next_server(options, folder);
  }
}

}  // namespace sluice::app
