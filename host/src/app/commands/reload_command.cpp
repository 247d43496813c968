// sluice reload PATH: the running server reads its configuration again.
#include "app/client/control_client.hpp"
#include "app/client/served_config.hpp"
#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/wiring/state_access.hpp"

namespace sluice::app {
namespace {

constexpr const char* kConfiguration = "/api/v1/configuration";

config::Problem problem_of(const config::Node& node) {
  const auto text = [&](std::string_view name) {
    const config::Node* const found = node.find(name);
    return found ? found->text : std::string();
  };
  const auto number = [&](std::string_view name) {
    return static_cast<uint32_t>(std::strtoul(text(name).c_str(), nullptr, 10));
  };
  return {text("file"), {number("line"), number("column")}, text("pointer"), text("message")};
}

// As `check` prints them. The server has taken out the secrets.
void print_all(const config::Node& problems) {
  for (const config::Node& one : problems.items) print_error(config::to_text(problem_of(one)));
}

int tell(const Options& options, const ControlAnswer& answer) {
  if (options.json) print(config::to_json(answer.json()));
  const config::Node body = answer.json();
  if (const config::Node* problems = body.find("problems")) {
    if (!options.json) print_all(*problems);
    return kInvalid;
  }
  if (!answer.good()) return failure("reload", answer.problem());
  const config::Node* const count = body.find("pipelines");
  if (!options.json && !options.quiet && count)
    print("reloaded: " + count->text + (count->text == "1" ? " pipeline" : " pipelines"));
  return kDone;
}

// Between the two requests nobody else may have reloaded it.
Result<ControlAnswer> reload(const ControlClient& server) {
  auto seen = server.ask("GET", kConfiguration);
  if (!seen || !seen->good()) return seen;
  return server.ask("POST", "/api/v1/reload", "If-Match: " + seen->headers["etag"] + "\r\n");
}

}  // namespace

int reload_command(Options options) {
  const auto location = locate_state(options, "reload");
  if (!location) return kInvalid;
  const auto server = ControlClient::find(location->folder.path);
  if (!server)
    return failure("reload", Status(SLUICE_E_UNAVAILABLE, no_server_text(location->folder.path)));
  if (Status s = works_by(*server, location->config); !s) return refuse_command("reload", s);
  const auto answer = reload(*server);
  return answer ? tell(options, *answer) : failure("reload", answer.status());
}

}  // namespace sluice::app
