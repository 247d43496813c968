#include "app/client/remote_state.hpp"

#include <filesystem>
#include <utility>

#include "app/report/console.hpp"
#include "app/report/state_text.hpp"
#include "base/percent.hpp"

namespace sluice::app {
namespace {

std::string path_of(const std::string& pipeline) {
  return "/api/v1/state/" + base::percent_encode(pipeline);
}

}  // namespace

Result<std::vector<store::PipelineState>> RemoteState::states() {
  std::vector<store::PipelineState> out;
  for (std::string next = "first"; !next.empty();) {
    const auto page = server_.get("/api/v1/state?limit=500" +
                                  (next == "first" ? std::string() : "&cursor=" + next));
    if (!page) return page.status();
    const config::Node* const items = page->find("items");
    for (const config::Node& item : items ? items->items : std::vector<config::Node>()) {
      auto state = state_of(item);
      if (!state) return state.status();
      out.push_back(*std::move(state));
    }
    const config::Node* const behind = page->find("next");
    next = behind ? behind->text : std::string();
  }
  return out;
}

Result<std::vector<store::Checkpoint>> RemoteState::checkpoints(const std::string& pipeline) {
  const auto answer = server_.get(path_of(pipeline) + "/checkpoints");
  if (!answer) return answer.status();
  std::vector<store::Checkpoint> out;
  if (const config::Node* const items = answer->find("items"))
    for (const config::Node& item : items->items) out.push_back(checkpoint_of(item));
  return out;
}

Result<bool> RemoteState::forget(const std::string& target) {
  const auto answer = server_.ask("POST", target);
  if (!answer) return answer.status();
  if (!answer->good()) return answer->detail();
  const config::Node body = answer->json();
  const config::Node* const forgotten = body.find("forgotten");
  return forgotten && forgotten->text == "true";
}

Result<bool> RemoteState::reset(const std::string& pipeline) {
  return forget(path_of(pipeline) + "/reset");
}

Result<bool> RemoteState::forget_position(const std::string& pipeline,
                                          const std::string& publisher) {
  return forget(path_of(pipeline) + "/reset?publisher=" + base::percent_encode(publisher));
}

Result<bool> RemoteState::move(const std::string& pipeline, int64_t sequence,
                               const config::Node& to) {
  const auto answer = server_.ask(
      "PUT", path_of(pipeline) + "/cursor",
      "If-Match: \"" + std::to_string(sequence) + "\"\r\nContent-Type: application/json\r\n",
      config::to_json(to));
  if (!answer) return answer.status();
  if (answer->status == 412) return false;
  return answer->good() ? Result<bool>(true) : Result<bool>(answer->detail());
}

Result<bool> RemoteState::rewind(const std::string& pipeline, int64_t sequence,
                                 int64_t checkpoint) {
  config::Node to = config::Node::object();
  to.set("checkpoint", number_node(checkpoint));
  return move(pipeline, sequence, to);
}

Result<bool> RemoteState::put_cursor(const std::string& pipeline, int64_t sequence,
                                     const std::string& cursor) {
  config::Node to = config::Node::object();
  to.set("cursor", text_node(cursor));
  return move(pipeline, sequence, to);
}

Status RemoteState::import(const std::vector<store::PipelineState>& states) {
  std::string lines;
  for (const store::PipelineState& state : states)
    lines += config::to_json(state_node(state)) + "\n";
  const auto answer =
      server_.ask("POST", "/api/v1/state/import", "Content-Type: application/x-ndjson\r\n", lines);
  if (!answer) return answer.status();
  return answer->good() ? Status() : answer->detail();
}

// The server has another current folder.
Status RemoteState::back_up(const std::string& file) {
  const auto answer =
      server_.ask("POST", "/api/v1/state/backup?file=" +
                              base::percent_encode(std::filesystem::absolute(file).string()));
  if (!answer) return answer.status();
  return answer->good() ? Status() : answer->detail();
}

}  // namespace sluice::app
