#include "config/model.hpp"

namespace sluice::config {

std::vector<const ComponentConfig*> components_of(const PipelineConfig& pipeline) {
  std::vector<const ComponentConfig*> out = {&pipeline.subscriber};
  for (const auto* list :
       {&pipeline.request_transformers, &pipeline.transformers, &pipeline.publishers})
    for (const ComponentConfig& component : *list) out.push_back(&component);
  return out;
}

}  // namespace sluice::config
