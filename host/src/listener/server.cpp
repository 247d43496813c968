#include "listener/server.hpp"

#include <exception>
#include <string>
#include <string_view>

#include "listener/server_library.hpp"
#include "platform/lazy_library.hpp"

namespace sluice::listener {
namespace {

// `why` are the system's words, which mostly begin with the file; what it needs may be missing,
// too.
Status not_loaded(const std::string& file, std::string_view why) {
  if (why.starts_with(file + ": ")) why.remove_prefix(file.size() + 2);
  return {SLUICE_E_UNAVAILABLE, "cannot load " + file +
                                    ", which listening needs: " + std::string(why) +
                                    "; install it again, from the release that this program is of"};
}

}  // namespace

Result<std::unique_ptr<Server>> Server::open(const Endpoint& endpoint, const ServerLimits& limits,
                                             Handler& handler) {
  Result<std::unique_ptr<Server>> out = Status::internal("the server was not opened");
  const std::string file = platform::own_library(SLUICE_SERVER_LIBRARY);
  try {
    const platform::LazyLibrary library(file);
    library.function<decltype(sluice_open_server)>("sluice_open_server")(endpoint, limits, handler,
                                                                         out);
  } catch (const std::exception& e) {
    return not_loaded(file, e.what());
  }
  return out;
}

}  // namespace sluice::listener
