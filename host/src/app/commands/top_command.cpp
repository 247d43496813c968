// sluice top PATH: what the running server does, as a table that is drawn anew about once a second.
#include <cstdio>
#include <limits>

#include "app/client/served_config.hpp"
#include "app/client/top_table.hpp"
#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/wiring/state_access.hpp"
#include "platform/system_clock.hpp"
#include "platform/terminal.hpp"

namespace sluice::app {
namespace {

constexpr auto kOutput = platform::Stream::kOutput;
constexpr const char* kHomeAndClear = "\033[H\033[2J";
constexpr size_t kNoLimit = std::numeric_limits<size_t>::max();

int64_t now_ms() { return platform::SystemClock().unix_us() / 1000; }

void print_frame(const TopTable& table, size_t rows, size_t columns) {
  for (const std::string& line : table.lines(now_ms(), rows, columns)) print(line);
  std::fflush(stdout);
}

void draw(const TopTable& table) {
  std::fputs(kHomeAndClear, stdout);
  // The last line stays free: the cursor is there.
  print_frame(table, static_cast<size_t>(platform::terminal_height(kOutput) - 1),
              static_cast<size_t>(platform::terminal_width(kOutput)));
}

int show_once(const ControlClient& server, bool json) {
  const auto status = server.get("/api/v1/status");
  if (!status) return failure("top", status.status());
  const std::string text = config::to_json(*status);
  if (json) return print(text), kDone;
  TopTable table;
  table.take({{}, "status", text});
  print_frame(table, kNoLimit, kNoLimit);
  return kDone;
}

int show_live(const ControlClient& server) {
  TopTable table;
  const Status status = server.follow("/api/v1/events", {}, [&](const ServerEvent& event) {
    table.take(event);
    draw(table);
    return true;
  });
  return failure("top", status ? Status(SLUICE_E_UNAVAILABLE, "the server has ended") : status);
}

}  // namespace

int top_command(Options options) {
  const auto location = locate_state(options, "top");
  if (!location) return kInvalid;
  const auto server = ControlClient::find(location->folder.path);
  if (!server)
    return failure("top", Status(SLUICE_E_UNAVAILABLE, no_server_text(location->folder.path)));
  if (Status s = works_by(*server, location->config); !s) return refuse_command("top", s);
  const bool live = !options.once && !options.json && platform::is_terminal(kOutput);
  return live ? show_live(*server) : show_once(*server, options.json);
}

}  // namespace sluice::app
