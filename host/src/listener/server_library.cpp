#include "listener/server_library.hpp"

#include <exception>

#include "listener/metrics_text.hpp"
#include "platform/lazy_library.hpp"

namespace sluice::listener {

namespace {

platform::LazyLibrary library() {
  return platform::load(
      {SLUICE_SERVER_LIBRARY, "listening needs",
       "OpenSSL and prometheus-cpp (Debian: libssl3, libprometheus-cpp-core1.0)"});
}

}  // namespace

Result<std::unique_ptr<Server>> open_server(const Endpoint& endpoint, const ServerLimits& limits,
                                            Handler& handler) {
  Result<std::unique_ptr<Server>> out = Status::internal("the server was not opened");
  try {
    library().function<decltype(sluice_open_server)>("sluice_open_server")(endpoint, limits,
                                                                           handler, out);
  } catch (const std::exception& e) {
    return Status(SLUICE_E_UNAVAILABLE, e.what());
  }
  return out;
}

Result<std::string> metrics_text(const std::vector<prometheus::MetricFamily>& families) try {
  std::string out;
  library().function<decltype(sluice_metrics_text)>("sluice_metrics_text")(families, out);
  return out;
} catch (const std::exception& e) {
  return Status(SLUICE_E_UNAVAILABLE, e.what());
}

}  // namespace sluice::listener
