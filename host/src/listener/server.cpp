#include "listener/server.hpp"

#include <exception>

#include "listener/server_library.hpp"
#include "platform/late_library.hpp"

namespace sluice::listener {

Result<std::unique_ptr<Server>> Server::open(const Endpoint& endpoint, const ServerLimits& limits,
                                             Handler& handler) {
  Result<std::unique_ptr<Server>> out = Status::internal("the server was not opened");
  try {
    const platform::LateLibrary library(platform::own_library(SLUICE_SERVER_LIBRARY));
    library.function<decltype(sluice_open_server)>("sluice_open_server")(endpoint, limits, handler,
                                                                         out);
  } catch (const std::exception& e) {
    return Status(SLUICE_E_UNAVAILABLE, std::string("the library to listen with is missing: ") +
                                            e.what() + "; it belongs beside bin, into lib");
  }
  return out;
}

}  // namespace sluice::listener
