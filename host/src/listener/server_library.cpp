#include "listener/server_library.hpp"

#include <exception>

#include "platform/lazy_library.hpp"

namespace sluice::listener {

Result<std::unique_ptr<Server>> open_server(const Endpoint& endpoint, const ServerLimits& limits,
                                            Handler& handler) {
  Result<std::unique_ptr<Server>> out = Status::internal("the server was not opened");
  try {
    const platform::LazyLibrary library =
        platform::load({SLUICE_SERVER_LIBRARY, "listening needs", "OpenSSL (Debian: libssl3)"});
    library.function<decltype(sluice_open_server)>("sluice_open_server")(endpoint, limits, handler,
                                                                         out);
  } catch (const std::exception& e) {
    return Status(SLUICE_E_UNAVAILABLE, e.what());
  }
  return out;
}

}  // namespace sluice::listener
