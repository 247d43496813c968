// Metrics as Prometheus reads them: its text format, version 0.0.4. Pure function; any thread.
#pragma once

#include <prometheus/metric_family.h>

#include <string>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::listener {

inline constexpr const char* kMetricsType = "text/plain; version=0.0.4; charset=utf-8";

// E_UNAVAILABLE: the server's library cannot be loaded.
Result<std::string> metrics_text(const std::vector<prometheus::MetricFamily>& families);

}  // namespace sluice::listener

// What the server's library exports: as metrics_text().
extern "C" [[gnu::visibility("default")]] void sluice_metrics_text(
    const std::vector<prometheus::MetricFamily>& families, std::string& out);
