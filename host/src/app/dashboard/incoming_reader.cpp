#include "app/dashboard/incoming_reader.hpp"

#include "app/report/console.hpp"

namespace sluice::app {

using config::Node;

const config::PipelineConfig* reader_of(const config::Config& config, const std::string& incoming) {
  const std::string at = config::join_pointer("/incoming", incoming);
  for (const config::PipelineConfig& one : config.pipelines)
    if (one.subscriber.pointer == at || one.subscriber.pointer.starts_with(at + "/")) return &one;
  for (const config::PipelineConfig& one : config.pipelines)
    if (one.name == incoming) return &one;
  return nullptr;
}

Replaced file_of_reader(const std::string& incoming) {
  Node publisher = Node::object(), pipeline = Node::object(), pipelines = Node::object();
  publisher.set("use", text_node("file.publisher"));
  publisher.set("path", text_node("unused"));
  pipeline.set("from", text_node(incoming));
  pipeline.set("publisher", std::move(publisher));
  pipelines.set("fetch-" + incoming, std::move(pipeline));
  Node file = Node::object();
  file.set("pipelines", std::move(pipelines));
  return {{"fetch-" + incoming + ".yaml", config::to_json(file)}};
}

}  // namespace sluice::app
