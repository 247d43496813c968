// In the server's library: few runs need prometheus-cpp.
#include "listener/metrics_text.hpp"

#include <prometheus/text_serializer.h>

void sluice_metrics_text(const std::vector<prometheus::MetricFamily>& families, std::string& out) {
  out = prometheus::TextSerializer().Serialize(families);
}
