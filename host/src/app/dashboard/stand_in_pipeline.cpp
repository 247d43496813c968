#include "app/dashboard/stand_in_pipeline.hpp"

#include "app/report/console.hpp"
#include "config/parse.hpp"

namespace sluice::app {
namespace {

using config::Node;

Node unused_file(const char* use) {
  Node out = Node::object();
  out.set("use", text_node(use));
  out.set("path", text_node("unused"));
  return out;
}

StandIn stand_in(const std::string& name, Node pipeline) {
  Node pipelines = Node::object(), file = Node::object();
  pipelines.set(name, std::move(pipeline));
  file.set("pipelines", std::move(pipelines));
  return {name, {{name + ".yaml", config::to_json(file)}}};
}

}  // namespace

const config::PipelineConfig* reader_of(const config::Config& config, const std::string& incoming) {
  const std::string at = config::join_pointer("/incoming", incoming);
  for (const config::PipelineConfig& one : config.pipelines)
    if (one.subscriber.pointer == at || one.subscriber.pointer.starts_with(at + "/")) return &one;
  for (const config::PipelineConfig& one : config.pipelines)
    if (one.name == incoming) return &one;
  return nullptr;
}

StandIn stand_in_reader(const std::string& incoming) {
  Node pipeline = Node::object();
  pipeline.set("from", text_node(incoming));
  pipeline.set("publisher", unused_file("file.publisher"));
  return stand_in("fetch-" + incoming, std::move(pipeline));
}

StandIn stand_in_sender(const std::string& outgoing) {
  Node pipeline = Node::object();
  pipeline.set("subscriber", unused_file("file.subscriber"));
  pipeline.set("to", text_node(outgoing));
  return stand_in("send-" + outgoing, std::move(pipeline));
}

}  // namespace sluice::app
