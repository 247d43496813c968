#include "config/model.hpp"

namespace sluice::config {

std::vector<const ComponentConfig*> components_of(const PipelineConfig& pipeline) {
  std::vector<const ComponentConfig*> out = {&pipeline.subscriber};
  for (const auto* list : {&pipeline.request_transformers, &pipeline.transformers})
    for (const ComponentConfig& component : *list) out.push_back(&component);
  for (const ComponentConfig& publisher : pipeline.publishers) {
    for (const auto* list : {&publisher.transformers, &publisher.on_success, &publisher.on_error})
      for (const ComponentConfig& own : *list) out.push_back(&own);
    out.push_back(&publisher);
  }
  return out;
}

}  // namespace sluice::config
