#include "config/model.hpp"

namespace sluice::config {

std::vector<const ComponentConfig*> components_of(const PipelineConfig& pipeline) {
  std::vector<const ComponentConfig*> out = {&pipeline.subscriber};
  for (const auto* list : {&pipeline.request_transformers, &pipeline.transformers})
    for (const ComponentConfig& component : *list) out.push_back(&component);
  for (const ComponentConfig& publisher : pipeline.publishers) {
    for (const ComponentConfig& own : publisher.transformers) out.push_back(&own);
    out.push_back(&publisher);
  }
  return out;
}

}  // namespace sluice::config
