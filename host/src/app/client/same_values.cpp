#include "app/client/same_values.hpp"

#include "app/report/console.hpp"

namespace sluice::app {
namespace {

config::Node node_of(const std::map<std::string, ValueDigests>& pipelines) {
  config::Node all = config::Node::object();
  for (const auto& [pipeline, values] : pipelines) {
    config::Node one = config::Node::object();
    for (const auto& [name, digests] : values) {
      config::Node list = config::Node::array();
      for (const std::string& digest : digests) list.items.push_back(text_node(digest));
      one.set(name, std::move(list));
    }
    all.set(pipeline, std::move(one));
  }
  config::Node out = config::Node::object();
  out.set("pipelines", std::move(all));
  return out;
}

// "pipeline p: ${OUT}, ${TOKEN}; pipeline q: ${OUT}"
std::string other_values(const config::Node& answer) {
  std::map<std::string, std::string> names;
  const config::Node* const differ = answer.find("differ");
  for (const config::Node& one : differ ? differ->items : std::vector<config::Node>()) {
    const config::Node* const pipeline = one.find("pipeline");
    const config::Node* const value = one.find("value");
    if (!pipeline || !value) continue;
    std::string& list = names[pipeline->text];
    list += (list.empty() ? "" : ", ") + value->text;
  }
  std::string out;
  for (const auto& [pipeline, list] : names)
    out += (out.empty() ? "pipeline " : "; pipeline ") + pipeline + ": " + list;
  return out;
}

}  // namespace

Status has_values(const ControlClient& server,
                  const std::map<std::string, ValueDigests>& pipelines) {
  const auto answer =
      server.ask("POST", "/api/v1/configuration/compare", "Content-Type: application/json\r\n",
                 config::to_json(node_of(pipelines)));
  if (!answer) return answer.status();
  if (!answer->good()) return answer->problem();
  const std::string found = other_values(answer->json());
  if (found.empty()) return {};
  return {SLUICE_E_INVALID,
          "the server has other values than this call (" + found +
              "): it was started with other variables or another --env-file, or a change was not "
              "reloaded. Nothing was run. Call with the server's values, or take these over "
              "(sluice reload, or start the server with them), or name another state folder "
              "(--state)"};
}

}  // namespace sluice::app
